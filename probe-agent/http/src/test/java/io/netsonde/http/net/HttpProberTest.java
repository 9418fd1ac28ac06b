package io.netsonde.http.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.netsonde.http.HttpTarget;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpPhase;
import io.netsonde.measurement.http.PhaseTiming;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpProberTest {
  private final AtomicReference<String> traceparent = new AtomicReference<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          traceparent.set(exchange.getRequestHeaders().getFirst("traceparent"));
          exchange.sendResponseHeaders(200, 5);
          exchange
              .getResponseBody()
              .write("hello".getBytes(java.nio.charset.StandardCharsets.UTF_8));
          exchange.close();
        });
    server.createContext(
        "/from",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/to");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private HttpTarget target(String path) {
    int port = server.getAddress().getPort();
    return HttpTarget.of("shop", URI.create("http://localhost:" + port + path));
  }

  private static HttpCheck check(HttpTarget target) throws IOException {
    try (HttpProber prober = HttpProber.open(target)) {
      return prober.check();
    }
  }

  @Test
  void shouldTimePhasesWhenServerAnswers() throws IOException {
    HttpCheck check = check(target("/"));
    assertEquals(Optional.empty(), check.failure());
    assertEquals(
        List.of(
            HttpPhase.DNS,
            HttpPhase.CONNECT,
            HttpPhase.REQUEST,
            HttpPhase.WAIT,
            HttpPhase.TRANSFER),
        check.last().phases().stream().map(PhaseTiming::phase).toList());
    assertEquals(200, check.last().status().orElseThrow());
    assertEquals(5, check.last().responseBytes());
    assertEquals(check.span().traceparent(), traceparent.get());
  }

  @Test
  void shouldTellExchangesApartWhenRedirected() throws IOException {
    HttpCheck check = check(target("/from"));
    assertEquals(Optional.empty(), check.failure());
    assertEquals(1, check.redirects());
    assertTrue(check.last().isReused());
  }

  /** What is told of a check and of its exchanges is joined by the server's name. */
  @Test
  void shouldNameTheServerInOneWayHoweverItWasTyped() throws IOException {
    int port = server.getAddress().getPort();
    URI typed = URI.create("HTTP://ann:secret@Bücher.LocalHost:" + port);
    HttpCheck check = check(HttpTarget.of("shop", typed));
    assertEquals(URI.create("http://xn--bcher-kva.localhost:" + port + "/"), check.uri());
    assertEquals(check.uri(), check.last().uri());
  }
}
