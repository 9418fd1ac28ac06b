package io.netsonde.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A collector of the test's own, by OTLP/HTTP, that shows what it is sent and answers as told. */
class HttpCollectorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Events events = new Events();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private HttpServer server = stopped();

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void shouldSendHeadersWithEveryRequest() throws TelemetryException {
    push();
    assertEquals(
        List.of(
            "/v1/logs Bearer a,b=c d", "/v1/metrics Bearer a,b=c d", "/v1/traces Bearer a,b=c d"),
        requests.stream().distinct().sorted().toList());
  }

  @Test
  void shouldSayOneLineForEachSignalWhenTheTokenIsWrong() throws TelemetryException {
    status = 401;
    push();
    List<String> lines =
        events.all(TelemetryEvent.Refused.class).stream()
            .map(TelemetryEvent::line)
            .sorted()
            .toList();
    assertEquals(3, lines.size());
    assertTrue(lines.get(0).contains(" refuses logs: HTTP 401"), lines::toString);
    assertTrue(lines.get(1).contains(" refuses metrics: HTTP 401"), lines::toString);
    assertEquals(List.of(), events.all(TelemetryEvent.Unreachable.class));
  }

  private void push() throws TelemetryException {
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    OtlpSettings otlp =
        new OtlpSettings(
            Optional.of(endpoint),
            Map.of("authorization", "Bearer a,b=c d"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    try (Telemetry telemetry =
        new Telemetry(
            new TelemetrySettings(Samples.AGENT, otlp, Optional.empty(), new Cardinality(1, 0)),
            events,
            Map.of("otel.exporter.otlp.protocol", "http/protobuf"))) {
      telemetry.start();
      telemetry.sink().accept(Samples.cycle(Samples.FIGURES));
      telemetry.sink().accept(FindingSamples.BEGUN);
      telemetry.close(PATIENCE);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String token = exchange.getRequestHeaders().getFirst("Authorization");
      requests.add(exchange.getRequestURI().getPath() + " " + token);
      exchange.sendResponseHeaders(status, -1);
    }
  }

  private static HttpServer stopped() {
    try {
      return HttpServer.create();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
