package io.netsonde.measurement.trigger;

import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.TrafficSimCycle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Learns what is normal from the first good cycles, and then stays as it is: the medians of their
 * means and of their standard deviations, so that a single cycle out of the ordinary, such as the
 * very first, does not spoil it. Not safe for several threads.
 */
final class Baseline {
  /** Fewer answers tell too little, unless the whole cycle is smaller. */
  private static final int ENOUGH_ANSWERS = 10;

  private final int cycles;
  private final double mostLoss;
  private final List<Double> means = new ArrayList<>();
  private final List<Double> deviations = new ArrayList<>();
  private Optional<BaselineSnapshot> learned;

  /**
   * @param learned what an earlier run learned, taken over if it fits the first cycle
   */
  Baseline(TriggerSettings settings, Optional<BaselineSnapshot> learned) {
    this.cycles = settings.baselineCycles();
    this.mostLoss = settings.loss();
    this.learned = learned;
  }

  /** What holds for this cycle; empty as long as too few good cycles came. */
  Optional<BaselineSnapshot> before(TrafficSimCycle cycle) {
    if (learned.isPresent() && !learned.get().fits(cycle)) {
      forget();
    }
    return learned;
  }

  /** What has been learned so far. */
  Optional<BaselineSnapshot> learned() {
    return learned;
  }

  void forget() {
    learned = Optional.empty();
    means.clear();
    deviations.clear();
  }

  /** Learns from this cycle if there is still something to learn and the cycle is good. */
  void learn(TrafficSimCycle cycle) {
    if (learned.isPresent() || !isGood(cycle)) {
      return;
    }
    Distribution delays = cycle.total().roundTrip().delay();
    means.add(delays.mean());
    deviations.add(delays.standardDeviation());
    if (means.size() == cycles) {
      learned =
          Optional.of(
              new BaselineSnapshot(
                  cycle.path(),
                  cycle.flows().size(),
                  Math.max(1, Math.round(median(means))),
                  Math.round(median(deviations)),
                  cycle.endEpochNanos(),
                  Optional.empty()));
      means.clear();
      deviations.clear();
    }
  }

  private boolean isGood(TrafficSimCycle cycle) {
    long enough = Math.max(2, Math.min(ENOUGH_ANSWERS, cycle.total().packets()));
    return cycle.outcome() == TrafficSimCycle.Outcome.COMPLETE
        && cycle.total().roundTrip().loss().orElse(1) <= mostLoss
        && cycle.total().roundTrip().delay().count() >= enough;
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
