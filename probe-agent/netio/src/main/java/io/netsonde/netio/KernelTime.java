package io.netsonde.netio;

import io.netsonde.measurement.EpochClock;
import io.netsonde.measurement.NanoClock;

/**
 * Places the kernel's stamps, which are of the epoch clock, on the monotonic clock's timeline.
 *
 * <p>On Linux both clocks tick at the same rate, whatever disciplines them, and their difference
 * changes only when the epoch clock is stepped. So one reading of both places every stamp of the
 * time since, to a few ten nanoseconds. After a step the stamps from before it cannot be placed any
 * more and are refused. Not safe for several threads.
 */
final class KernelTime {
  /** No reading of both clocks is off by more, unless a step was between them. */
  private static final long STEP_NANOS = 5_000;

  /** A reading is tried again while something came between the clocks for longer. */
  private static final long GOOD_NANOS = 500;

  private static final int ATTEMPTS = 4;

  private final NanoClock nanoClock;
  private final EpochClock epochClock;
  private boolean started;

  /** Epoch minus monotonic, and how far that may be off. */
  private long offset;

  private long uncertainty;

  private long nowNanos;
  private long validFromNanos;
  private long steps;

  KernelTime(NanoClock nanoClock, EpochClock epochClock) {
    this.nanoClock = nanoClock;
    this.epochClock = epochClock;
  }

  /**
   * Reads both clocks: to be called after reading stamps and before placing them.
   *
   * @return the monotonic time
   */
  long read() {
    long bestOffset = 0;
    long best = Long.MAX_VALUE;
    long before = nanoClock.nanoTime();
    for (int i = 0; i < ATTEMPTS && best > GOOD_NANOS; i++) {
      long epoch = epochClock.epochNanos();
      long after = nanoClock.nanoTime();
      if (after - before < best) {
        best = after - before;
        bestOffset = epoch - (before + (after - before) / 2);
      }
      before = after;
    }
    nowNanos = before;
    if (!started) {
      // What is older than this object may be from before a step.
      accept(bestOffset, best, nowNanos);
      started = true;
    } else if (Math.abs(bestOffset - offset) > STEP_NANOS + best + uncertainty) {
      accept(bestOffset, best, nowNanos);
      steps++;
    } else if (best < uncertainty) {
      offset = bestOffset;
      uncertainty = best;
    }
    return nowNanos;
  }

  private void accept(long newOffset, long newUncertainty, long validFrom) {
    offset = newOffset;
    uncertainty = newUncertainty;
    validFromNanos = validFrom;
  }

  /** The monotonic time of the latest reading. */
  long nowNanos() {
    return nowNanos;
  }

  /** The epoch time of the latest reading. */
  long epochNanos() {
    return nowNanos + offset;
  }

  /** Whether a stamp read before the latest reading can be placed. */
  boolean canPlace(long epochNanos) {
    long nanos = place(epochNanos);
    return nanos - validFromNanos >= 0 && nanos - nowNanos <= STEP_NANOS;
  }

  /** A stamp's place on the monotonic timeline, never after the latest reading. */
  long place(long epochNanos) {
    long nanos = epochNanos - offset;
    return nanos - nowNanos > 0 && nanos - nowNanos <= STEP_NANOS ? nowNanos : nanos;
  }

  /** How often the epoch clock was stepped. */
  long steps() {
    return steps;
  }
}
