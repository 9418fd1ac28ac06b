package io.netsonde.http.net;

import io.netsonde.http.BodySearch;
import io.netsonde.http.HttpExpectation;
import io.netsonde.http.HttpTarget;
import io.netsonde.http.HttpVersion;
import io.netsonde.measurement.EpochClock;
import io.netsonde.measurement.http.HttpErrorType;
import io.netsonde.measurement.http.HttpFailure;
import io.netsonde.measurement.http.HttpPhase;
import io.netsonde.measurement.http.TlsFacts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Whether a response that came whole is as it should be. */
final class Verdict {
  private static final List<Unit> UNITS =
      List.of(
          new Unit("h", Duration.ofHours(1)),
          new Unit("min", Duration.ofMinutes(1)),
          new Unit("s", Duration.ofSeconds(1)),
          new Unit("ms", Duration.ofMillis(1)));

  private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

  private final HttpTarget target;
  private final ExchangeTrace trace;
  private final @Nullable BodySearch search;

  Verdict(HttpTarget target, ExchangeTrace trace, @Nullable BodySearch search) {
    this.target = target;
    this.trace = trace;
    this.search = search;
  }

  /** Why not, if not. */
  Optional<HttpFailure> of(Response response) {
    HttpExpectation expectation = target.expectation();
    int code = response.code();
    String host = response.request().url().host();
    if (code == PROXY_AUTHENTICATION_REQUIRED && target.connection().proxy().isPresent()) {
      return failure(
          HttpErrorType.PROXY_FAILURE,
          "the proxy wants credentials, or others (status 407): give it user and password");
    }
    if (target.connection().versions().equals(Set.of(HttpVersion.HTTP_2)) && !trace.isVersion2()) {
      return failure(HttpErrorType.PROTOCOL_ERROR, host + " does not agree to HTTP/2");
    }
    if (!expectation.admits(code)) {
      return failure(
          HttpErrorType.EXPECTATION_FAILED,
          host + " answers with status " + code + ", expected is " + shown(expectation));
    }
    if (search != null && !search.isFound()) {
      return failure(HttpErrorType.EXPECTATION_FAILED, missing(response));
    }
    return expectation.certificateRemaining().flatMap(atLeast -> certificate(atLeast, host));
  }

  private String missing(Response response) {
    String text = target.expectation().bodyContains().map(Failures::shortened).orElse("");
    String encoding = response.header("Content-Encoding");
    return "the body does not contain '"
        + text
        + "'"
        + (encoding == null ? "" : ", but it is packed with " + encoding + " and was not unpacked");
  }

  private Optional<HttpFailure> certificate(Duration atLeast, String host) {
    long now = EpochClock.SYSTEM.epochNanos();
    Optional<TlsFacts> tls = trace.security().facts();
    if (tls.isEmpty()) {
      return failure(
          HttpErrorType.EXPECTATION_FAILED,
          host + " was asked without TLS, so it showed no certificate: ask by https://");
    }
    return tls.map(facts -> Duration.ofNanos(facts.notAfterEpochNanos() - now))
        .filter(remaining -> remaining.compareTo(atLeast) < 0)
        .flatMap(
            remaining ->
                failure(
                    HttpErrorType.EXPECTATION_FAILED,
                    "a certificate of " + host + " " + expiry(remaining, atLeast)));
  }

  /** In units as large as can be, but so small that both differ. */
  static String expiry(Duration remaining, Duration atLeast) {
    int unit = 0;
    while (unit < UNITS.size() - 1 && shown(remaining.abs(), unit).equals(shown(atLeast, unit))) {
      unit++;
    }
    String time = shown(remaining.abs(), unit);
    return (remaining.isNegative() ? "expired " + time + " ago" : "expires in " + time)
        + ", expected are at least "
        + shown(atLeast, unit);
  }

  private static String shown(Duration duration, int largestUnit) {
    int unit = largestUnit;
    while (unit < UNITS.size() - 1 && duration.compareTo(UNITS.get(unit).size()) < 0) {
      unit++;
    }
    return duration.dividedBy(UNITS.get(unit).size()) + " " + UNITS.get(unit).name();
  }

  private record Unit(String name, Duration size) {}

  private static String shown(HttpExpectation expectation) {
    return expectation.statuses().isEmpty()
        ? "200 to 399"
        : String.join(
            " or ", expectation.statuses().stream().sorted().map(String::valueOf).toList());
  }

  private static Optional<HttpFailure> failure(HttpErrorType type, String message) {
    return Optional.of(new HttpFailure(HttpPhase.TRANSFER, type, message));
  }
}
