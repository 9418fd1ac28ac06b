package io.netsonde.ping.net;

import io.netsonde.measurement.EpochClock;
import io.netsonde.measurement.NanoClock;

/** The two clocks of a loop. */
record LoopClock(NanoClock nano, EpochClock epoch) {
  static final LoopClock SYSTEM = new LoopClock(NanoClock.SYSTEM, EpochClock.SYSTEM);

  long nanoTime() {
    return nano.nanoTime();
  }

  long epochNanos() {
    return epoch.epochNanos();
  }
}
