package io.netsonde.measurement.trace;

/** How long a trace takes at most, and until when probes may be sent alone so that it does. */
final class TimeLimit {
  /** How many timeouts longer it may take because of probes that are sent alone. */
  private static final int ALONE_TIMEOUTS = 3;

  private final TraceSettings settings;
  private final long longestNanos;

  TimeLimit(TraceSettings settings, FirstRound first) {
    this.settings = settings;
    long timeout = settings.timeoutNanos();
    long rounds = first.longestNanos() + timeout;
    if (settings.rounds() > 1) {
      long interval = settings.roundIntervalNanos();
      long held = first.longestNanos() + first.longestDelayNanos() + interval;
      rounds = Math.max(rounds, held) + (settings.rounds() - 2) * interval + timeout;
    }
    longestNanos = rounds + ALONE_TIMEOUTS * timeout;
  }

  /** From its beginning to its end. */
  long longestNanos() {
    return longestNanos;
  }

  /**
   * The latest, from its beginning, that a probe may be sent alone.
   *
   * @param round the last that has begun
   */
  long lastAloneNanos(int round) {
    int later = settings.rounds() - 1 - round;
    long after =
        later == 0 ? 0 : settings.timeoutNanos() + (later - 1) * settings.roundIntervalNanos();
    return longestNanos - settings.timeoutNanos() - after;
  }
}
