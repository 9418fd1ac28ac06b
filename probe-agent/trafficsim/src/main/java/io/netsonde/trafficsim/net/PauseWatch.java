package io.netsonde.trafficsim.net;

import java.util.function.LongConsumer;

/**
 * Notices when a thread runs long after it was due: the process or the machine stalled, not the
 * network. What it is told are monotonic times. Not safe for several threads.
 */
final class PauseWatch {
  /** Less is scheduling, and shows as send lag. */
  static final long SHORTEST_NANOS = 10_000_000L;

  private final LongConsumer paused;
  private boolean expected;
  private long dueNanos;

  /**
   * A watch.
   *
   * @param paused told how many nanoseconds late the thread was
   */
  PauseWatch(LongConsumer paused) {
    this.paused = paused;
  }

  /** The thread runs, now, and knows when it is due next. */
  void runs(long nowNanos, long nextDueNanos) {
    if (expected && nowNanos - dueNanos >= SHORTEST_NANOS) {
      paused.accept(nowNanos - dueNanos);
    }
    expected = true;
    dueNanos = nextDueNanos;
  }
}
