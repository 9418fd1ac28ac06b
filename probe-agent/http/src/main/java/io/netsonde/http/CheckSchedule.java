package io.netsonde.http;

/** When the checks of a target are due. Not safe for use by several threads. */
public final class CheckSchedule {
  private final long intervalNanos;
  private long slotNanos;

  /** The first slot and the distance of those after it. */
  public CheckSchedule(long firstNanos, long intervalNanos) {
    this.slotNanos = firstNanos;
    this.intervalNanos = intervalNanos;
  }

  /** When the next check is due. */
  public long slotNanos() {
    return slotNanos;
  }

  /**
   * A check has ended: goes on to the next slot that is not over.
   *
   * @return how many slots passed in the meantime, and are skipped
   */
  public long advance(long nowNanos) {
    long passed = Math.max(0, nowNanos - slotNanos) / intervalNanos;
    slotNanos += (passed + 1) * intervalNanos;
    return passed;
  }
}
