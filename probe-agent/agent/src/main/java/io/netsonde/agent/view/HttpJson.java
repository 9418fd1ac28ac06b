package io.netsonde.agent.view;

import static io.netsonde.agent.view.JsonValues.number;
import static io.netsonde.agent.view.JsonValues.seconds;
import static io.netsonde.agent.view.JsonValues.times;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpExchange;
import io.netsonde.measurement.http.HttpFailure;
import io.netsonde.measurement.http.HttpPhase;
import io.netsonde.measurement.http.TlsFacts;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.OptionalLong;

/**
 * {@code netsonde http --json}: docs/http-json.md. Names are stable; times are seconds; what is not
 * known is null.
 */
public final class HttpJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private HttpJson() {}

  /**
   * The whole run as one document, without a line end.
   *
   * @param findings what a diagnosis says of the checks
   */
  public static String document(String uri, List<HttpCheck> checks, List<Finding> findings) {
    ObjectNode root = NODES.objectNode();
    root.put("target", uri);
    ArrayNode list = root.putArray("checks");
    checks.forEach(check -> list.add(check(check)));
    HttpFigures figures = HttpFigures.of(checks);
    root.set("figures", figures(figures));
    ArrayNode sentences = root.putArray("sentences");
    HttpSentences.of(figures).forEach(sentences::add);
    ArrayNode found = root.putArray("findings");
    findings.forEach(finding -> found.add(finding(finding)));
    return JsonValues.document(root);
  }

  private static ObjectNode finding(Finding finding) {
    ObjectNode node = NODES.objectNode();
    node.put("finding", finding.kind().label());
    seconds(node, "since", finding.sinceEpochNanos());
    node.put("confidence", finding.confidence());
    node.put("sentence", finding.sentence());
    return node;
  }

  private static ObjectNode check(HttpCheck check) {
    ObjectNode node = NODES.objectNode();
    seconds(node, "start", check.startEpochNanos());
    seconds(node, "duration", check.durationNanos());
    node.put("outcome", check.failure().isEmpty() ? "good" : "failed");
    check
        .failure()
        .ifPresentOrElse(
            failure -> node.set("failure", failure(failure)), () -> node.putNull("failure"));
    node.put("redirects", check.redirects());
    number(
        node,
        "throughput",
        check.throughput().isPresent()
            ? OptionalLong.of(Math.round(check.throughput().getAsDouble()))
            : OptionalLong.empty());
    node.put("trace_id", check.span().traceId());
    node.put("span_id", check.span().spanId());
    ArrayNode exchanges = node.putArray("exchanges");
    check.exchanges().forEach(exchange -> exchanges.add(exchange(exchange)));
    return node;
  }

  private static ObjectNode failure(HttpFailure failure) {
    return NODES
        .objectNode()
        .put("phase", failure.phase().label())
        .put("error_type", failure.type().label())
        .put("message", failure.message());
  }

  private static ObjectNode exchange(HttpExchange exchange) {
    ObjectNode node = NODES.objectNode();
    node.put("uri", exchange.uri().toString());
    node.put("method", exchange.method());
    number(node, "status", exchange.status());
    node.put("protocol_version", exchange.protocolVersion().orElse(null));
    exchange
        .peer()
        .ifPresentOrElse(peer -> node.set("peer", peer(peer)), () -> node.putNull("peer"));
    node.put("reused", exchange.isReused());
    ArrayNode phases = node.putArray("phases");
    exchange
        .phases()
        .forEach(
            timing -> {
              ObjectNode phase = phases.addObject().put("phase", timing.phase().label());
              seconds(phase, "start", timing.startNanos());
              seconds(phase, "duration", timing.durationNanos());
            });
    exchange.tls().ifPresentOrElse(tls -> node.set("tls", tls(tls)), () -> node.putNull("tls"));
    node.put("request_bytes", exchange.requestBytes());
    node.put("response_bytes", exchange.responseBytes());
    return node;
  }

  private static ObjectNode peer(InetSocketAddress peer) {
    return NODES
        .objectNode()
        .put("address", AddressText.of(peer.getAddress()))
        .put("port", peer.getPort());
  }

  private static ObjectNode tls(TlsFacts tls) {
    ObjectNode node = NODES.objectNode();
    node.put("version", tls.version());
    node.put("cipher", tls.cipher());
    node.put("subject", tls.subject());
    node.put("issuer", tls.issuer());
    seconds(node, "not_after", tls.notAfterEpochNanos());
    return node;
  }

  /** The figures of checks taken together. */
  public static ObjectNode figures(HttpFigures figures) {
    ObjectNode node = NODES.objectNode();
    node.put("checks", figures.checks());
    node.put("failed", figures.failed());
    ArrayNode failures = node.putArray("failures");
    figures
        .failures()
        .forEach(
            (kind, count) ->
                failures
                    .addObject()
                    .put("phase", kind.phase().label())
                    .put("error_type", kind.type().label())
                    .put("count", count));
    ObjectNode phases = node.putObject("phases");
    ObjectNode shares = node.putObject("shares");
    for (HttpPhase phase : HttpPhase.values()) {
      times(phases, phase.label(), figures.phase(phase));
      number(shares, phase.label(), figures.share(phase));
    }
    times(node, "total", figures.total());
    throughput(node, figures.throughput());
    node.put("slowest_phase", figures.slowest().map(HttpPhase::label).orElse(null));
    return node;
  }

  private static void throughput(ObjectNode node, Distribution values) {
    if (values.isEmpty()) {
      node.putNull("throughput");
      return;
    }
    node.putObject("throughput")
        .put("count", values.count())
        .put("min", values.min())
        .put("mean", Math.round(values.mean()))
        .put("median", values.median())
        .put("max", values.max());
  }
}
