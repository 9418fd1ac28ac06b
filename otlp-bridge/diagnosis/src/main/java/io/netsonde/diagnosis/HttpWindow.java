package io.netsonde.diagnosis;

import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpPhase;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The checks of one service that began in one window of time. Its figures are medians over its
 * checks, so that one slow check among many does not speak for all.
 *
 * @param startEpochNanos of the window
 * @param endEpochNanos of the window
 * @param checks those that succeeded, or failed for nothing but time; at least one
 * @param otherFailures how many there were beside these
 */
record HttpWindow(
    long startEpochNanos, long endEpochNanos, List<HttpCheck> checks, int otherFailures) {
  HttpWindow {
    checks = List.copyOf(checks);
  }

  /** Whether as many checks failed as succeeded: then that the others were quick is no recovery. */
  boolean isMostlyFailed() {
    long failed = checks.stream().filter(check -> check.failure().isPresent()).count();
    return 2 * (failed + otherFailures) >= all();
  }

  /** How many checks there were. */
  int all() {
    return checks.size() + otherFailures;
  }

  /**
   * The median over those checks that have such a figure; empty where none has. It counts as given
   * up where one in its middle was, after as long as the first.
   */
  Optional<Figure> median(Function<HttpCheck, Optional<Figure>> figure) {
    List<Figure> all =
        figures(figure).stream().sorted(Comparator.comparingDouble(Figure::value)).toList();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Figure low = all.get((all.size() - 1) / 2);
    Figure high = all.get(all.size() / 2);
    double givenUp =
        low.isGivenUp() || high.isGivenUp()
            ? all.stream()
                .filter(Figure::isGivenUp)
                .mapToDouble(Figure::givenUpNanos)
                .min()
                .orElse(0)
            : 0;
    return Optional.of(new Figure((low.value() + high.value()) / 2, givenUp));
  }

  /** The median time that its checks spent in that phase, those included that never came to it. */
  double medianNanos(HttpPhase phase) {
    return median(check -> Optional.of(new Figure((double) check.nanos(phase), 0)))
        .map(Figure::value)
        .orElse(0.0);
  }

  /** How many checks have such a figure. */
  int count(Function<HttpCheck, Optional<Figure>> figure) {
    return figures(figure).size();
  }

  /** How many checks were given up while they came to it. */
  int givenUp(Function<HttpCheck, Optional<Figure>> figure) {
    return (int) figures(figure).stream().filter(Figure::isGivenUp).count();
  }

  /** The check with the greatest such figure. */
  HttpCheck most(ToDoubleFunction<HttpCheck> figure) {
    return checks.stream().max(Comparator.comparingDouble(figure)).orElseThrow();
  }

  private List<Figure> figures(Function<HttpCheck, Optional<Figure>> figure) {
    return checks.stream().map(figure).flatMap(Optional::stream).toList();
  }
}
