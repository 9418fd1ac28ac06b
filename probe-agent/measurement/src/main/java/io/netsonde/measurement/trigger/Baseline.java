package io.netsonde.measurement.trigger;

import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.TrafficSimCycle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Learns what is normal from the first good cycles, and then stays as it is, unless delays have
 * been off for a day without a break: then that is normal now. Learned are the medians of their
 * means and of their standard deviations, so that a single cycle out of the ordinary, such as the
 * very first, does not spoil it. Not safe for several threads.
 */
final class Baseline {
  /** Fewer answers tell too little, unless the whole cycle is smaller. */
  private static final int ENOUGH_ANSWERS = 10;

  private static final long GIVEN_UP_NANOS = 86_400_000_000_000L;

  private final int cycles;
  private final double mostLoss;
  private final List<Double> means = new ArrayList<>();
  private final List<Double> deviations = new ArrayList<>();
  private Optional<BaselineSnapshot> learned;
  private Optional<Long> offSince = Optional.empty();

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
    offSince = Optional.empty();
    means.clear();
    deviations.clear();
  }

  /**
   * Learns from this cycle if there is still something to learn and the cycle is good.
   *
   * @param isOff whether its delays are not normal
   */
  void learn(TrafficSimCycle cycle, boolean isOff) {
    if (learned.isPresent() && hasBeenOff(cycle, isOff)) {
      forget();
    }
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

  /** Whether it is a day since delays were normal; what was not answered says nothing of them. */
  private boolean hasBeenOff(TrafficSimCycle cycle, boolean isOff) {
    if (cycle.total().roundTrip().delay().isEmpty()) {
      return false;
    }
    long now = cycle.endEpochNanos();
    // Not where the clock was set back since: that costs one day more at worst.
    offSince =
        isOff
            ? offSince.filter(since -> since <= now).or(() -> Optional.of(now))
            : Optional.empty();
    return isOff && now - offSince.orElse(now) >= GIVEN_UP_NANOS;
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
