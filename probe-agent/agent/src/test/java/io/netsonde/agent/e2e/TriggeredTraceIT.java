package io.netsonde.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.agent.e2e.Collected.Span;
import io.netsonde.measurement.FindingCatalogue;
import io.netsonde.measurement.FindingKind;
import io.netsonde.measurement.MetricCatalogue;
import io.netsonde.measurement.SpanCatalogue;
import io.netsonde.measurement.trace.LossOnset;
import io.netsonde.testkit.hosts.RouterChain;
import io.netsonde.testkit.servers.CollectorServer;
import io.netsonde.testkit.servers.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A router on the way begins to drop packets, and both ends say where. */
class TriggeredTraceIT {
  private static final String PROBE = "to-berlin";
  private static final int ROUTERS = 4;

  /** The router that begins to lose what it forwards to the target. */
  private static final int LOSSY = 2;

  /** Shorter stalls, all together, spoil neither a cycle nor a trace. */
  private static final double SPOILING_SECONDS = 0.1;

  private static final int CYCLE = 60;
  private static final long CYCLE_NANOS = TimeUnit.SECONDS.toNanos(12);
  private static final Map<String, String> SOON =
      Map.of("OTEL_METRIC_EXPORT_INTERVAL", "500", "OTEL_BSP_SCHEDULE_DELAY", "300");

  @RegisterExtension final Servers near = new Servers();
  @RegisterExtension final Servers far = new Servers();
  @RegisterExtension final Programs programs = new Programs();

  private RouterChain chain;
  private CollectorServer paris;
  private CollectorServer berlin;

  @BeforeEach
  void build() {
    chain = RouterChain.create(ROUTERS);
    paris = near.collector().on(chain.source()).start();
    berlin = far.collector().on(chain.target()).start();
  }

  @AfterEach
  void tearDown() {
    chain.close();
  }

  @Test
  void shouldNameTheLinkAfterTheRouterThatBeginsToDropEveryFifthPacket() throws Exception {
    Program reflecting =
        programs.start(chain.target(), SOON, "agent", "--config", reflecting().toString());
    Output.Line unused = reflecting.awaitLog("reflects on ");
    Program measuring =
        programs.start(chain.source(), SOON, "agent", "--config", measuring().toString());
    Watched.awaitSpans(paris, measuring, 1, SpanCatalogue.CYCLE.name(), PROBE, "complete");
    for (int router = 1; router <= ROUTERS; router++) {
      chain.limitAnswers(router); // As routers do by default.
    }
    chain.dropEveryTowardsTarget(LOSSY, 5);
    long droppingSince = System.currentTimeMillis() * 1_000_000;
    Watched.awaitSpans(paris, measuring, 1, "traceroute", "netsonde.trigger.reason", PROBE);
    Watched.awaitSpans(berlin, reflecting, 1, "traceroute", "netsonde.trigger.reason");
    measuring.terminate();
    assertEquals(0, measuring.awaitExit());
    reflecting.terminate();
    assertEquals(0, reflecting.awaitExit());
    paris.stop();
    berlin.stop();

    Collected there = Collected.read(paris.metrics(), paris.traces());
    Span cycle = cause(there);
    Span forward = triggered(there);
    assertEquals(List.of(cycle.id()), forward.links());
    assertEquals("forward", forward.attributes().get("netsonde.direction"));
    assertEquals(
        String.format(
            Locale.ROOT,
            "packet_loss:%.2f%%",
            100.0 * cycle.number("netsonde.round_trip.lost") / CYCLE),
        forward.attributes().get("netsonde.trigger.reason"));
    assertTrue(
        forward.endNanos() <= droppingSince + 2 * CYCLE_NANOS,
        () -> "the trace ends " + (forward.endNanos() - droppingSince) / 1e9 + " s after the drop");
    assertBegins(forward);
    assertFound(forward, stoodStillSeconds(there));
    assertExemplar(forward);

    Span back = triggered(Collected.read(berlin.metrics(), berlin.traces()));
    assertEquals(List.of(cycle.id()), back.links());
    assertEquals("reverse", back.attributes().get("netsonde.direction"));
    assertEquals(
        forward.attributes().get("netsonde.trigger.reason"),
        back.attributes().get("netsonde.trigger.reason"));
    assertEquals((long) ROUTERS + 1, back.number("netsonde.trace.hops"));
    assertBeginsSeenFromTarget(back);
  }

  /** Its answers pass the router as well; so many may be lost that it says where, or too few. */
  private static void assertBeginsSeenFromTarget(Span back) {
    Map<String, Object> says = back.attributes();
    if (says.containsKey("netsonde.loss.onset.hop")) {
      long lossy = ROUTERS + 1 - LOSSY;
      String all = says + " of " + back.events("hop");
      assertTrue(back.number("netsonde.loss.onset.previous.hop") <= lossy, all);
      assertTrue(back.number("netsonde.loss.onset.hop") > lossy, all);
    }
  }

  private void assertBegins(Span trace) {
    Map<String, Object> says = trace.attributes();
    String all = says + " of " + trace.events("hop");
    assertEquals((long) LOSSY, says.get("netsonde.loss.onset.previous.hop"), all);
    assertEquals(chain.router(LOSSY).ipv4(), says.get("netsonde.loss.onset.previous.address"), all);
    assertEquals((long) LOSSY + 1, says.get("netsonde.loss.onset.hop"), all);
    assertEquals(chain.router(LOSSY + 1).ipv4(), says.get("netsonde.loss.onset.address"), all);
    List<Map<String, Object>> hops = trace.events("hop");
    assertEquals(ROUTERS + 1, hops.size(), all);
    for (int hop = 1; hop <= LOSSY; hop++) {
      assertEquals(15L, hops.get(hop - 1).get("netsonde.hop.received"), all);
    }
  }

  /**
   * The finding leaves as a log record, in the trace's own context.
   *
   * @param stoodStillSeconds how long the agent has in all: where that is less than what spoils a
   *     trace, there is no excuse
   */
  private void assertFound(Span trace, double stoodStillSeconds) {
    List<Collected.Log> found =
        Collected.logs(paris.logs()).stream()
            .filter(log -> log.event().equals(FindingCatalogue.FOUND.name()))
            .filter(
                log ->
                    FindingKind.LOSS_AT_HOP
                        .label()
                        .equals(log.attributes().get(FindingCatalogue.FINDING.key())))
            .filter(log -> "begun".equals(log.attributes().get("netsonde.finding.state")))
            .toList();
    if (found.isEmpty() && stoodStillSeconds > SPOILING_SECONDS) {
      return;
    }
    assertEquals(1, found.size(), () -> "findings among " + Collected.logs(paris.logs()));
    Collected.Log log = found.getFirst();
    assertEquals(
        trace.id(), log.json().path("traceId").asText() + "/" + log.json().path("spanId").asText());
    assertEquals("WARN", log.json().path("severityText").asText());
    assertEquals(PROBE, log.attributes().get("netsonde.probe"));
    assertEquals(LOSSY + 1L, log.attributes().get("netsonde.hop"), log.toString());
    assertTrue(log.body().contains(chain.router(LOSSY).ipv4() + " (hop " + LOSSY + ")"), log::body);
    assertTrue(
        log.body().contains(chain.router(LOSSY + 1).ipv4() + " (hop " + (LOSSY + 1) + ")"),
        log::body);
    assertTrue(
        log.attributes().get("netsonde.finding.confidence") instanceof Double sure
            && sure >= LossOnset.LEAST_PLACING,
        log::toString);
  }

  private static double stoodStillSeconds(Collected collected) {
    return collected.of(MetricCatalogue.PAUSE.name()).stream()
        .mapToDouble(series -> series.point().path("sum").asDouble())
        .sum();
  }

  /** The worst delay of the cycle that was the cause leads to the trace. */
  private void assertExemplar(Span trace) {
    List<Collected.Exemplar> exemplars = Collected.exemplars(paris.metrics());
    assertTrue(
        exemplars.stream()
            .anyMatch(
                one ->
                    one.metric().equals(MetricCatalogue.RTT.name())
                        && one.span().equals(trace.id())),
        () -> "no exemplar of " + trace.id() + " among " + exemplars);
  }

  private static Span triggered(Collected collected) {
    List<Span> traces =
        collected.spans().stream()
            .filter(span -> span.name().equals("traceroute"))
            .filter(span -> Boolean.TRUE.equals(span.attributes().get("netsonde.triggered")))
            .toList();
    assertEquals(1, traces.size(), traces::toString);
    return traces.getFirst();
  }

  /** The first cycle that loses more than a twentieth. */
  private static Span cause(Collected collected) {
    return collected.spans().stream()
        .filter(span -> span.name().equals(SpanCatalogue.CYCLE.name()))
        .filter(span -> span.number("netsonde.round_trip.lost") > CYCLE / 20)
        .min(java.util.Comparator.comparingLong(Span::startNanos))
        .orElseThrow();
  }

  private Path reflecting() throws IOException {
    return Files.writeString(
        far.folder().resolve("agent.yaml"),
        """
        agent: {id: 102, name: berlin}
        otlp: {endpoint: "%s"}
        prometheus: null
        reflector: {listen: "0.0.0.0:5000", allowed_agents: [101]}
        """
            .formatted(berlin.endpoint()));
  }

  private Path measuring() throws IOException {
    return Files.writeString(
        near.folder().resolve("agent.yaml"),
        """
        agent: {id: 101, name: paris}
        otlp: {endpoint: "%s"}
        prometheus: null
        probes:
          - {name: %s, type: trafficsim, target: "%s:5000", target_agent: 102, interval: 200ms,
             cycle: %d, timeout: 1s}
        """
            .formatted(paris.endpoint(), PROBE, chain.target().ipv4(), CYCLE));
  }
}
