package io.netsonde.agent.view;

import static io.netsonde.agent.view.JsonValues.number;
import static io.netsonde.agent.view.JsonValues.seconds;
import static io.netsonde.agent.view.JsonValues.times;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netsonde.diagnosis.RunVerdict;
import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.Direction;
import io.netsonde.measurement.DirectionFigures;
import io.netsonde.measurement.FlowVerdict;
import io.netsonde.measurement.TimestampSource;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * {@code netsonde ping --json}: docs/ping-json.md. Names are stable; times are seconds; what is not
 * known is null.
 */
public final class PingJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private PingJson() {}

  /**
   * The whole run as one document, without a line end.
   *
   * @param source who took the stamps behind the figures
   * @param figures over all flows
   * @param flows each by itself, in order of their numbers
   * @param shown what the run shows
   */
  public static String document(
      String target,
      List<PingPacket> packets,
      TimestampSource source,
      CycleFigures figures,
      List<FlowFigures> flows,
      RunVerdict shown) {
    ObjectNode root = NODES.objectNode();
    root.put("target", target);
    ArrayNode list = root.putArray("packets");
    packets.forEach(packet -> list.add(packet(packet)));
    root.put("timestamp_source", source.label());
    root.set("figures", figures(figures));
    ArrayNode each = root.putArray("flows");
    FlowVerdict verdict = FlowVerdict.on(flows.stream().map(FlowFigures::figures).toList());
    flows.forEach(flow -> each.add(flow(flow, verdict.of(flow.number()))));
    RunJson.add(root, shown);
    return JsonValues.document(root);
  }

  private static ObjectNode packet(PingPacket packet) {
    ObjectNode node = NODES.objectNode();
    node.put("sequence", packet.sequence());
    node.put("flow", packet.flow());
    node.put("outcome", packet.fate().label());
    seconds(node, "rtt", packet.rttNanos());
    seconds(node, "forward_delay", packet.forwardNanos());
    seconds(node, "reverse_delay", packet.reverseNanos());
    node.put(
        "stamps",
        packet.stamps().map(stamps -> stamps.name().toLowerCase(Locale.ROOT)).orElse(null));
    return node;
  }

  private static ObjectNode flow(FlowFigures flow, List<Direction> bad) {
    ObjectNode node = NODES.objectNode();
    node.put("flow", flow.number());
    if (flow.sourcePort().isPresent()) {
      node.put("source_port", flow.sourcePort().getAsInt());
    } else {
      node.putNull("source_port");
    }
    ArrayNode directions = node.putArray("bad");
    bad.forEach(direction -> directions.add(direction.label()));
    node.set("figures", figures(flow.figures()));
    return node;
  }

  /** The figures alone, for a document of another kind. */
  public static ObjectNode figures(CycleFigures figures) {
    ObjectNode node = NODES.objectNode();
    node.put("packets", figures.packets());
    node.put("late", figures.late());
    node.put("undecided", figures.undecided());
    node.put("unstamped", figures.unstamped());
    node.set("forward", direction(figures.forward()));
    node.set("reverse", direction(figures.reverse()));
    node.set("round_trip", direction(figures.roundTrip()));
    seconds(node, "delay_asymmetry", figures.delayAsymmetryNanos());
    number(node, "loss_asymmetry", figures.lossAsymmetry());
    node.put("loss_episodes", figures.lossEpisodes());
    node.put("burst_loss_density", figures.burstLossDensity());
    node.put("gap_loss_density", figures.gapLossDensity());
    node.put("reordering_extent", figures.reorderingExtent());
    figures
        .clock()
        .ifPresentOrElse(
            clock -> {
              ObjectNode child = node.putObject("clock");
              seconds(child, "offset", OptionalLong.of(clock.offsetNanos()));
              seconds(child, "bound", OptionalLong.of(clock.boundNanos()));
              child.put("shared", clock.shared());
            },
            () -> node.putNull("clock"));
    node.put("clock_steps", figures.clockSteps());
    figures
        .mos()
        .ifPresentOrElse(
            mos -> {
              ObjectNode child = node.putObject("mos");
              child.put("score", mos.score());
              child.put("from_one_way_delay", mos.oneWay());
            },
            () -> node.putNull("mos"));
    times(node, "send_lag", figures.sendLag());
    node.put("bytes_sent", figures.bytesSent());
    node.put("bytes_received", figures.bytesReceived());
    return node;
  }

  private static ObjectNode direction(DirectionFigures figures) {
    ObjectNode node = NODES.objectNode();
    node.put("sent", figures.sent());
    node.put("received", figures.received());
    node.put("lost", figures.lost());
    number(node, "loss", figures.loss());
    node.put("duplicates", figures.duplicates());
    node.put("reordered", figures.reordered());
    node.put("longest_loss_run", figures.longestLossRun());
    seconds(node, "jitter", figures.jitterNanos());
    times(node, "delay", figures.delay());
    times(node, "pdv", figures.pdv());
    times(node, "ipdv_magnitude", PingText.magnitudes(figures.ipdv()));
    return node;
  }
}
