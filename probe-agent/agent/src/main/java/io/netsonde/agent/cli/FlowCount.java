package io.netsonde.agent.cli;

import io.netsonde.agent.config.Limits;
import io.netsonde.measurement.PathCoverage;
import org.jspecify.annotations.Nullable;

/** How many flows {@code --flows}, {@code --paths} and {@code --probability} ask for. */
final class FlowCount {
  private static final String AUTO = "auto";

  private FlowCount() {}

  /**
   * The number; whether it is within the range of all numbers of flows is checked elsewhere, where
   * it was given as such.
   *
   * @throws IllegalArgumentException with what to change, where the three do not go together
   */
  static int parse(String flows, @Nullable Integer paths, @Nullable Double probability) {
    if (flows.equals(AUTO)) {
      return cover(paths, probability);
    }
    if (paths != null || probability != null) {
      throw new IllegalArgumentException(
          (paths != null ? "--paths" : "--probability") + " is for --flows auto only");
    }
    if (!flows.matches("[0-9]{1,6}")) {
      throw new IllegalArgumentException(
          "--flows: found '" + flows + "', expected a number or auto");
    }
    return Integer.parseInt(flows);
  }

  private static int cover(@Nullable Integer paths, @Nullable Double probability) {
    if (paths == null) {
      throw new IllegalArgumentException(
          "--flows auto needs --paths: how many equal-cost paths there are");
    }
    double wanted = probability == null ? PathCoverage.DEFAULT_PROBABILITY : probability;
    if (paths < 1 || paths > PathCoverage.MAX_PATHS) {
      throw new IllegalArgumentException("--paths is to be from 1 to " + PathCoverage.MAX_PATHS);
    }
    if (!(wanted > 0 && wanted < 1)) {
      throw new IllegalArgumentException("--probability is to be above 0 and below 1");
    }
    int flows = PathCoverage.flows(paths, wanted);
    if (flows > Limits.MAX_FLOWS) {
      throw new IllegalArgumentException(
          "to see "
              + paths
              + " paths with probability "
              + wanted
              + " takes "
              + flows
              + " flows, more than "
              + Limits.MAX_FLOWS
              + "; lower --probability or --paths");
    }
    return flows;
  }
}
