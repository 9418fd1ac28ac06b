package io.netsonde.trafficsim.sender;

/**
 * When packets are due: slots at absolute times on a grid, so that lag never adds up. A slot that
 * passed unserved is skipped, never caught up by a burst: after serving a late one, the next is the
 * first that lies at least half an interval ahead.
 */
final class Schedule {
  private final long intervalNanos;
  private long dueNanos;
  private long missed;

  /**
   * A grid that has a slot at {@code originNanos}; the first slot served is the first at or after
   * {@code nowNanos}.
   */
  Schedule(long originNanos, long intervalNanos, long nowNanos) {
    this.intervalNanos = intervalNanos;
    long behind = Math.floorMod(originNanos - nowNanos, intervalNanos);
    this.dueNanos = nowNanos + behind;
  }

  long dueNanos() {
    return dueNanos;
  }

  boolean isDue(long nowNanos) {
    return Deadline.reached(dueNanos, nowNanos);
  }

  /** Serves the due slot, and says how late: planned to actual send, at least 0. */
  long take(long nowNanos) {
    long lag = nowNanos - dueNanos;
    dueNanos += intervalNanos;
    long earliest = nowNanos + intervalNanos / 2;
    if (lag > 0 && dueNanos - earliest < 0) {
      long skipped = (earliest - dueNanos + intervalNanos - 1) / intervalNanos;
      dueNanos += skipped * intervalNanos;
      missed += skipped;
    }
    return lag;
  }

  /** Slots skipped so far because their time had passed. */
  long missed() {
    return missed;
  }
}
