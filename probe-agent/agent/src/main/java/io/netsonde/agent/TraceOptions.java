package io.netsonde.agent;

import io.netsonde.traceroute.TraceTarget;
import java.time.Duration;

/**
 * One trace of a path.
 *
 * @param target what is traced, and how
 * @param json for programs instead of people
 */
public record TraceOptions(TraceTarget target, boolean json) {
  /** Rounds where the command line says nothing: enough for a first word on loss. */
  public static final int DEFAULT_ROUNDS = 10;

  /**
   * Between two rounds where the command line says nothing. With the rounds above just what routers
   * that run Linux answer: six at once, and one more a second.
   */
  public static final Duration DEFAULT_INTERVAL = Duration.ofMillis(500);
}
