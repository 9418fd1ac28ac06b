package io.netsonde.measurement;

/**
 * When packets are due: slots at absolute times on a grid, so that lag never adds up. A slot that
 * passed unserved is skipped, never caught up by a burst: after serving a late one, the next is the
 * first that lies at least half an interval ahead. Not safe for several threads.
 */
public final class SlotSchedule {
  /** Nobody waits longer than this for a first packet, however rare they are. */
  public static final long LONGEST_WAIT_NANOS = 60_000_000_000L;

  private final long intervalNanos;
  private long dueNanos;
  private long missed;

  /**
   * A grid.
   *
   * @param firstNanos its first slot
   */
  public SlotSchedule(long firstNanos, long intervalNanos) {
    this.intervalNanos = intervalNanos;
    this.dueNanos = firstNanos;
  }

  /**
   * The grid that has a slot at {@code originNanos}; the first slot served is the first at or after
   * {@code nowNanos}. Where the interval is longer than {@link #LONGEST_WAIT_NANOS}, the grid is
   * moved by whole multiples of that, so that it begins within it.
   */
  public static SlotSchedule onGrid(long originNanos, long intervalNanos, long nowNanos) {
    long grid = Math.min(intervalNanos, LONGEST_WAIT_NANOS);
    return new SlotSchedule(nowNanos + Math.floorMod(originNanos - nowNanos, grid), intervalNanos);
  }

  /** When the next slot is. */
  public long dueNanos() {
    return dueNanos;
  }

  /** Whether the next slot has come. */
  public boolean isDue(long nowNanos) {
    return nowNanos - dueNanos >= 0;
  }

  /** Serves the due slot, and says how late: planned to actual send, at least 0. */
  public long take(long nowNanos) {
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
  public long missed() {
    return missed;
  }
}
