package io.netsonde.diagnosis;

import io.netsonde.diagnosis.Hysteresis.Look;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Watches one figure of a series of windows against what is normal of it. Windows that look bad do
 * not count as normal; after a day of them they do.
 */
final class Level {
  /** Confidence is no better than the model behind it. */
  static final double MOST_CONFIDENCE = 0.999;

  private static final long GETS_NORMAL_NANOS = 24L * 3600 * 1_000_000_000;

  private final boolean isGrowthWorse;
  private final Normal normal;
  private final Scatter scatter = new Scatter();
  private final Hysteresis state = new Hysteresis();
  private final ArrayDeque<OptionalDouble> held = new ArrayDeque<>();

  private double lastValue;
  private boolean isNewNormal;

  Level(boolean isGrowthWorse) {
    this.isGrowthWorse = isGrowthWorse;
    this.normal = new Normal(isGrowthWorse);
  }

  Normal normal() {
    return normal;
  }

  /** When what holds now began, or what held last. */
  Period period() {
    return state.period();
  }

  /** Whether windows are usually not so far off; true where that is not known yet. */
  boolean isUnusual(double value) {
    return normal.isKnown() && scatter.isUnusual(normal.distance(value));
  }

  /**
   * Takes the next window.
   *
   * @param value its figure; where there is none nothing changes
   * @param breaksRule whether its rule calls it bad
   * @param isSuspect whether it must not count as normal though its rule does not call it bad
   */
  Hysteresis.Change accept(
      OptionalDouble value, boolean breaksRule, boolean isSuspect, HttpWindow window) {
    if (value.isEmpty()) {
      return Hysteresis.Change.NONE;
    }
    lastValue = value.getAsDouble();
    isNewNormal =
        state.isActive() && window.startEpochNanos() - state.period().since() > GETS_NORMAL_NANOS;
    if (isNewNormal) {
      state.end(window.endEpochNanos());
      held.clear();
      normal.forget();
      normal.add(lastValue);
      return Hysteresis.Change.OVER;
    }
    Look look = breaksRule ? look() : Look.GOOD;
    boolean isHeld = look != Look.GOOD || isSuspect;
    held.addLast(isHeld ? value : OptionalDouble.empty());
    if (held.size() > 3) {
      held.removeFirst();
    }
    Hysteresis.Change change = state.accept(look, window.startEpochNanos(), window.checks().size());
    if (normal.isKnown()) {
      scatter.add(normal.distance(lastValue), look != Look.GOOD, state.isActive());
    }
    if (!isHeld) {
      normal.add(lastValue);
    }
    return change;
  }

  private Look look() {
    double distance = normal.distance(lastValue);
    if (scatter.isVeryUnusual(distance)) {
      return Look.VERY_BAD;
    }
    return scatter.isUnusual(distance) ? Look.BAD : Look.GOOD;
  }

  /** What the last window says where it has ended. */
  Evidence ended() {
    return new Evidence(lastValue, normal.mean(), normal.deviation(), MOST_CONFIDENCE, isNewNormal);
  }

  /** What the last windows say that are held back as bad. */
  Evidence begun() {
    double[] bad = held.stream().flatMapToDouble(OptionalDouble::stream).toArray();
    double now = Arrays.stream(bad).average().orElse(normal.mean());
    double excess = (isGrowthWorse ? 1 : -1) * (now - normal.mean());
    double error =
        normal.deviation()
            * Normal.BESSEL
            * Math.sqrt(1.0 / Math.max(1, bad.length) + 1.0 / Normal.WINDOWS);
    double confidence = error == 0 ? MOST_CONFIDENCE : StudentNine.below(excess / error);
    return new Evidence(
        now, normal.mean(), normal.deviation(), Math.min(MOST_CONFIDENCE, confidence), false);
  }
}
