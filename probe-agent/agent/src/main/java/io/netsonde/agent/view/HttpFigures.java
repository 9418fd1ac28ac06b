package io.netsonde.agent.view;

import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpErrorType;
import io.netsonde.measurement.http.HttpFailure;
import io.netsonde.measurement.http.HttpPhase;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.function.ToLongFunction;

/**
 * Checks of one web service taken together. Times are those of the checks whose response came
 * whole, expected or not, since one that was cut short says nothing of how long things take.
 *
 * @param checks how many were made
 * @param failed how many of them failed
 * @param failures how often each kind of failure came, in order of their first coming
 * @param phases how long each phase took, over all exchanges of a check; of those that happened
 * @param trips of the network's part of the waits, where it is known
 * @param total how long the checks took
 * @param throughput bytes a second, of the checks that can state it
 */
public record HttpFigures(
    int checks,
    int failed,
    SequencedMap<Kind, Integer> failures,
    Map<HttpPhase, Distribution> phases,
    HttpTrips trips,
    Distribution total,
    Distribution throughput) {
  /** A kind of failure. */
  public record Kind(HttpPhase phase, HttpErrorType type) {}

  /** The figures of these checks. */
  public static HttpFigures of(List<HttpCheck> checks) {
    List<HttpCheck> whole = checks.stream().filter(HttpFigures::isWhole).toList();
    Map<HttpPhase, Distribution> phases = new EnumMap<>(HttpPhase.class);
    for (HttpPhase phase : HttpPhase.values()) {
      List<HttpCheck> with = whole.stream().filter(check -> has(check, phase)).toList();
      phases.put(phase, distribution(with, check -> check.nanos(phase)));
    }
    SequencedMap<Kind, Integer> failures = new LinkedHashMap<>();
    for (HttpCheck check : checks) {
      check
          .failure()
          .map(failure -> new Kind(failure.phase(), failure.type()))
          .ifPresent(kind -> failures.merge(kind, 1, Integer::sum));
    }
    return new HttpFigures(
        checks.size(),
        failures.values().stream().mapToInt(Integer::intValue).sum(),
        failures,
        phases,
        HttpTrips.of(whole),
        distribution(whole, HttpCheck::durationNanos),
        distribution(
            whole.stream().filter(check -> check.throughput().isPresent()).toList(),
            check -> Math.round(check.throughput().orElse(0))));
  }

  /** The phase that takes the most time of all, where there are any times. */
  public Optional<HttpPhase> slowest() {
    return total.isEmpty() || total.max() == 0
        ? Optional.empty()
        : phases.entrySet().stream()
            .max(Comparator.comparingDouble(each -> sum(each.getValue())))
            .map(Map.Entry::getKey);
  }

  /** The part of all the checks' time that this phase takes, 0 to 1; empty without any time. */
  public OptionalDouble share(HttpPhase phase) {
    double all = sum(total);
    return all == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum(phase(phase)) / all);
  }

  /** How long that phase took. */
  public Distribution phase(HttpPhase phase) {
    return phases.getOrDefault(phase, Distribution.EMPTY);
  }

  private static boolean isWhole(HttpCheck check) {
    return check
        .failure()
        .map(HttpFailure::type)
        .map(HttpErrorType.EXPECTATION_FAILED::equals)
        .orElse(true);
  }

  private static boolean has(HttpCheck check, HttpPhase phase) {
    return check.exchanges().stream()
        .flatMap(exchange -> exchange.phases().stream())
        .anyMatch(timing -> timing.phase() == phase);
  }

  private static Distribution distribution(List<HttpCheck> checks, ToLongFunction<HttpCheck> of) {
    return Distribution.of(checks.stream().mapToLong(of).toArray());
  }

  private static double sum(Distribution values) {
    return values.isEmpty() ? 0 : values.mean() * values.count();
  }
}
