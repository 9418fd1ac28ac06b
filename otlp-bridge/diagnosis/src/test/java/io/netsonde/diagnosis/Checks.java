package io.netsonde.diagnosis;

import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.http.HttpErrorType;
import io.netsonde.measurement.http.HttpExchange;
import io.netsonde.measurement.http.HttpFailure;
import io.netsonde.measurement.http.HttpPhase;
import io.netsonde.measurement.http.PhaseTiming;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/** Makes checks of one web service, a minute apart, with phases that take as long as asked for. */
final class Checks {
  static final long START = 1_790_000_040_000_000_000L;
  static final long MINUTE = 60_000_000_000L;
  private static final URI SHOP = URI.create("https://shop.example.net/health");

  private final Random random = new Random(11);
  private final Map<HttpPhase, Double> millis = new EnumMap<>(HttpPhase.class);
  private long bytes = 1_000_000;
  private long at = START;

  /** All phases at 0 but the transfer, whose megabyte takes 100 ms. */
  Checks() {
    for (HttpPhase phase : HttpPhase.values()) {
      millis.put(phase, 0.0);
    }
    millis.put(HttpPhase.TRANSFER, 100.0);
  }

  /** From now on that phase takes so long. */
  Checks with(HttpPhase phase, double takes) {
    millis.put(phase, takes);
    return this;
  }

  Checks withBytes(long body) {
    bytes = body;
    return this;
  }

  /** The next check, in a window of its own. */
  HttpCheck next() {
    HttpCheck check = at(at, Optional.empty());
    at += MINUTE;
    return check;
  }

  /** A check at that time, in the window of the last one. */
  HttpCheck another() {
    return at(at - MINUTE + 1_000_000_000, Optional.empty());
  }

  HttpCheck failed() {
    HttpCheck check = failed(at);
    at += MINUTE;
    return check;
  }

  HttpCheck anotherFailed() {
    return failed(at - MINUTE + 1_000_000_000);
  }

  private HttpCheck failed(long start) {
    return at(
        start,
        Optional.of(new HttpFailure(HttpPhase.TRANSFER, HttpErrorType.EXPECTATION_FAILED, "503")));
  }

  /** The next one, given up in that phase: what comes after it never begins. */
  HttpCheck nextGivenUp(HttpPhase phase) {
    HttpCheck check = givenUp(at, phase);
    at += MINUTE;
    return check;
  }

  /** The same in the window of the last one. */
  HttpCheck anotherGivenUp(HttpPhase phase) {
    return givenUp(at - MINUTE + 1_000_000_000, phase);
  }

  private HttpCheck givenUp(long start, HttpPhase phase) {
    HttpErrorType type =
        phase == HttpPhase.DNS ? HttpErrorType.RESOLVER_TIMEOUT : HttpErrorType.TIMEOUT;
    HttpCheck whole = at(start, Optional.of(new HttpFailure(phase, type, "in time")));
    HttpExchange of = whole.last();
    List<PhaseTiming> phases =
        of.phases().stream().filter(timing -> timing.phase().compareTo(phase) <= 0).toList();
    return new HttpCheck(
        whole.probe(),
        whole.uri(),
        whole.span(),
        whole.startEpochNanos(),
        phases.getLast().endNanos(),
        List.of(
            exchange(
                of.uri(), OptionalInt.empty(), phases, phase == HttpPhase.TRANSFER ? 1000 : 0)),
        whole.failure());
  }

  /** The same, led there by an exchange without TLS that takes as long as a connection does. */
  static HttpCheck ledByHttp(HttpCheck check) {
    List<PhaseTiming> phases =
        check.last().phases().stream().filter(one -> one.phase() != HttpPhase.TLS).toList();
    long before = phases.stream().mapToLong(PhaseTiming::durationNanos).sum();
    return new HttpCheck(
        check.probe(),
        check.uri(),
        check.span(),
        check.startEpochNanos(),
        before + check.durationNanos(),
        List.of(
            exchange(URI.create("http://shop.example.net/health"), OptionalInt.empty(), phases, 0),
            check.last()),
        check.failure());
  }

  private static HttpExchange exchange(
      URI uri, OptionalInt status, List<PhaseTiming> phases, long bytes) {
    return new HttpExchange(
        uri,
        "GET",
        status,
        Optional.of("2"),
        Optional.empty(),
        false,
        phases,
        Optional.empty(),
        0,
        bytes);
  }

  /** The same with another exchange after it, over the same connection. */
  static HttpCheck redirected(HttpCheck check) {
    HttpExchange first = check.last();
    HttpExchange second =
        new HttpExchange(
            first.uri(),
            first.method(),
            first.status(),
            first.protocolVersion(),
            first.peer(),
            true,
            List.of(new PhaseTiming(HttpPhase.WAIT, check.durationNanos(), 1)),
            first.tls(),
            0,
            first.responseBytes());
    return new HttpCheck(
        check.probe(),
        check.uri(),
        check.span(),
        check.startEpochNanos(),
        check.durationNanos() + 1,
        List.of(first, second),
        Optional.empty());
  }

  private HttpCheck at(long start, Optional<HttpFailure> failure) {
    List<PhaseTiming> phases = new ArrayList<>();
    long nanos = 0;
    for (HttpPhase phase : HttpPhase.values()) {
      long takes = Math.round(millis.getOrDefault(phase, 0.0) * 1e6);
      phases.add(new PhaseTiming(phase, nanos, takes));
      nanos += takes;
    }
    HttpExchange exchange = exchange(SHOP, OptionalInt.of(200), phases, bytes);
    return new HttpCheck(
        "shop", SHOP, SpanIdentity.random(random), start, nanos, List.of(exchange), failure);
  }
}
