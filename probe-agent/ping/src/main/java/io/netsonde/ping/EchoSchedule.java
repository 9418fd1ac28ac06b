package io.netsonde.ping;

/**
 * When requests are due: slots at absolute times on a grid, so that lag never adds up. A slot that
 * passed unserved is skipped, never caught up by a burst: after serving a late one, the next is the
 * first that lies at least half an interval ahead.
 */
final class EchoSchedule {
  private final long intervalNanos;
  private long dueNanos;
  private long missed;

  /** A grid with a slot at {@code originNanos}, of which the first served is not before now. */
  EchoSchedule(long originNanos, long intervalNanos, long nowNanos) {
    this.intervalNanos = intervalNanos;
    this.dueNanos = nowNanos + Math.floorMod(originNanos - nowNanos, intervalNanos);
  }

  long dueNanos() {
    return dueNanos;
  }

  boolean isDue(long nowNanos) {
    return nowNanos - dueNanos >= 0;
  }

  /** Serves the due slot; says how late, at least 0. */
  long take(long nowNanos) {
    long lag = nowNanos - dueNanos;
    dueNanos += intervalNanos;
    long behind = nowNanos + intervalNanos / 2 - dueNanos;
    if (lag > 0 && behind > 0) {
      long skipped = (behind + intervalNanos - 1) / intervalNanos;
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
