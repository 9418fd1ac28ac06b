package io.netsonde.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.agent.e2e.Collected.Span;
import io.netsonde.measurement.Attribute;
import io.netsonde.measurement.MetricCatalogue;
import io.netsonde.measurement.SpanCatalogue;
import io.netsonde.testkit.Require;
import io.netsonde.testkit.hosts.TwoHosts;
import io.netsonde.testkit.servers.CollectorServer;
import io.netsonde.testkit.servers.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two agents measure each other over a lossy path; all of one's telemetry is in a real file. */
class CollectorFileIT {
  private static final int SHORT_CYCLE = 100;
  private static final int EVERY = 10;

  /** What does not happen here: no series before it happens first. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "*: netsonde.flow",
          "these paths have one flow each: EqualCostPathsIT",
          "metric netsonde.clock.steps",
          "nobody sets a clock: TrafficSimCycleExportTest",
          "metric netsonde.clock.error.refuted",
          "the kernels keep their word: TrafficSimCycleExportTest",
          "metric netsonde.reflector.packets: netsonde.reject.reason",
          "no stranger comes: MeasurementExportTest",
          "span interface change: netsonde.interface.previous",
          "there is one interface only: InterfaceFailoverIT",
          "metric netsonde.export.dropped",
          "nothing is dropped: MeasurementQueueTest");

  /** Attributes that these paths, each of one flow, do not have. */
  private static final Set<String> ABSENT = Set.of("netsonde.flow");

  private static final List<String> DIRECTIONS = List.of("forward", "reverse", "round_trip");

  @RegisterExtension final Servers servers = new Servers();
  @RegisterExtension final Programs programs = new Programs();

  @Test
  void shouldHaveEveryMetricAndACycleSpanPerCycleWhenTwoAgentsMeasureEachOther() throws Exception {
    Require.program("iptables", "the package iptables");
    try (TwoHosts hosts = TwoHosts.create()) {
      CollectorServer collector = servers.collector().on(hosts.left()).start();
      hosts.right().dropEveryArriving(Wire.data(), EVERY);
      Program right =
          programs.start(hosts.right(), "agent", "--config", file("right", right()).toString());
      right.awaitLog("reflects on");
      Program left =
          programs.start(
              hosts.left(),
              Map.of("OTEL_METRIC_EXPORT_INTERVAL", "500", "OTEL_BSP_SCHEDULE_DELAY", "300"),
              "agent",
              "--config",
              file("left", left(collector)).toString());
      Watched.awaitSpans(collector, left, 3, "trafficsim cycle", "short", "complete");
      Watched.awaitSpans(collector, left, 1, "trafficsim reflection");
      // What befalls the agent itself is told too.
      left.pause(Duration.ofMillis(300));
      left.collectGarbage();
      Watched.awaitSpans(collector, left, 5, "trafficsim cycle", "short", "complete");
      left.terminate();
      assertEquals(0, left.awaitExit());
      collector.stop();
      right.terminate();
      assertEquals(0, right.awaitExit());

      Collected collected = Collected.read(collector.metrics(), collector.traces());
      assertRows(collected, collector);
      assertCycles(collected, "short");
      assertCycles(collected, "long");
      assertEquals(
          hosts.right().dropped(),
          sum(cycles(collected, "short"), "netsonde.forward.lost")
              + sum(cycles(collected, "long"), "netsonde.forward.lost"),
          "losses forward are what the firewall dropped");
      assertReflections(collected);
      assertResource(collected);
    }
  }

  /** All that tells of TrafficSim and of the agent itself; {@link EveryRowIT} sees the rest. */
  private static void assertRows(Collected collected, CollectorServer collector) {
    CatalogueRows rows = new CatalogueRows(CatalogueRows.WHY.negate());
    rows.see(collected, Collected.logs(collector.logs()));
    rows.assertAllSeen(OTHERS);
  }

  /** Each cycle once, in order, the last alone partial, and together what the counters say. */
  private static void assertCycles(Collected collected, String probe) {
    List<Span> cycles = cycles(collected, probe);
    assertEquals(
        LongStream.range(0, cycles.size()).boxed().toList(),
        cycles.stream().map(span -> span.number("netsonde.cycle.index")).toList());
    for (Span cycle : cycles.subList(0, cycles.size() - 1)) {
      assertEquals("complete", cycle.attributes().get("netsonde.cycle.outcome"));
      assertEquals(SHORT_CYCLE, cycle.number("netsonde.forward.sent"));
    }
    if (probe.equals("long")) {
      assertEquals("partial", cycles.getLast().attributes().get("netsonde.cycle.outcome"));
    }
    Set<String> wanted =
        SpanCatalogue.CYCLE.attributes().stream().map(Attribute::key).collect(Collectors.toSet());
    wanted.removeAll(ABSENT);
    assertEquals(wanted, cycles.getFirst().attributes().keySet());
    for (String direction : DIRECTIONS) {
      for (String outcome : List.of("sent", "received", "lost")) {
        assertEquals(
            counter(collected, probe, direction, outcome),
            sum(cycles, "netsonde." + direction + "." + outcome),
            probe + " " + direction + " " + outcome);
      }
      assertEquals(
          sum(cycles, "netsonde." + direction + ".sent"),
          sum(cycles, "netsonde." + direction + ".received")
              + sum(cycles, "netsonde." + direction + ".lost"));
    }
    assertTrue(sum(cycles, "netsonde.forward.lost") > 0);
    assertEquals(0, sum(cycles, "netsonde.reverse.lost"));
    assertEquals(0, sum(cycles, "netsonde.round_trip.undecided"));
    assertEquals(
        sum(cycles, "netsonde.forward.sent"),
        counter(collected, probe, "round_trip", "sent"),
        "what was sent was sent");
  }

  private static void assertReflections(Collected collected) {
    List<Span> reflections =
        collected.spans().stream()
            .filter(span -> span.name().equals(SpanCatalogue.REFLECTION.name()))
            .toList();
    Set<String> wanted =
        SpanCatalogue.REFLECTION.attributes().stream()
            .map(Attribute::key)
            .collect(Collectors.toSet());
    for (Span reflection : reflections) {
      assertEquals(wanted, reflection.attributes().keySet());
      assertEquals(102, reflection.number("netsonde.peer.agent.id"));
      assertEquals("10.77.0.2", reflection.attributes().get("client.address"));
      assertEquals(
          reflection.number("netsonde.cycle.packets"),
          reflection.number("netsonde.forward.received"),
          "no packet from right to left is dropped");
    }
  }

  private static void assertResource(Collected collected) {
    Set<Map<String, Object>> resources = new HashSet<>();
    collected.series().forEach(series -> resources.add(series.resource()));
    collected.spans().forEach(span -> resources.add(span.resource()));
    assertEquals(1, resources.size(), "metrics and spans are of one resource: " + resources);
    Map<String, Object> resource = resources.iterator().next();
    assertEquals("netsonde-agent", resource.get("service.name"));
    assertEquals("netsonde", resource.get("service.namespace"));
    UUID instance = UUID.fromString(String.valueOf(resource.get("service.instance.id")));
    assertEquals(5, instance.version());
    assertEquals(101L, resource.get("netsonde.agent.id"));
    assertEquals("paris", resource.get("netsonde.agent.name"));
    assertEquals("left", resource.get("site"));
    assertFalse(String.valueOf(resource.getOrDefault("host.name", "")).isEmpty());
  }

  /** In the order of their index. */
  private static List<Span> cycles(Collected collected, String probe) {
    return collected.spans().stream()
        .filter(span -> span.name().equals(SpanCatalogue.CYCLE.name()))
        .filter(span -> probe.equals(span.attributes().get("netsonde.probe")))
        .sorted(Comparator.comparingLong(span -> span.number("netsonde.cycle.index")))
        .toList();
  }

  private static long sum(List<Span> spans, String attribute) {
    return spans.stream().mapToLong(span -> span.number(attribute)).sum();
  }

  private static long counter(Collected collected, String probe, String direction, String outcome) {
    return collected.of(MetricCatalogue.PACKETS.name()).stream()
        .filter(series -> probe.equals(series.attributes().get("netsonde.probe")))
        .filter(series -> direction.equals(series.attributes().get("netsonde.direction")))
        .filter(series -> outcome.equals(series.attributes().get("netsonde.packet.outcome")))
        .mapToLong(series -> (long) series.value())
        .sum();
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(servers.folder().resolve(name + ".yaml"), text);
  }

  private static String left(CollectorServer collector) {
    return """
    agent: {id: 101, name: paris, labels: {site: left}}
    otlp: {endpoint: "%s"}
    prometheus: null
    reflector: {listen: "10.77.0.1:5000", allowed_agents: [102]}
    probes:
      - {name: short, type: trafficsim, target: "10.77.0.2:5000", target_agent: 102,
         interval: 5ms, cycle: %d, timeout: 500ms}
      - {name: long, type: trafficsim, target: "10.77.0.2:5000", target_agent: 102,
         interval: 10ms, cycle: 30000, timeout: 500ms}
    """
        .formatted(collector.endpoint(), SHORT_CYCLE);
  }

  private static String right() {
    return """
    agent: {id: 102, name: berlin}
    prometheus: null
    reflector: {listen: "10.77.0.2:5000", allowed_agents: [101]}
    probes:
      - {name: back, type: trafficsim, target: "10.77.0.1:5000", target_agent: 101,
         interval: 5ms, cycle: %d, timeout: 500ms}
    """
        .formatted(SHORT_CYCLE);
  }
}
