package io.netsonde.measurement;

import static io.netsonde.measurement.Attribute.real;
import static io.netsonde.measurement.Attribute.text;
import static io.netsonde.measurement.Attribute.truth;
import static io.netsonde.measurement.Attribute.whole;

import io.netsonde.measurement.http.HttpErrorType;
import io.netsonde.measurement.http.HttpPhase;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What checks of web services give out. Names without {@code netsonde.} are those of
 * OpenTelemetry's conventions for HTTP clients.
 */
public final class HttpCatalogue {
  public static final Attribute PHASE =
      text(
          "netsonde.http.phase",
          "a stretch of an exchange; of a failure, where it happened",
          Arrays.stream(HttpPhase.values()).map(HttpPhase::label).toArray(String[]::new));

  public static final Attribute OUTCOME =
      text(
          "netsonde.check.outcome",
          "failure where anything was not as expected",
          "success",
          "failure");

  public static final Attribute ERROR_TYPE =
      text(
          "error.type",
          "what kind of failure",
          Arrays.stream(HttpErrorType.values()).map(HttpErrorType::label).toArray(String[]::new));

  public static final Attribute REQUEST_ERROR =
      text(
          "error.type",
          "of a request that failed: its status code from 400, or the kind of failure as a"
              + " check's");

  public static final Attribute METHOD = text("http.request.method", "the request's method");

  public static final Attribute STATUS =
      whole("http.response.status_code", "the response's status code, where one began");

  public static final Attribute VERSION =
      text("network.protocol.version", "the version of HTTP that was agreed on");

  public static final Attribute PEER_ADDRESS =
      text("network.peer.address", "the address connected to: the server's, or its proxy's");

  public static final Attribute PEER_PORT = whole("network.peer.port", "the TCP port there");

  public static final Attribute TLS_VERSION =
      text("tls.protocol.version", "the version of TLS that was agreed on");

  public static final Attribute TLS_CIPHER =
      text("tls.cipher", "the cipher suite, by its name at IANA");

  /** What every measurement of a web service carries. */
  public static final List<Attribute> SERVICE =
      List.of(
          AttributeCatalogue.PROBE,
          AttributeCatalogue.SERVER_ADDRESS,
          AttributeCatalogue.SERVER_PORT);

  /** Name, attributes and buckets are those of OpenTelemetry's convention. */
  public static final Metric REQUEST_DURATION =
      new Metric(
          "http.client.request.duration",
          Metric.Kind.HISTOGRAM,
          "s",
          "Duration of HTTP client requests",
          service(METHOD, STATUS, REQUEST_ERROR, VERSION),
          BucketAdvice.REQUESTS);

  public static final Metric PHASE_DURATION =
      new Metric(
          "netsonde.http.phase.duration",
          Metric.Kind.HISTOGRAM,
          "s",
          "How long each phase of a check took, over all its exchanges; not of a phase that failed",
          service(PHASE),
          BucketAdvice.SECONDS);

  public static final Metric THROUGHPUT =
      Metric.gauge(
          "netsonde.http.throughput",
          "By/s",
          "Body bytes a second of the latest response's transfer, where that is long enough to say",
          SERVICE);

  public static final Metric CHECKS =
      Metric.counter(
          "netsonde.http.checks",
          "{check}",
          "Checks of web services",
          service(OUTCOME, ERROR_TYPE, PHASE));

  public static final Metric CERTIFICATE_REMAINING =
      Metric.gauge(
          "netsonde.http.certificate.remaining",
          "s",
          "Until the first certificate expires on which trust in the server rests, as last shown",
          SERVICE);

  /** All metrics of web services. */
  static final List<Metric> METRICS =
      List.of(REQUEST_DURATION, PHASE_DURATION, THROUGHPUT, CHECKS, CERTIFICATE_REMAINING);

  public static final Span CHECK =
      new Span(
          "http check",
          "One check of a web service, of kind client: the service was sent its identity as"
              + " `traceparent`. Its children are the phases, or an `http exchange` each where"
              + " redirects were followed; their times add up",
          service(
              text("url.full", "what was asked for first, without user and password"),
              METHOD,
              STATUS,
              VERSION,
              PEER_ADDRESS,
              PEER_PORT,
              OUTCOME,
              ERROR_TYPE,
              PHASE,
              whole("netsonde.http.redirects", "redirects followed"),
              truth("netsonde.http.connection.reused", "whether the connection stood before"),
              real("netsonde.http.throughput", "body bytes a second of the last transfer"),
              whole("http.request.body.size", "bytes of the request's body"),
              whole("http.response.body.size", "bytes of the response's body, as transferred"),
              TLS_VERSION,
              TLS_CIPHER,
              text("tls.server.subject", "the certificate's subject (RFC 2253)"),
              text("tls.server.issuer", "the certificate's issuer"),
              text("tls.server.not_after", "when the certificate, or one above it, expires"),
              real("netsonde.http.certificate.remaining", "seconds until then")));

  public static final Span EXCHANGE =
      new Span(
          "http exchange",
          "One request and its response, where a check had several; its children are its phases",
          List.of(
              text("url.full", "what was asked for, without user and password"),
              AttributeCatalogue.SERVER_ADDRESS,
              AttributeCatalogue.SERVER_PORT,
              METHOD,
              STATUS,
              REQUEST_ERROR,
              VERSION,
              PEER_ADDRESS,
              PEER_PORT,
              truth("netsonde.http.connection.reused", "whether the connection stood before"),
              whole("http.request.body.size", "bytes of the request's body"),
              whole("http.response.body.size", "bytes of the response's body, as transferred")));

  /** All spans of web services. */
  static final List<Span> SPANS =
      Stream.concat(
              Stream.of(CHECK, EXCHANGE),
              Arrays.stream(HttpPhase.values()).map(HttpCatalogue::phase))
          .toList();

  private HttpCatalogue() {}

  /** The span of a phase. */
  public static Span phase(HttpPhase phase) {
    return switch (phase) {
      case DNS ->
          phase(
              phase,
              "Looking the name up",
              text("dns.question.name", "the name, a proxy's where one is asked"));
      case CONNECT ->
          phase(
              phase,
              "The TCP connection; through a proxy, its CONNECT as well",
              PEER_ADDRESS,
              PEER_PORT);
      case TLS -> phase(phase, "The TLS handshake", TLS_VERSION, TLS_CIPHER);
      case REQUEST ->
          phase(phase, "Until the request's last byte was handed to the system", METHOD);
      case WAIT -> phase(phase, "From there to the response's first byte", STATUS);
      case TRANSFER ->
          phase(
              phase,
              "From there to its last",
              whole("http.response.body.size", "bytes of the response's body, as transferred"));
    };
  }

  private static Span phase(HttpPhase phase, String description, Attribute... further) {
    return new Span(
        "http " + phase.label(),
        description,
        Stream.concat(Stream.of(PHASE, ERROR_TYPE), Stream.of(further)).toList());
  }

  private static List<Attribute> service(Attribute... further) {
    return Stream.concat(SERVICE.stream(), Stream.of(further)).toList();
  }
}
