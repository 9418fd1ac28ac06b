package io.netsonde.agent.view;

import static io.netsonde.agent.view.JsonValues.number;
import static io.netsonde.agent.view.JsonValues.seconds;
import static io.netsonde.agent.view.JsonValues.times;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netsonde.measurement.PathHash;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.trace.Flow5Tuple;
import io.netsonde.measurement.trace.Hop;
import io.netsonde.measurement.trace.HopEnd;
import io.netsonde.measurement.trace.LossOnset;
import io.netsonde.measurement.trace.MplsLabel;
import io.netsonde.measurement.trace.Responder;

/**
 * {@code netsonde trace --json}: docs/trace-json.md. Names are stable; times are seconds; what is
 * not known is null.
 */
public final class TraceJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** What is estimated has no more than four of them behind the point. */
  private static final double DIGITS = 1e4;

  private TraceJson() {}

  /**
   * The trace as one document, without a line end.
   *
   * @param withMtu whether the path MTU was asked for
   */
  public static String document(Trace trace, boolean withMtu) {
    ObjectNode root = NODES.objectNode();
    root.put("target", trace.address());
    root.set("flow", flow(trace.flow()));
    seconds(root, "start", trace.startEpochNanos());
    seconds(root, "duration", trace.endEpochNanos() - trace.startEpochNanos());
    root.put("rounds", trace.rounds());
    root.put("reached", trace.isReached());
    root.put("path", trace.hops().isEmpty() ? null : trace.path().hex());
    root.put("previous_path", trace.previousPath().map(PathHash::hex).orElse(null));
    number(root, "path_mtu", trace.pathMtu());
    ArrayNode hops = root.putArray("hops");
    trace.hops().forEach(hop -> hops.add(hop(hop)));
    LossOnset.of(trace)
        .ifPresentOrElse(
            onset -> root.set("loss_onset", onset(onset)), () -> root.putNull("loss_onset"));
    ArrayNode sentences = root.putArray("sentences");
    TraceSentences.of(trace, withMtu).forEach(sentences::add);
    return JsonValues.document(root);
  }

  private static ObjectNode flow(Flow5Tuple flow) {
    return NODES
        .objectNode()
        .put("protocol", flow.protocol().label())
        .put("source", AddressText.of(flow.source()))
        .put("source_port", flow.sourcePort())
        .put("target", AddressText.of(flow.target()))
        .put("target_port", flow.targetPort());
  }

  private static ObjectNode hop(Hop hop) {
    ObjectNode node = NODES.objectNode();
    node.put("ttl", hop.ttl());
    node.put("end", hop.end().map(HopEnd::label).orElse(null));
    ArrayNode responders = node.putArray("responders");
    hop.responders().forEach(each -> responders.add(responder(each)));
    node.put("sent", hop.sent());
    node.put("received", hop.received());
    number(node, "loss", hop.loss());
    times(node, "rtt", hop.rtt());
    seconds(node, "jitter", hop.jitterNanos());
    ArrayNode labels = node.putArray("mpls");
    hop.mpls().forEach(each -> labels.add(label(each)));
    number(node, "quoted_ttl", hop.quotedTtl());
    number(node, "quoted_dscp", hop.quotedDscp());
    return node;
  }

  private static ObjectNode onset(LossOnset onset) {
    return NODES
        .objectNode()
        .put("before_ttl", onset.beforeTtl())
        .put("before", onset.before().map(AddressText::of).orElse(null))
        .put("after_ttl", onset.ttl())
        .put("after", AddressText.of(onset.after()))
        .put("loss", Math.rint(onset.loss() * DIGITS) / DIGITS)
        // Never rounded up to certainty.
        .put("confidence", Math.floor(onset.confidence() * DIGITS) / DIGITS);
  }

  private static ObjectNode responder(Responder responder) {
    return NODES
        .objectNode()
        .put("address", AddressText.of(responder.address()))
        .put("name", responder.name().orElse(null))
        .put("answers", responder.answers());
  }

  private static ObjectNode label(MplsLabel label) {
    return NODES
        .objectNode()
        .put("label", label.label())
        .put("traffic_class", label.trafficClass())
        .put("bottom", label.isBottom())
        .put("ttl", label.ttl());
  }
}
