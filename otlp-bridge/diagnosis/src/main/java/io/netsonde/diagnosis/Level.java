package io.netsonde.diagnosis;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.OptionalDouble;

/**
 * Watches one figure of a series of windows against what is normal of it. Windows that look bad do
 * not count as normal until it is clear that nothing comes of them; those of a bad time never do,
 * but after a day it is taken for the new normal.
 */
final class Level {
  /** Confidence is no better than the model behind it. */
  static final double MOST_CONFIDENCE = 0.999;

  private static final long GETS_NORMAL_NANOS = 24L * 3600 * 1_000_000_000;

  private final boolean isGrowthWorse;
  private final Normal normal;
  private final Hysteresis state = new Hysteresis();
  private final ArrayDeque<Held> held = new ArrayDeque<>();

  private double lastValue;
  private boolean isNewNormal;

  private record Held(double value, int age) {
    Held older() {
      return new Held(value, age + 1);
    }
  }

  Level(boolean isGrowthWorse) {
    this.isGrowthWorse = isGrowthWorse;
    this.normal = new Normal(isGrowthWorse);
  }

  Normal normal() {
    return normal;
  }

  /** When what holds now, or held last, began. */
  long since() {
    return state.since();
  }

  /**
   * Takes the next window.
   *
   * @param value its figure; where there is none nothing changes
   * @param isBad whether its rule calls it bad
   * @param isSuspect whether it must not count as normal though its rule does not call it bad
   */
  Hysteresis.Change accept(
      OptionalDouble value, boolean isBad, boolean isSuspect, HttpWindow window) {
    long startEpochNanos = window.startEpochNanos();
    if (value.isEmpty()) {
      return Hysteresis.Change.NONE;
    }
    if (state.isActive() && startEpochNanos - state.since() > GETS_NORMAL_NANOS) {
      state.reset();
      held.clear();
      normal.forget();
      normal.add(value.getAsDouble());
      lastValue = value.getAsDouble();
      isNewNormal = true;
      return Hysteresis.Change.OVER;
    }
    lastValue = value.getAsDouble();
    isNewNormal = false;
    // As long as little is known of how the figure scatters, all three have to agree.
    Hysteresis.Change change =
        state.accept(
            isBad, startEpochNanos, window.checks().size(), normal.isExperienced() ? 2 : 3);
    release();
    if (isBad || isSuspect) {
      held.addLast(new Held(value.getAsDouble(), 0));
    } else {
      normal.add(value.getAsDouble());
    }
    return change;
  }

  /** What the last window says where it has ended. */
  Evidence ended() {
    return new Evidence(lastValue, normal.mean(), normal.deviation(), MOST_CONFIDENCE, isNewNormal);
  }

  /** What the windows say that are held back as bad. */
  Evidence begun() {
    double now = held.stream().mapToDouble(Held::value).average().orElse(normal.mean());
    double excess = (isGrowthWorse ? 1 : -1) * (now - normal.mean());
    double error =
        normal.deviation()
            * Math.sqrt(Normal.WINDOWS / (Normal.WINDOWS - 1.0))
            * Math.sqrt(1.0 / Math.max(1, held.size()) + 1.0 / Normal.WINDOWS);
    double confidence = error == 0 ? MOST_CONFIDENCE : StudentNine.below(excess / error);
    return new Evidence(
        now, normal.mean(), normal.deviation(), Math.min(MOST_CONFIDENCE, confidence), false);
  }

  /** Those of which nothing came count as normal after all; those of a bad time never. */
  private void release() {
    Iterator<Held> each = held.iterator();
    ArrayDeque<Held> kept = new ArrayDeque<>();
    while (each.hasNext()) {
      Held one = each.next().older();
      if (one.age() < 3) {
        kept.addLast(one);
      } else if (!state.isActive()) {
        normal.addOutlier(one.value());
      }
    }
    held.clear();
    held.addAll(kept);
  }
}
