package io.netsonde.measurement.trace;

/**
 * The pace of a trace's first round, which goes upwards and does not know how far the target is:
 * TTLs up to a window beyond the highest answered one are in flight at once, and those further up
 * are held back a little.
 *
 * <p>Where the target limits its answers and further rounds want some, the window is as narrow as
 * the {@link AnswerBudget} says, and a TTL beyond it waits for about as long as answers take; each
 * further one twice as long as the one before, up to a bound.
 */
final class FirstRound {
  /** TTLs in flight beyond the highest that is answered. */
  private static final int WINDOW = 4;

  /** Where answers are not dear: how long a TTL is held back, times its distance from there. */
  private static final long PACE_NANOS = 2_000_000;

  private static final long UNHEARD_NANOS = 10_000_000;
  private static final long LONGEST_NANOS = 100_000_000;
  private static final int MOST_DOUBLINGS = 6;

  private final int firstTtl;
  private final int ttls;
  private final boolean sparing;
  private final AnswerBudget budget;
  private final int window;
  private long startNanos;
  private long lastNanos;

  /**
   * Its pace.
   *
   * @param limited whether the target limits its answers
   */
  FirstRound(TraceSettings settings, boolean limited) {
    firstTtl = settings.firstTtl();
    ttls = settings.maxTtl() - settings.firstTtl() + 1;
    sparing = limited && settings.rounds() > 1;
    budget = new AnswerBudget(settings.rounds(), settings.roundIntervalNanos());
    window = sparing ? budget.unpunished(WINDOW) : WINDOW;
  }

  void start(long nowNanos) {
    startNanos = nowNanos;
    lastNanos = nowNanos;
  }

  void onSent(long nowNanos) {
    lastNanos = nowNanos;
  }

  /** Until when that TTL is held back; in the past where it is not. */
  long heldUntil(int ttl, PathTally path, long nowNanos) {
    int known = Math.max(path.highestAnswered(), firstTtl - 1);
    int beyond = ttl - known - window;
    if (beyond <= 0) {
      return nowNanos;
    }
    return sparing
        ? lastNanos + paceNanos(path.longestRtt(), beyond)
        : startNanos + (ttl - firstTtl + 1 - window) * PACE_NANOS;
  }

  private static long paceNanos(long longestRtt, int beyond) {
    long first = longestRtt < 0 ? UNHEARD_NANOS : longestRtt + longestRtt / 4 + PACE_NANOS;
    return Math.min(LONGEST_NANOS, first << Math.min(beyond - 1, MOST_DOUBLINGS));
  }

  /** What the second round's begin is counted from: later, if this one asked the target often. */
  long endNanos(PathTally path) {
    return sparing ? lastNanos + budget.delayNanos(path.askedOfEnd()) : startNanos;
  }

  /** The longest that it takes to send. */
  long longestNanos() {
    return Math.max(0, ttls - window) * (sparing ? LONGEST_NANOS : PACE_NANOS);
  }

  /** The longest delay of the second round. */
  long longestDelayNanos() {
    return sparing ? budget.mostNanos() : 0;
  }
}
