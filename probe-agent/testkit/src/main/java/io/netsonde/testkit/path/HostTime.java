package io.netsonde.testkit.path;

import io.netsonde.measurement.EpochClock;

/** One host's epoch clock: off by an offset that grows with its drift and may step. */
public final class HostTime {
  private final VirtualTime time;
  private long offsetNanos;
  private double drift;
  private long driftSinceNanos;

  /** A clock that is this much ahead of the virtual time's; negative is behind. */
  public HostTime(VirtualTime time, long offsetNanos) {
    this.time = time;
    this.offsetNanos = offsetNanos;
    this.driftSinceNanos = time.nanos();
  }

  /** Nanoseconds since the Unix epoch, as this host believes. */
  public long epochNanos() {
    return time.epochNanos() + offsetNanos();
  }

  /** How far it is ahead of the virtual time's epoch clock, now. */
  public long offsetNanos() {
    return offsetNanos + Math.round(drift * (time.nanos() - driftSinceNanos));
  }

  /** Steps the clock by so many nanoseconds, forward or back. */
  public void step(long byNanos) {
    offsetNanos += byNanos;
  }

  /** From now on gains so many parts in a million; negative loses. */
  public void drift(double partsPerMillion) {
    offsetNanos = offsetNanos();
    driftSinceNanos = time.nanos();
    drift = partsPerMillion / 1e6;
  }

  /** The clock as code under test wants it. */
  public EpochClock epochClock() {
    return this::epochNanos;
  }
}
