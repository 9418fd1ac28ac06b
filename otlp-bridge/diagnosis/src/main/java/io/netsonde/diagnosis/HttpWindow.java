package io.netsonde.diagnosis;

import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpExchange;
import io.netsonde.measurement.http.HttpPhase;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The successful checks of one service that began in one window of time. Its figures are medians
 * over its checks, so that one slow check among many does not speak for all.
 *
 * @param startEpochNanos of the window
 * @param endEpochNanos of the window
 * @param checks at least one
 */
record HttpWindow(long startEpochNanos, long endEpochNanos, List<HttpCheck> checks) {
  HttpWindow {
    checks = List.copyOf(checks);
  }

  /** The median over those checks that have such a figure; empty where none has. */
  OptionalDouble median(Function<HttpCheck, OptionalDouble> figure) {
    double[] values =
        checks.stream().map(figure).flatMapToDouble(OptionalDouble::stream).sorted().toArray();
    return values.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((values[(values.length - 1) / 2] + values[values.length / 2]) / 2);
  }

  /** The check with the greatest such figure. */
  HttpCheck most(ToDoubleFunction<HttpCheck> figure) {
    return checks.stream().max(Comparator.comparingDouble(figure)).orElseThrow();
  }

  /** Share of the time that went into looking names up, 0 to 1; empty where no time passed. */
  static OptionalDouble dnsShare(HttpCheck check) {
    return check.durationNanos() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) check.nanos(HttpPhase.DNS) / check.durationNanos());
  }

  /** TCP and TLS, nanoseconds; empty where the connection stood before. */
  static OptionalDouble handshake(HttpCheck check) {
    return check.exchanges().stream().allMatch(HttpExchange::isReused)
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) check.nanos(HttpPhase.CONNECT) + check.nanos(HttpPhase.TLS));
  }

  static OptionalDouble waiting(HttpCheck check) {
    return nanos(check, HttpPhase.WAIT);
  }

  static OptionalDouble nanos(HttpCheck check, HttpPhase phase) {
    return OptionalDouble.of((double) check.nanos(phase));
  }
}
