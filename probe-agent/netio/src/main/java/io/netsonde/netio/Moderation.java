package io.netsonde.netio;

/**
 * Keeps a busy loop from waking for every packet: what the kernel has stamped may wait in the
 * socket for a moment, and waking costs more than handling. A loop that did little in the last half
 * of a millisecond is not held up at all. Not safe for several threads.
 */
final class Moderation {
  /**
   * A busy loop makes one round in so long; deadlines are met no later than by this. No even
   * fraction of a second, which would keep step with the ticks by which kernels sample who runs.
   */
  static final long WINDOW_NANOS = 487_000;

  private static final int BUSY_ROUNDS = 2;

  private long window = Long.MIN_VALUE;
  private int rounds;
  private boolean busy;

  /** How long to rest before the round that is about to begin; 0 for not at all. */
  long restNanos(long nowNanos) {
    long index = Math.floorDiv(nowNanos, WINDOW_NANOS);
    if (index != window) {
      busy = index == window + 1 && rounds >= BUSY_ROUNDS;
      window = index;
      rounds = 0;
    }
    rounds++;
    return busy && rounds > 1 ? (window + 1) * WINDOW_NANOS - nowNanos : 0;
  }
}
