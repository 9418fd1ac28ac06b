package io.netsonde.diagnosis;

import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpErrorType;
import io.netsonde.measurement.http.HttpExchange;
import io.netsonde.measurement.http.HttpFailure;
import io.netsonde.measurement.http.HttpPhase;
import java.util.List;
import java.util.Optional;

/**
 * What a check says of its service: one that succeeded, or one that ran into a limit and was given
 * up. The latter speaks of the phases before that one as any check does, of that phase by how long
 * it lasted, and not of those that it never came to.
 */
final class CheckFigures {
  private CheckFigures() {}

  /** Whether the check succeeded, or failed for nothing but time. */
  static boolean isTimed(HttpCheck check) {
    return check.failure().isEmpty() || givenUp(check).isPresent();
  }

  /** In which phase the check was given up as too slow. */
  static Optional<HttpPhase> givenUp(HttpCheck check) {
    return check
        .failure()
        .filter(
            failure ->
                failure.type() == HttpErrorType.TIMEOUT
                    || failure.type() == HttpErrorType.RESOLVER_TIMEOUT)
        .map(HttpFailure::phase);
  }

  /** Share of the time that went into looking names up, 0 to 1; empty where no time passed. */
  static Optional<Figure> dnsShare(HttpCheck check) {
    return check.durationNanos() == 0
        ? Optional.empty()
        : figure(
            check,
            HttpPhase.DNS,
            (double) check.nanos(HttpPhase.DNS) / check.durationNanos(),
            check.last());
  }

  /**
   * TCP and TLS, nanoseconds, of the connection that took longest: so a further one, to which a
   * redirect leads, makes none slower. Empty where no connection was begun.
   */
  static Optional<Figure> connecting(HttpCheck check) {
    HttpPhase reached = givenUp(check).orElse(HttpPhase.TRANSFER);
    return slowestConnection(check)
        .flatMap(
            one ->
                figure(
                    check,
                    reached == HttpPhase.CONNECT ? HttpPhase.CONNECT : HttpPhase.TLS,
                    connectNanos(one),
                    one));
  }

  /** The exchange whose connection took longest to be made, or to be given up. */
  static Optional<HttpExchange> slowestConnection(HttpCheck check) {
    return check.exchanges().stream()
        .filter(exchange -> !exchange.isReused() && hasBegunToConnect(exchange))
        .reduce((one, other) -> connectNanos(other) > connectNanos(one) ? other : one);
  }

  /** From the requests to the responses' first bytes, nanoseconds. */
  static Optional<Figure> waiting(HttpCheck check) {
    return isBefore(check, HttpPhase.WAIT)
        ? Optional.empty()
        : figure(check, HttpPhase.WAIT, (double) check.nanos(HttpPhase.WAIT), check.last());
  }

  /** Body bytes of the last response a second of its transfer; at most so many if given up. */
  static Optional<Figure> rate(HttpCheck check) {
    if (isBefore(check, HttpPhase.TRANSFER)) {
      return Optional.empty();
    }
    long nanos = check.last().nanos(HttpPhase.TRANSFER);
    if (givenUp(check).isPresent()) {
      double rate = check.last().responseBytes() * 1e9 / Math.max(1, nanos);
      return Optional.of(new Figure(rate, (double) nanos));
    }
    return check.throughput().stream().mapToObj(rate -> new Figure(rate, 0)).findFirst();
  }

  /** How the check comes to its answer: other requests than before take another time. */
  static List<String> way(HttpCheck check) {
    return check.exchanges().stream()
        .map(exchange -> String.valueOf(exchange.uri().getScheme()))
        .toList();
  }

  private static boolean hasBegunToConnect(HttpExchange exchange) {
    return exchange.phases().stream()
        .anyMatch(timing -> timing.phase() == HttpPhase.CONNECT || timing.phase() == HttpPhase.TLS);
  }

  private static double connectNanos(HttpExchange exchange) {
    return (double) exchange.nanos(HttpPhase.CONNECT) + exchange.nanos(HttpPhase.TLS);
  }

  private static boolean isBefore(HttpCheck check, HttpPhase phase) {
    return givenUp(check).filter(reached -> reached.compareTo(phase) < 0).isPresent();
  }

  /** A figure of that phase of an exchange, which may be the very one that was given up. */
  private static Optional<Figure> figure(
      HttpCheck check, HttpPhase phase, double value, HttpExchange of) {
    boolean isGivenUp =
        of.equals(check.last()) && givenUp(check).filter(reached -> reached == phase).isPresent();
    double after = phase == HttpPhase.TLS ? connectNanos(of) : (double) of.nanos(phase);
    return Optional.of(new Figure(value, isGivenUp ? Math.max(1, after) : 0));
  }
}
