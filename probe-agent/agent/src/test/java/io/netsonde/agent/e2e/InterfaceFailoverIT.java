package io.netsonde.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.agent.e2e.Collected.Series;
import io.netsonde.agent.e2e.Collected.Span;
import io.netsonde.measurement.SpanCatalogue;
import io.netsonde.testkit.hosts.ParallelCables;
import io.netsonde.testkit.servers.CollectorServer;
import io.netsonde.testkit.servers.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An agent measures over one of two cables, and that one is torn out in the midst of a cycle. */
class InterfaceFailoverIT {
  private static final String PROBE = "failover";
  private static final int CYCLE = 20;

  /** Packets that five seconds hold at ten a second: as many may be lost on the way over. */
  private static final int MOST_LOST = 50;

  /** Cycles from the failure on: three for those, and two that have to be whole. */
  private static final int CYCLES_AFTER = 5;

  @RegisterExtension final Servers servers = new Servers();
  @RegisterExtension final Programs programs = new Programs();

  private ParallelCables cables;
  private CollectorServer collector;

  @BeforeEach
  void build() {
    cables = ParallelCables.create(2);
    cables.routeByMetric();
    collector = servers.collector().on(cables.left()).start();
  }

  @AfterEach
  void tearDown() {
    cables.close();
  }

  @Test
  void shouldMeasureOverTheOtherInterfaceWhenTheAddressGoes() throws Exception {
    measureWhile(() -> cables.left(0).addresses(false), "eth0 has lost the address 10.78.0.1");
  }

  @Test
  void shouldMeasureOverTheOtherInterfaceWhenTheLinkIsSwitchedOff() throws Exception {
    measureWhile(() -> cables.left(0).cable(false), "the link of eth0 is down");
  }

  @Test
  void shouldMeasureOverTheOtherInterfaceWhenTheFarEndIsSwitchedOff() throws Exception {
    measureWhile(() -> cables.right(0).cable(false), "the link of eth0 is down");
  }

  private void measureWhile(Runnable failure, String reason) throws Exception {
    Program reflect = programs.start(cables.right(), "reflect", "--listen", "10.79.0.2:5000");
    int port = Reflecting.port(reflect);
    Program agent =
        programs.start(
            cables.left(),
            Map.of("OTEL_METRIC_EXPORT_INTERVAL", "500", "OTEL_BSP_SCHEDULE_DELAY", "300"),
            "agent",
            "--config",
            config(port).toString());
    Watched.awaitSpans(collector, agent, 1, SpanCatalogue.CYCLE.name(), PROBE, "complete");
    // The next cycle has begun, and takes two seconds.
    failure.run();
    String change = "probe " + PROBE + ": now over eth1 (10.78.1.1): " + reason;
    Output.Line unused = agent.awaitLog(change);
    Watched.awaitSpans(
        collector, agent, 1 + CYCLES_AFTER, SpanCatalogue.CYCLE.name(), PROBE, "complete");
    agent.terminate();
    assertEquals(0, agent.awaitExit());
    collector.stop();
    reflect.terminate();
    assertEquals(0, reflect.awaitExit());

    assertEquals(
        1,
        agent.log().stream().filter(line -> line.contains(": now over ")).count(),
        "it changes once, and not back");
    Collected collected = Collected.read(collector.metrics(), collector.traces());
    assertCycles(collected);
    assertChange(collected);
  }

  private static void assertCycles(Collected collected) {
    List<Span> cycles =
        collected.spans().stream()
            .filter(span -> span.name().equals(SpanCatalogue.CYCLE.name()))
            .sorted(Comparator.comparingLong(span -> span.number("netsonde.cycle.index")))
            .toList();
    assertEquals(
        LongStream.range(0, cycles.size()).boxed().toList(),
        cycles.stream().map(span -> span.number("netsonde.cycle.index")).toList());
    assertEquals(0, lost(cycles.subList(0, 1)));
    // What the agent was about to do when it was told to stop is the last, and partial.
    List<Span> complete = cycles.subList(0, 1 + CYCLES_AFTER);
    assertTrue(lost(complete) < MOST_LOST, () -> lost(complete) + " lost in " + complete);
    assertEquals(0, lost(complete.subList(complete.size() - 2, complete.size())));
  }

  private static long lost(List<Span> cycles) {
    return cycles.stream().mapToLong(span -> span.number("netsonde.round_trip.lost")).sum();
  }

  private static void assertChange(Collected collected) {
    Map<Object, Double> changes =
        collected.of("netsonde.agent.interface.changes").stream()
            .collect(
                Collectors.toMap(
                    series -> String.valueOf(series.attributes().get("network.interface.name")),
                    Series::value));
    // The first choice is no change: it only makes the counter.
    assertEquals(Map.of("eth0", 0.0, "eth1", 1.0), changes);
  }

  private Path config(int port) throws IOException {
    String text =
        """
        agent: {id: 101, name: paris}
        otlp: {endpoint: "%s"}
        prometheus: null
        probes:
          - {name: %s, type: trafficsim, target: "%s:%d", interval: 100ms, cycle: %d,
             timeout: 500ms}
        """
            .formatted(collector.endpoint(), PROBE, cables.right().ipv4(), port, CYCLE);
    return Files.writeString(servers.folder().resolve("agent.yaml"), text);
  }
}
