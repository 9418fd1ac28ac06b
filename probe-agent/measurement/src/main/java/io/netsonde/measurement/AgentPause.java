package io.netsonde.measurement;

/**
 * A measuring thread did not get to run although it was due: the process or the machine stalled.
 *
 * @param nanos from when it was due until it ran, nanoseconds, at least 0
 * @param epochNanos when it ran, in nanoseconds since the Unix epoch
 */
public record AgentPause(long nanos, long epochNanos) implements Measurement {
  public AgentPause {
    if (nanos < 0) {
      throw new IllegalArgumentException("a pause of " + nanos + " ns");
    }
  }
}
