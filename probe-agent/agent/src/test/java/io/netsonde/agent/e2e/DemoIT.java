package io.netsonde.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netsonde.measurement.SpanCatalogue;
import io.netsonde.testkit.servers.CollectorServer;
import io.netsonde.testkit.servers.Servers;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The demo, as a newcomer runs it. */
class DemoIT {
  private static final int METRICS_PORT = 9464;
  private static final Set<String> PATHS =
      Set.of(
          "paris-to-berlin",
          "paris-to-tokyo",
          "berlin-to-paris",
          "berlin-to-tokyo",
          "tokyo-to-paris",
          "tokyo-to-berlin");
  private static final String SICK = "paris-to-berlin";

  @RegisterExtension final Servers servers = new Servers();
  @RegisterExtension final Programs programs = new Programs();

  @Test
  void shouldNameTheLossyRouterAndTheSlowServiceAndSendAllWhenToldOfACollector() throws Exception {
    CollectorServer collector = servers.collector().start();
    Program demo =
        programs.start(
            "demo", "--duration", "40s", "--json", "--otlp", collector.endpoint().toString());
    assertEquals(0, demo.awaitExit(Duration.ofSeconds(40)));
    collector.stop();

    JsonNode shown = new ObjectMapper().readTree(String.join("\n", demo.out()));
    List<String> names = new ArrayList<>();
    for (JsonNode path : shown.path("paths")) {
      String name = path.path("from").asText() + "-to-" + path.path("to").asText();
      names.add(name);
      assertPath(name, path.path("figures"));
    }
    assertEquals(PATHS.size(), names.size());
    assertEquals(PATHS, Set.copyOf(names));
    assertRouterNamed(shown);
    assertServiceNamed(shown);
    Collected collected = Collected.read(collector.metrics(), collector.traces());
    assertEquals(
        PATHS,
        collected.spans().stream()
            .filter(span -> span.name().equals(SpanCatalogue.CYCLE.name()))
            .map(span -> String.valueOf(span.attributes().get("netsonde.probe")))
            .collect(Collectors.toSet()));
  }

  /** With all but what traces need: one of the two ways to run it, containers being the other. */
  @Test
  void shouldSayWhyRoutersKeepSilentWhenRawSocketsAreForbidden() throws Exception {
    Program demo = programs.startWithout("net_raw", "demo", "--duration", "3s");
    assertEquals(0, demo.awaitExit());
    String out = String.join("\n", demo.out());
    assertTrue(out.contains("CAP_NET_RAW"), out);
    assertFalse(demo.log().stream().anyMatch(line -> line.contains("Exception")), out);
  }

  @Test
  void shouldGoOnWithPlainTablesWhenThePortForMetricsIsTaken() throws Exception {
    try (@Nullable ServerSocket _ = occupy()) {
      Program demo = programs.start("demo", "--duration", "5s");
      demo.awaitLog("the demo goes on without");
      assertEquals(0, demo.awaitExit());
      String shown = String.join("\n", demo.out());
      assertFalse(shown.contains("\u001b"), "no terminal, so no escape sequences");
      String sick =
          demo.out().stream()
              .filter(line -> line.matches(".*\\bparis\\b.*\\bberlin\\b.*ms.*"))
              .reduce("", (_, last) -> last);
      assertTrue(sick.contains("%"), shown);
    }
  }

  private static void assertPath(String name, JsonNode figures) {
    String all = name + ": " + figures.toPrettyString();
    assertTrue(figures.path("forward").path("sent").asLong() > 1000, all);
    assertEquals(0, figures.path("reverse").path("lost").asLong(-1), all);
    double loss = figures.path("forward").path("loss").asDouble(-1);
    double median = figures.path("round_trip").path("delay").path("median").asDouble();
    if (name.equals(SICK)) {
      // 30 % for most of the time.
      assertTrue(loss >= 0.15 && loss <= 0.35, all);
      // At 20 ms +- 4 ms each way, in order.
      assertTrue(median >= 0.032, all);
    } else {
      assertEquals(0, loss, all);
      assertTrue(median < 0.032, all);
    }
  }

  /** Fifteen rounds place the loss on one link, or, seldom, on two neighbouring ones. */
  private static void assertRouterNamed(JsonNode shown) {
    JsonNode evidence = finding(shown, "loss_at_hop", SICK).path("evidence");
    int before = evidence.path("netsonde.evidence.hop.before").asInt();
    int after = evidence.path("netsonde.hop").asInt();
    String all = shown.path("findings").toPrettyString();
    assertTrue(before <= 2 && after >= 3 && after - before <= 2, all);
    assertEquals("forward", evidence.path("netsonde.direction").asText(), all);
  }

  private static void assertServiceNamed(JsonNode shown) {
    JsonNode slow = finding(shown, "server_bound", "shop");
    assertTrue(slow.path("sentence").asText().contains("until its first byte"), slow::toString);
  }

  private static JsonNode finding(JsonNode shown, String kind, String probe) {
    return StreamSupport.stream(shown.path("findings").spliterator(), false)
        .filter(one -> one.path("finding").asText().equals(kind))
        .filter(one -> one.path("probe").asText().equals(probe))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + " in " + shown.path("findings")));
  }

  /** Null where somebody else has it already. */
  private static @Nullable ServerSocket occupy() throws IOException {
    try {
      return new ServerSocket(METRICS_PORT, 1, InetAddress.getLoopbackAddress());
    } catch (BindException _) {
      return null;
    }
  }
}
