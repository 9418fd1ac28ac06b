package io.netsonde.measurement.trigger;

import io.netsonde.measurement.Path;
import io.netsonde.measurement.TrafficSimCycle;
import io.netsonde.measurement.trace.Route;
import java.util.Optional;

/**
 * What is normal on a path, as learned from good cycles.
 *
 * @param path of which path
 * @param flows over how many flows; with another number of them it does not fit
 * @param rttNanos the median of the learned cycles' mean round-trip delays, above 0
 * @param jitterNanos the median of their standard deviations, at least 0
 * @param learnedEpochNanos when the last of them ended
 * @param route the routers that the packets passed, where a trace has told
 */
public record BaselineSnapshot(
    Path path,
    int flows,
    long rttNanos,
    long jitterNanos,
    long learnedEpochNanos,
    Optional<Route> route) {

  public BaselineSnapshot {
    if (flows < 1) {
      throw new IllegalArgumentException("a path has at least one flow, not " + flows);
    }
    if (rttNanos <= 0) {
      throw new IllegalArgumentException("an RTT is above 0, not " + rttNanos + " ns");
    }
    if (jitterNanos < 0) {
      throw new IllegalArgumentException("a deviation is at least 0, not " + jitterNanos + " ns");
    }
  }

  /** The same, over those routers. */
  public BaselineSnapshot over(Optional<Route> routers) {
    return new BaselineSnapshot(path, flows, rttNanos, jitterNanos, learnedEpochNanos, routers);
  }

  /** Whether it tells of the path that this cycle measured, in the same manner. */
  public boolean fits(TrafficSimCycle cycle) {
    return path.equals(cycle.path()) && flows == cycle.flows().size();
  }
}
