package io.netsonde.testkit;

import io.netsonde.measurement.EpochClock;
import io.netsonde.measurement.NanoClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A monotonic and an epoch clock that move only when told, together or apart. Any thread may read
 * and move them.
 */
public final class ManualClock {
  private final AtomicLong nanos;
  private final AtomicLong epochNanos;

  /** Begins at these two times; a monotonic clock may begin anywhere, below zero as well. */
  public ManualClock(long nanos, long epochNanos) {
    this.nanos = new AtomicLong(nanos);
    this.epochNanos = new AtomicLong(epochNanos);
  }

  /** The monotonic clock. */
  public NanoClock nanoClock() {
    return nanos::get;
  }

  /** The epoch clock. */
  public EpochClock epochClock() {
    return epochNanos::get;
  }

  /** Time passes on both clocks. */
  public void advance(Duration by) {
    nanos.addAndGet(by.toNanos());
    epochNanos.addAndGet(by.toNanos());
  }

  /** Time passes on the monotonic clock alone. */
  public void advanceNanos(long by) {
    nanos.addAndGet(by);
  }

  /** The epoch clock is set forward or back; no time passes. */
  public void stepEpoch(Duration by) {
    epochNanos.addAndGet(by.toNanos());
  }
}
