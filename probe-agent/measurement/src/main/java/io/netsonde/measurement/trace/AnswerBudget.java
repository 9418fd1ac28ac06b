package io.netsonde.measurement.trace;

/**
 * How many answers a trace may ask of a target that limits them, and when: Linux tells a host of
 * closed ports six times at once, and then once a second. What the first round asks too much, not
 * yet knowing how far the target is, the later rounds would miss.
 *
 * @param rounds of the trace
 * @param intervalNanos between two of them
 */
record AnswerBudget(int rounds, long intervalNanos) {
  private static final int BURST = 6;

  /** A second, and what its measure in ticks and the jitter of a path may add. */
  private static final long REFILL_NANOS = 1_050_000_000;

  /**
   * How many probes the first round may have at the target without a later one's being delayed for
   * it, up to {@code most}; at least one.
   */
  int unpunished(int most) {
    int probes = most;
    while (probes > 1 && delayNanos(probes) > 0) {
      probes--;
    }
    return probes;
  }

  /**
   * How much later the second round is to begin so that the answers last as long as they would had
   * the first round asked once.
   *
   * @param asked how many probes of the first round came to the target
   */
  long delayNanos(int asked) {
    if (rounds == 1 || asked <= 1) {
      return 0;
    }
    int spent = Math.min(asked, BURST);
    long needed = Math.max(missing(spent, 1), missing(spent, rounds - 1));
    return Math.clamp(needed, 0, (spent - 1) * REFILL_NANOS);
  }

  /** The longest delay that there can be. */
  long mostNanos() {
    return delayNanos(BURST);
  }

  /** For how long there is no answer to that round's probe when it is sent. */
  private long missing(int spent, int round) {
    return (spent + round - BURST) * REFILL_NANOS - round * intervalNanos;
  }
}
