package io.netsonde.export;

import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpExchange;
import io.netsonde.measurement.http.PhaseTiming;
import io.netsonde.measurement.http.TlsFacts;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;

/** Attributes of checks, built anew each time: there is one check a minute, not a thousand. */
final class HttpAttributes {
  private HttpAttributes() {}

  /** What every series of a service has. */
  static Attributes service(HttpCheck check) {
    return service(check.probe(), check.uri()).build();
  }

  private static AttributesBuilder service(String probe, URI uri) {
    return Attributes.builder()
        .put(Keys.PROBE, probe)
        .put(Keys.SERVER_ADDRESS, Urls.host(uri))
        .put(Keys.SERVER_PORT, Urls.port(uri));
  }

  static Attributes outcome(HttpCheck check, Attributes service) {
    AttributesBuilder attributes = service.toBuilder();
    putOutcome(attributes, check);
    return attributes.build();
  }

  /** Of {@code http.client.request.duration}: of the server asked, which a redirect may change. */
  static Attributes request(HttpVerdict verdict, HttpExchange exchange) {
    AttributesBuilder attributes = service(verdict.check().probe(), exchange.uri());
    putRequest(attributes, exchange);
    verdict.errorType(exchange).ifPresent(type -> attributes.put(HttpKeys.ERROR_TYPE, type));
    return attributes.build();
  }

  static Attributes check(HttpVerdict verdict, Attributes service) {
    HttpCheck check = verdict.check();
    HttpExchange last = check.last();
    AttributesBuilder attributes = service.toBuilder().put(HttpKeys.URL, check.uri().toString());
    putRequest(attributes, last);
    putConnection(attributes, last);
    putOutcome(attributes, check);
    attributes.put(HttpKeys.REDIRECTS, (long) check.redirects());
    check.throughput().ifPresent(rate -> attributes.put(HttpKeys.THROUGHPUT, rate));
    last.tls().ifPresent(tls -> putTls(attributes, tls));
    verdict.expiringFirst().ifPresent(tls -> putCertificate(attributes, verdict, tls));
    return attributes.build();
  }

  static Attributes exchange(HttpVerdict verdict, HttpExchange exchange) {
    AttributesBuilder attributes =
        Attributes.builder()
            .put(HttpKeys.URL, exchange.uri().toString())
            .put(Keys.SERVER_ADDRESS, Urls.host(exchange.uri()))
            .put(Keys.SERVER_PORT, Urls.port(exchange.uri()));
    putRequest(attributes, exchange);
    putConnection(attributes, exchange);
    verdict.errorType(exchange).ifPresent(type -> attributes.put(HttpKeys.ERROR_TYPE, type));
    return attributes.build();
  }

  static Attributes phase(HttpVerdict verdict, HttpExchange exchange, PhaseTiming timing) {
    AttributesBuilder attributes = Attributes.builder().put(HttpKeys.PHASE, timing.phase().label());
    if (verdict.isBrokenOff(exchange, timing)) {
      verdict.errorType(exchange).ifPresent(type -> attributes.put(HttpKeys.ERROR_TYPE, type));
    }
    switch (timing.phase()) {
      case DNS -> attributes.put(HttpKeys.QUESTION, asked(exchange));
      case CONNECT -> exchange.peer().ifPresent(peer -> putPeer(attributes, peer));
      case TLS -> exchange.tls().ifPresent(tls -> putTls(attributes, tls));
      case REQUEST -> attributes.put(HttpKeys.METHOD, exchange.method());
      case WAIT -> exchange.status().ifPresent(status -> putStatus(attributes, status));
      case TRANSFER -> attributes.put(HttpKeys.RESPONSE_SIZE, exchange.responseBytes());
    }
    return attributes.build();
  }

  /** Of a proxy's server the proxy itself finds the address. */
  private static String asked(HttpExchange exchange) {
    return exchange.proxy().map(Urls::withoutBrackets).orElseGet(() -> Urls.host(exchange.uri()));
  }

  /** Where the exchange began, from the check's start. */
  static long startNanos(HttpCheck check, HttpExchange exchange) {
    return exchange.phases().isEmpty()
        ? check.durationNanos()
        : exchange.phases().getFirst().startNanos();
  }

  /** All phases together: they leave no gaps. */
  static long durationNanos(HttpExchange exchange) {
    return exchange.phases().stream().mapToLong(PhaseTiming::durationNanos).sum();
  }

  private static void putRequest(AttributesBuilder attributes, HttpExchange exchange) {
    attributes.put(HttpKeys.METHOD, exchange.method());
    exchange.status().ifPresent(status -> putStatus(attributes, status));
    exchange.protocolVersion().ifPresent(version -> attributes.put(HttpKeys.VERSION, version));
  }

  private static void putConnection(AttributesBuilder attributes, HttpExchange exchange) {
    exchange.peer().ifPresent(peer -> putPeer(attributes, peer));
    attributes.put(HttpKeys.REUSED, exchange.isReused());
    attributes.put(HttpKeys.REQUEST_SIZE, exchange.requestBytes());
    attributes.put(HttpKeys.RESPONSE_SIZE, exchange.responseBytes());
  }

  private static void putOutcome(AttributesBuilder attributes, HttpCheck check) {
    attributes.put(HttpKeys.OUTCOME, check.failure().isPresent() ? "failure" : "success");
    check
        .failure()
        .ifPresent(
            failure -> {
              attributes.put(HttpKeys.ERROR_TYPE, failure.type().label());
              attributes.put(HttpKeys.PHASE, failure.phase().label());
            });
  }

  private static void putStatus(AttributesBuilder attributes, int status) {
    attributes.put(HttpKeys.STATUS, (long) status);
  }

  private static void putPeer(AttributesBuilder attributes, InetSocketAddress peer) {
    attributes.put(HttpKeys.PEER_ADDRESS, Addresses.text(peer));
    attributes.put(HttpKeys.PEER_PORT, (long) peer.getPort());
  }

  private static void putTls(AttributesBuilder attributes, TlsFacts tls) {
    attributes.put(HttpKeys.TLS_VERSION, tls.version());
    attributes.put(HttpKeys.TLS_CIPHER, tls.cipher());
  }

  private static void putCertificate(
      AttributesBuilder attributes, HttpVerdict verdict, TlsFacts tls) {
    attributes.put(HttpKeys.TLS_SUBJECT, tls.subject());
    attributes.put(HttpKeys.TLS_ISSUER, tls.issuer());
    attributes.put(
        HttpKeys.TLS_NOT_AFTER, Instant.ofEpochSecond(0, tls.notAfterEpochNanos()).toString());
    attributes.put(HttpKeys.REMAINING, Seconds.of(verdict.remainingNanos(tls)));
  }
}
