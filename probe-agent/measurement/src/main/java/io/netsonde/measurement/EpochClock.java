package io.netsonde.measurement;

import java.time.Instant;

/** Wall-clock time for stamps that leave the process. It may step; never take a difference. */
@FunctionalInterface
public interface EpochClock {
  /** The clock of this host, as fine as the JDK gives it. */
  EpochClock SYSTEM =
      () -> {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
      };

  /** Nanoseconds since the Unix epoch. */
  long epochNanos();
}
