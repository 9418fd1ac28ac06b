package io.netsonde.agent;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The demo.
 *
 * @param duration how long; empty: until it is stopped
 * @param otlp a collector to send to; empty: none
 * @param json for programs instead of people
 */
public record DemoOptions(Optional<Duration> duration, Optional<URI> otlp, boolean json) {
  public DemoOptions {
    if (duration.isPresent() && !duration.get().isPositive()) {
      throw new IllegalArgumentException("--duration is to be above 0");
    }
  }
}
