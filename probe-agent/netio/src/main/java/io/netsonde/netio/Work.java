package io.netsonde.netio;

import java.time.Duration;

/** What a receiver's thread does beside receiving. */
@FunctionalInterface
public interface Work {
  /** Far enough away to be no deadline. */
  long FAR_NANOS = 3_600_000_000_000L;

  /**
   * Called after each round of reading, and when the time has come that it returned last.
   *
   * @return when to be called again at the latest, by the monotonic clock
   */
  long run(long nowNanos);

  /** Runs {@code tick} at this interval; a tick that is late does not hurry the ones after it. */
  static Work every(Duration interval, Runnable tick) {
    return new Ticking(interval.toNanos(), tick);
  }
}
