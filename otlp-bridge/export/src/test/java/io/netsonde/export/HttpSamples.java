package io.netsonde.export;

import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpErrorType;
import io.netsonde.measurement.http.HttpExchange;
import io.netsonde.measurement.http.HttpFailure;
import io.netsonde.measurement.http.HttpPhase;
import io.netsonde.measurement.http.PhaseTiming;
import io.netsonde.measurement.http.TlsFacts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Checks of web services made by hand. */
final class HttpSamples {
  static final URI SHOP = URI.create("https://shop.example.net/health");
  static final long MILLI = 1_000_000;
  static final long DAY = 86_400_000_000_000L;

  /** DNS 10 ms, connect 20, TLS 30, request 1, wait 50, transfer 40: 151 ms. */
  static final HttpCheck CHECK = good(SHOP, 1, phases(0, 10, 20, 30, 1, 50, 40));

  /** From plain HTTP on another host, 25 ms, to the shop, 151 ms; there it is 404. */
  static final HttpCheck REDIRECTED =
      check(
          2,
          List.of(
              exchange(
                  URI.create("http://[2001:db8::1]/"),
                  OptionalInt.of(301),
                  phases(0, 0, 5, -1, 0, 20, 0),
                  Optional.empty(),
                  0),
              exchange(
                  SHOP,
                  OptionalInt.of(404),
                  phases(25, 10, 20, 30, 1, 50, 40),
                  Optional.of(tls()),
                  100)),
          176,
          Optional.of(
              new HttpFailure(
                  HttpPhase.TRANSFER,
                  HttpErrorType.EXPECTATION_FAILED,
                  "https://shop.example.net/health answered 404, expected 200")));

  /** The resolver gave no answer in 5 s. */
  static final HttpCheck UNRESOLVED =
      check(
          3,
          List.of(exchange(SHOP, OptionalInt.empty(), phases(0, 5000), Optional.empty(), 0)),
          5000,
          Optional.of(
              new HttpFailure(
                  HttpPhase.DNS,
                  HttpErrorType.RESOLVER_TIMEOUT,
                  "no resolver answered for shop.example.net within 5 s")));

  /** The handshake was broken off over the certificate, after 8 ms. */
  static final HttpCheck EXPIRED =
      check(
          4,
          List.of(exchange(SHOP, OptionalInt.empty(), phases(0, 10, 20, 8), Optional.empty(), 0)),
          38,
          Optional.of(
              new HttpFailure(
                  HttpPhase.TLS,
                  HttpErrorType.CERTIFICATE_EXPIRED,
                  "the certificate of shop.example.net has expired")));

  private HttpSamples() {}

  /** A check without redirect or failure, of 40,000 bytes. */
  static HttpCheck good(URI uri, int span, List<PhaseTiming> phases) {
    long nanos = phases.stream().mapToLong(PhaseTiming::durationNanos).sum();
    return check(
        span,
        List.of(exchange(uri, OptionalInt.of(200), phases, Optional.of(tls()), 40_000)),
        nanos / MILLI,
        Optional.empty());
  }

  static HttpCheck check(
      int span, List<HttpExchange> exchanges, long millis, Optional<HttpFailure> failure) {
    return new HttpCheck(
        "shop",
        exchanges.getFirst().uri(),
        Samples.span(span),
        Samples.START,
        millis * MILLI,
        exchanges,
        failure);
  }

  static HttpExchange exchange(
      URI uri,
      OptionalInt status,
      List<PhaseTiming> phases,
      Optional<TlsFacts> tls,
      long responseBytes) {
    boolean connected = phases.size() > 1;
    return new HttpExchange(
        uri,
        "GET",
        status,
        status.isPresent() ? Optional.of(tls.isPresent() ? "2" : "1.1") : Optional.empty(),
        connected
            ? Optional.of(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.80"), 443))
            : Optional.empty(),
        false,
        phases,
        tls,
        0,
        responseBytes);
  }

  /** Phases in their order, one after the other, in milliseconds; -1 where one did not happen. */
  static List<PhaseTiming> phases(long start, long... millis) {
    List<PhaseTiming> phases = new ArrayList<>();
    long at = start * MILLI;
    for (int i = 0; i < millis.length; i++) {
      if (millis[i] >= 0) {
        phases.add(new PhaseTiming(HttpPhase.values()[i], at, millis[i] * MILLI));
        at += millis[i] * MILLI;
      }
    }
    return phases;
  }

  private static TlsFacts tls() {
    return new TlsFacts(
        "1.3",
        "TLS_AES_128_GCM_SHA256",
        "CN=shop.example.net",
        "CN=Example CA",
        Samples.START + 30 * DAY);
  }
}
