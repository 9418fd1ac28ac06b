package io.netsonde.netio;

import io.netsonde.measurement.EpochClock;
import io.netsonde.measurement.NanoClock;

/** The two clocks of a loop. */
public record LoopClock(NanoClock nano, EpochClock epoch) {
  public static final LoopClock SYSTEM = new LoopClock(NanoClock.SYSTEM, EpochClock.SYSTEM);

  public long nanoTime() {
    return nano.nanoTime();
  }

  public long epochNanos() {
    return epoch.epochNanos();
  }
}
