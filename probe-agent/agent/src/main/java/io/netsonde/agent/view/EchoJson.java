package io.netsonde.agent.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netsonde.diagnosis.RunVerdict;
import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.TimestampSource;
import java.util.List;

/**
 * {@code netsonde ping HOST --json}: docs/ping-json.md. The same document as a reflector's; what an
 * echo can't know is null.
 */
public final class EchoJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private EchoJson() {}

  /**
   * The whole run as one document, without a line end.
   *
   * @param shown what the run shows
   */
  public static String document(
      String target,
      TimestampSource source,
      CycleFigures figures,
      List<EchoPacket> packets,
      RunVerdict shown) {
    ObjectNode root = NODES.objectNode();
    root.put("target", target);
    ArrayNode list = root.putArray("packets");
    packets.forEach(packet -> list.add(packet(packet)));
    root.put("timestamp_source", source.label());
    root.set("figures", figures(figures));
    root.putArray("flows");
    RunJson.add(root, shown);
    return JsonValues.document(root);
  }

  private static ObjectNode packet(EchoPacket packet) {
    ObjectNode node = NODES.objectNode();
    node.put("sequence", packet.sequence());
    node.put("flow", 0);
    node.put("outcome", packet.fate().label());
    JsonValues.seconds(node, "rtt", packet.rttNanos());
    node.putNull("forward_delay");
    node.putNull("reverse_delay");
    node.put("stamps", packet.stamps().map(TimestampSource::label).orElse(null));
    node.put("error", packet.failure().map(failure -> failure.error().label()).orElse(null));
    node.put(
        "error_from",
        packet.failure().map(failure -> failure.from().getHostAddress()).orElse(null));
    return node;
  }

  private static ObjectNode figures(CycleFigures figures) {
    ObjectNode node = PingJson.figures(figures);
    node.putNull("forward");
    node.putNull("reverse");
    node.putNull("clock_steps");
    return node;
  }
}
