package io.netsonde.diagnosis;

import io.netsonde.diagnosis.Evidence.GivenUp;
import io.netsonde.diagnosis.Hysteresis.Change;
import io.netsonde.diagnosis.Hysteresis.Look;
import io.netsonde.measurement.HttpCheck;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Watches one figure of a series of windows against what is normal of it. Windows that look bad do
 * not count as normal; after a day of them they do. Windows in which most checks failed may look
 * bad, but never good.
 */
final class Level {
  /** Confidence is no better than the model behind it. */
  static final double MOST_CONFIDENCE = 0.999;

  private static final long GETS_NORMAL_NANOS = 24L * 3600 * 1_000_000_000;

  private final boolean isGrowthWorse;
  private final Function<HttpCheck, Optional<Figure>> figure;
  private final Normal normal;
  private final Scatter scatter = new Scatter();
  private final Hysteresis state = new Hysteresis();
  private final ArrayDeque<Optional<Figure>> held = new ArrayDeque<>();

  private Figure last = new Figure(0, 0);
  private Optional<GivenUp> lastGivenUp = Optional.empty();
  private boolean isNewNormal;

  Level(boolean isGrowthWorse, Function<HttpCheck, Optional<Figure>> figure) {
    this.isGrowthWorse = isGrowthWorse;
    this.figure = figure;
    this.normal = new Normal(isGrowthWorse);
  }

  Normal normal() {
    return normal;
  }

  /** The window's figure. */
  Optional<Figure> of(HttpWindow window) {
    return window.median(figure);
  }

  boolean isActive() {
    return state.isActive();
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
   * Takes the next window; where it has no such figure nothing changes.
   *
   * @param breaksRule whether its rule calls it bad
   * @param isSuspect whether it must not count as normal though its rule does not call it bad
   */
  Change accept(boolean breaksRule, boolean isSuspect, HttpWindow window) {
    Optional<Figure> value = of(window);
    if (value.isEmpty()) {
      return Change.NONE;
    }
    Look look = breaksRule ? look(value.get()) : Look.GOOD;
    if (look == Look.GOOD && window.isMostlyFailed()) {
      return Change.NONE;
    }
    last = value.get();
    lastGivenUp =
        last.isGivenUp()
            ? Optional.of(new GivenUp(last.givenUpNanos(), window.givenUp(figure), window.all()))
            : Optional.empty();
    isNewNormal =
        state.isActive()
            && breaksRule
            && !window.isMostlyFailed()
            && window.startEpochNanos() - state.period().since() > GETS_NORMAL_NANOS;
    if (isNewNormal) {
      state.end(window.endEpochNanos());
      held.clear();
      normal.forget();
      normal.add(last.value());
      return Change.OVER;
    }
    return accept(look, isSuspect, window);
  }

  private Change accept(Look look, boolean isSuspect, HttpWindow window) {
    boolean isHeld = look != Look.GOOD || isSuspect;
    held.addLast(isHeld ? Optional.of(last) : Optional.empty());
    if (held.size() > 3) {
      held.removeFirst();
    }
    Change change = state.accept(look, window.startEpochNanos(), window.count(figure));
    if (normal.isKnown()) {
      scatter.add(normal.distance(last.value()), look != Look.GOOD, state.isActive());
    }
    if (!isHeld) {
      normal.add(last.value());
    }
    return change;
  }

  private Look look(Figure value) {
    double distance = normal.distance(value.value());
    if (scatter.isVeryUnusual(distance)) {
      return Look.VERY_BAD;
    }
    return scatter.isUnusual(distance) ? Look.BAD : Look.GOOD;
  }

  /** What the last window says where it has ended. */
  Evidence ended() {
    return new Evidence(
        last.value(), normal.mean(), normal.deviation(), MOST_CONFIDENCE, isNewNormal);
  }

  /** What the last windows say that are held back as bad. */
  Evidence begun() {
    Figure[] bad = held.stream().flatMap(Optional::stream).toArray(Figure[]::new);
    double now = Stream.of(bad).mapToDouble(Figure::value).average().orElse(normal.mean());
    double excess = (isGrowthWorse ? 1 : -1) * (now - normal.mean());
    double error =
        normal.deviation()
            * Normal.BESSEL
            * Math.sqrt(1.0 / Math.max(1, bad.length) + 1.0 / Normal.WINDOWS);
    double confidence = error == 0 ? MOST_CONFIDENCE : StudentNine.below(excess / error);
    return new Evidence(
        now,
        normal.mean(),
        normal.deviation(),
        Math.min(MOST_CONFIDENCE, confidence),
        false,
        Stream.of(bad).anyMatch(Figure::isGivenUp),
        lastGivenUp);
  }
}
