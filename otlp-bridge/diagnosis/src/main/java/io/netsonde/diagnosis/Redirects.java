package io.netsonde.diagnosis;

import io.netsonde.measurement.HttpCheck;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which requests the checks of a web service consist of, and whether that has changed: for good
 * when three windows in a row say so.
 */
final class Redirects {
  private static final int FOR_GOOD = 3;

  private List<String> known = List.of();
  private List<String> other = List.of();
  private int others;
  private boolean haveChanged;

  /**
   * Those checks of a window that can be compared with those before; empty where most come to their
   * answer by other requests.
   */
  Optional<List<HttpCheck>> comparable(List<HttpCheck> checks) {
    haveChanged = false;
    Optional<List<String>> most = most(checks);
    if (most.isPresent() && !most.get().equals(known)) {
      others = most.get().equals(other) ? others + 1 : 1;
      other = most.get();
      if (!known.isEmpty() && others < FOR_GOOD) {
        return Optional.empty();
      }
      haveChanged = !known.isEmpty();
      known = other;
    }
    if (most.isPresent()) {
      others = 0;
    }
    return Optional.of(checks.stream().filter(this::isComparable).toList());
  }

  /** Whether the last window began another time. */
  boolean haveChanged() {
    return haveChanged;
  }

  /** One that was given up has come as far as it did. */
  private boolean isComparable(HttpCheck check) {
    List<String> way = CheckFigures.way(check);
    return check.failure().isEmpty()
        ? way.equals(known)
        : way.size() <= known.size() && way.equals(known.subList(0, way.size()));
  }

  private static Optional<List<String>> most(List<HttpCheck> checks) {
    Map<List<String>, Integer> counts = new HashMap<>();
    checks.stream()
        .filter(check -> check.failure().isEmpty())
        .forEach(check -> counts.merge(CheckFigures.way(check), 1, Integer::sum));
    return counts.entrySet().stream()
        .max(
            Comparator.comparingInt((Map.Entry<List<String>, Integer> one) -> one.getValue())
                .thenComparing(one -> one.getKey().toString()))
        .map(Map.Entry::getKey);
  }
}
