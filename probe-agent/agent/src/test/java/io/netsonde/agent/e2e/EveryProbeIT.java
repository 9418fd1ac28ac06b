package io.netsonde.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.testkit.servers.FreePort;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An agent with a probe of every type that needs no privilege, all of them towards itself. */
class EveryProbeIT {
  @RegisterExtension final Programs programs = new Programs();
  @TempDir private Path folder;

  private final int scrape = FreePort.tcp();

  @Test
  void shouldMeasureWithAllAndStopInOrder() throws Exception {
    Program agent = start();
    agent.awaitLog("probe path: session with");
    agent.awaitLog("probe web: is good");
    agent.awaitLog("probe way: path ");
    String text = scrape();
    for (String metric :
        new String[] {
          "netsonde_http_checks_total",
          "netsonde_http_phase_duration_seconds_count",
          "netsonde_trace_hops",
          "netsonde_trafficsim_up"
        }) {
      assertTrue(text.contains("\n" + metric + "{"), () -> metric + " is not in\n" + text);
    }
    agent.terminate();
    assertEquals(0, agent.awaitExit());
    assertTrue(agent.log().getLast().endsWith(" stopped"), agent.log().getLast());
    for (String line : agent.log()) {
      assertFalse(line.startsWith("\tat ") || line.contains("Exception"), line);
    }
  }

  @Test
  void shouldServeMetricsThoughAnotherClientSendsHalfARequest() throws Exception {
    Program agent = start();
    agent.awaitLog("reflects on");
    try (Socket half = new Socket()) {
      half.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), scrape));
      half.getOutputStream().write("GET /met".getBytes(StandardCharsets.US_ASCII));
      assertTrue(scrape().contains("# TYPE "));
      assertEquals(-1, half.getInputStream().read(), "it is cut off");
    }
    agent.terminate();
    assertEquals(0, agent.awaitExit());
  }

  @Test
  void shouldNameTheDirectoryAndMeasureOnWhenNothingCanBeKeptThere() throws Exception {
    Path file = Files.writeString(folder.resolve("state"), "");
    Program agent = start("state_directory: " + file);
    agent.awaitLog(file + ": there is a file where a directory is needed");
    agent.awaitLog("reflects on");
    agent.terminate();
    assertEquals(0, agent.awaitExit());
  }

  private Program start() throws IOException {
    return start("state_directory: " + folder.resolve("state"));
  }

  private Program start(String setting) throws IOException {
    int port = freePort();
    String text =
        """
        agent: {id: 101, %1$s}
        prometheus: {listen: "127.0.0.1:%2$d"}
        reflector: {listen: "127.0.0.1:%3$d", allowed_agents: any}
        probes:
          - {name: path, type: trafficsim, target: "127.0.0.1:%3$d", interval: 20ms, cycle: 20}
          - {name: web, type: http, url: "http://127.0.0.1:%2$d/metrics", interval: 1s}
          - {name: way, type: trace, target: 127.0.0.1, interval: 2s, rounds: 1}
        """
            .formatted(setting, scrape, port);
    Path file = Files.writeString(folder.resolve("agent.yaml"), text);
    return programs.start("agent", "--config", file.toString());
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private String scrape() throws IOException, InterruptedException {
    URI metrics = URI.create("http://127.0.0.1:" + scrape + "/metrics");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(metrics).timeout(Duration.ofSeconds(60)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
