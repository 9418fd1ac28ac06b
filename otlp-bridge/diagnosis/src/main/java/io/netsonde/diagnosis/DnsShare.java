package io.netsonde.diagnosis;

import io.netsonde.diagnosis.Hysteresis.Change;
import io.netsonde.measurement.http.HttpPhase;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * Watches how much of a web service's time goes into looking its name up. The limit is fixed, so
 * bad windows are as good as others to know the service by, and a service may be bound by DNS from
 * the first ten windows on.
 *
 * <p>A share about the limit crosses it in every other window by chance. So it takes more than two
 * windows of three to begin: the bad ones of the last three, or the last ten, have to be beyond the
 * limit by more than they scatter. It is over when three in a row are below, and the ten well so.
 */
final class DnsShare {
  private static final int TEN = Normal.WINDOWS;
  private static final int THREE = 3;
  private static final int LEAST_BAD = 2;
  private static final int LEAST_CHECKS = 3;
  private static final double SURE = 0.99;

  /** Below this mean of ten windows it is over. */
  private static final double WELL_BELOW = 0.5;

  private record Seen(double share, boolean isBad, int checks, long startEpochNanos) {}

  private final HttpRules rules;
  private final ArrayDeque<Seen> seen = new ArrayDeque<>();
  private boolean isActive;
  private long since;
  private long until;
  private Evidence evidence = new Evidence(0, 0, 0, 0, false);

  DnsShare(HttpRules rules) {
    this.rules = rules;
  }

  Period period() {
    return new Period(since, until);
  }

  Evidence evidence() {
    return evidence;
  }

  boolean isActive() {
    return isActive;
  }

  /**
   * Takes the next window; one in which no time passed tells nothing, nor one in which most checks
   * failed that it is good.
   */
  Change accept(HttpWindow window) {
    Optional<Double> share = window.median(CheckFigures::dnsShare).map(Figure::value);
    if (share.isEmpty()) {
      return Change.NONE;
    }
    boolean isBound = rules.isDnsBound(share.get(), window.medianNanos(HttpPhase.DNS));
    if (!isBound && window.isMostlyFailed()) {
      return Change.NONE;
    }
    boolean isBad = seen.size() >= TEN && isBound;
    seen.addLast(new Seen(share.get(), isBad, window.checks().size(), window.startEpochNanos()));
    if (seen.size() > TEN + THREE) {
      seen.removeFirst();
    }
    return isActive ? end() : begin();
  }

  private Change begin() {
    List<Seen> three = bad(THREE);
    List<Seen> ten = bad(TEN);
    if (!seen.getLast().isBad()
        || three.size() < LEAST_BAD
        || ten.stream().mapToInt(Seen::checks).sum() < LEAST_CHECKS) {
      return Change.NONE;
    }
    Normal before = normal(0, seen.size() - THREE);
    double ofThree = beyondLimit(normal(three), before.deviation());
    double ofTen = beyondLimit(normal(seen.size() - TEN, seen.size()), 0);
    double confidence = Math.max(ofThree, ofTen);
    if (confidence < SURE) {
      return Change.NONE;
    }
    isActive = true;
    since = (ofThree >= SURE ? three : ten).getFirst().startEpochNanos();
    evidence =
        new Evidence(
            normal(three).mean(),
            before.mean(),
            before.deviation(),
            Math.min(Level.MOST_CONFIDENCE, confidence),
            false);
    return Change.BEGUN;
  }

  private Change end() {
    Normal ten = normal(seen.size() - TEN, seen.size());
    if (!bad(THREE).isEmpty() || ten.mean() >= WELL_BELOW) {
      return Change.NONE;
    }
    isActive = false;
    for (Seen one : seen.reversed()) {
      if (one.isBad()) {
        break;
      }
      until = one.startEpochNanos();
    }
    evidence =
        new Evidence(
            seen.getLast().share(), ten.mean(), ten.deviation(), Level.MOST_CONFIDENCE, false);
    return Change.OVER;
  }

  /** How sure it is that the share is beyond the limit (Student's t). */
  private static double beyondLimit(Normal some, double leastDeviation) {
    double deviation = Math.max(some.deviation(), leastDeviation) * Normal.BESSEL;
    double error = deviation / Math.sqrt(some.count());
    double excess = some.mean() - HttpRules.DNS_SHARE;
    return error == 0 ? Level.MOST_CONFIDENCE : StudentNine.below(excess / error);
  }

  /** The bad ones of so many last windows. */
  private List<Seen> bad(int last) {
    return seen.stream().skip(Math.max(0, seen.size() - last)).filter(Seen::isBad).toList();
  }

  private Normal normal(int from, int to) {
    return normal(seen.stream().skip(from).limit(to - from).toList());
  }

  private static Normal normal(List<Seen> windows) {
    Normal normal = new Normal(true);
    windows.forEach(window -> normal.add(window.share()));
    return normal;
  }
}
