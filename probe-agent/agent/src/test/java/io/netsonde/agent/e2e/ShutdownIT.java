package io.netsonde.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.SpanCatalogue;
import io.netsonde.testkit.servers.CollectorServer;
import io.netsonde.testkit.servers.Servers;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An agent is told to stop, politely and then not. */
class ShutdownIT {
  /** Of an orderly stop. */
  private static final Duration LIMIT = Duration.ofSeconds(70);

  /** What a shell reports of a program that ended by SIGINT. */
  private static final int HALTED = 130;

  @RegisterExtension final Servers servers = new Servers();
  @RegisterExtension final Programs programs = new Programs();

  @Test
  void shouldReportThePartialCycleAndExitWithZeroWhenTerminated() throws Exception {
    CollectorServer collector = servers.collector().start();
    Program reflect = programs.start("reflect", "--listen", "127.0.0.1:0");
    Program agent = agent(Reflecting.port(reflect), "500ms", collector.endpoint().toString());
    agent.awaitLog("probe one: session with");
    // By then the other probe has sent something too.
    Watched.awaitSpans(collector, agent, 3, "trafficsim cycle", "short");
    agent.terminate();
    assertEquals(0, agent.awaitExit());
    assertTrue(agent.log().getLast().endsWith(" stopped"), agent.log().getLast());
    collector.stop();
    List<Collected.Span> cycles =
        Collected.read(collector.metrics(), collector.traces()).spans().stream()
            .filter(span -> span.name().equals(SpanCatalogue.CYCLE.name()))
            .filter(span -> "one".equals(span.attributes().get("netsonde.probe")))
            .toList();
    assertEquals(1, cycles.size());
    assertEquals("partial", cycles.getFirst().attributes().get("netsonde.cycle.outcome"));
    long sent = cycles.getFirst().number("netsonde.round_trip.sent");
    assertTrue(sent > 0);
    assertEquals(sent, cycles.getFirst().number("netsonde.round_trip.received"));
  }

  @Test
  void shouldEndAtOnceWhenTerminatedAgainWhileItWaitsForAVanishedPeer() throws Exception {
    Program reflect = programs.start("reflect", "--listen", "127.0.0.1:0");
    int port = Reflecting.port(reflect);
    Program agent = agent(port, "60s", "");
    agent.awaitLog("session with");
    reflect.kill();
    awaitPacketAt(port);
    agent.terminate();
    agent.awaitLog("a second signal stops at once");
    assertTrue(agent.isAlive(), "it waits for the packets that are not answered");
    long second = System.nanoTime();
    agent.terminate();
    assertEquals(HALTED, agent.awaitExit());
    Duration took = Duration.ofNanos(System.nanoTime() - second);
    // Without the second signal it would wait for as long as the limit allows.
    assertTrue(took.compareTo(LIMIT.dividedBy(3)) < 0, "it took " + took);
    assertFalse(agent.log().getLast().endsWith(" stopped"), agent.log().getLast());
  }

  /** Takes the place of the vanished peer until a packet has come, which nobody answers. */
  private static void awaitPacketAt(int port) throws IOException {
    try (DatagramSocket silent = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
      silent.setSoTimeout((int) Program.LIMIT.toMillis());
      silent.receive(new DatagramPacket(new byte[1500], 1500));
    }
  }

  private Program agent(int port, String timeout, String endpoint) throws IOException {
    String text =
        """
        agent: {id: 101}
        otlp: {endpoint: %1$s}
        prometheus: null
        probes:
          - {name: one, type: trafficsim, target: "127.0.0.1:%2$d",
             interval: 10ms, cycle: 30000, timeout: %3$s}
          - {name: short, type: trafficsim, target: "127.0.0.1:%2$d",
             interval: 10ms, cycle: 20, timeout: %3$s}
        """
            .formatted(endpoint.isEmpty() ? "null" : '"' + endpoint + '"', port, timeout);
    Path file = Files.writeString(servers.folder().resolve("agent.yaml"), text);
    return programs.start(
        Map.of("OTEL_BSP_SCHEDULE_DELAY", "200"), "agent", "--config", file.toString());
  }
}
