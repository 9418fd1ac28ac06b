package io.netsonde.export;

import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpErrorType;
import io.netsonde.measurement.http.HttpExchange;
import io.netsonde.measurement.http.HttpFailure;
import io.netsonde.measurement.http.HttpPhase;
import io.netsonde.measurement.http.PhaseTiming;
import io.netsonde.measurement.http.TlsFacts;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What follows from a check for its telemetry. */
record HttpVerdict(HttpCheck check) {
  /** From this status on a response is an error to its client, as the convention has it. */
  private static final int ERRORS = 400;

  /**
   * The failure, where an exchange broke off; empty where all of them came to their end, be it one
   * that was not expected.
   */
  Optional<HttpFailure> brokenOff() {
    return check
        .failure()
        .filter(
            failure ->
                failure.type() != HttpErrorType.EXPECTATION_FAILED
                    && failure.type() != HttpErrorType.TOO_MANY_REDIRECTS);
  }

  /** Whether it broke off in that phase of that exchange, which then did not come to its end. */
  boolean isBrokenOff(HttpExchange exchange, PhaseTiming timing) {
    return exchange.equals(check.last())
        && timing.equals(exchange.phases().getLast())
        && brokenOff().filter(failure -> failure.phase() == timing.phase()).isPresent();
  }

  /** {@code error.type} of that request: what broke it off, or its status if that is an error. */
  Optional<String> errorType(HttpExchange exchange) {
    Optional<HttpFailure> failure = exchange.equals(check.last()) ? brokenOff() : Optional.empty();
    if (failure.isPresent()) {
      return failure.map(one -> one.type().label());
    }
    return exchange.status().isPresent() && exchange.status().getAsInt() >= ERRORS
        ? Optional.of("" + exchange.status().getAsInt())
        : Optional.empty();
  }

  /** How long that phase took in all exchanges; empty where it did not happen or come to an end. */
  Optional<Long> completed(HttpPhase phase) {
    List<Long> nanos =
        check.exchanges().stream()
            .flatMap(
                exchange ->
                    exchange.phases().stream()
                        .filter(timing -> timing.phase() == phase)
                        .filter(timing -> !isBrokenOff(exchange, timing)))
            .map(PhaseTiming::durationNanos)
            .toList();
    return nanos.stream().reduce(Long::sum);
  }

  /** The certificate that expires first of those shown. */
  Optional<TlsFacts> expiringFirst() {
    return check.exchanges().stream()
        .flatMap(exchange -> exchange.tls().stream())
        .min(Comparator.comparingLong(TlsFacts::notAfterEpochNanos));
  }

  /** From the check's end until then, nanoseconds. */
  long remainingNanos(TlsFacts tls) {
    return tls.notAfterEpochNanos() - (check.startEpochNanos() + check.durationNanos());
  }
}
