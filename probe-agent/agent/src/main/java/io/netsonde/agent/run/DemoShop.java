package io.netsonde.agent.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The demo's web service: it answers at once, until {@link #slowDown it is slowed down}. From then
 * on it thinks before it sends the first byte; connecting to it takes no longer than before.
 */
final class DemoShop implements AutoCloseable {
  /** How long it thinks when it is slow. */
  static final Duration THINKING = Duration.ofMillis(150);

  private static final byte[] PAGE = "The shop is open.\n".getBytes(StandardCharsets.UTF_8);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private volatile boolean slow;

  private DemoShop(HttpServer server) {
    this.server = server;
  }

  /** Opens it on the loopback, on a port of the system's choice. */
  static DemoShop open() throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
    DemoShop shop = new DemoShop(HttpServer.create(any, 0));
    shop.server.setExecutor(shop.threads);
    var _ = shop.server.createContext("/", shop::serve);
    shop.server.start();
    return shop;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** From now on it thinks before it answers. */
  void slowDown() {
    slow = true;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (slow) {
        Thread.sleep(THINKING);
      }
      exchange.sendResponseHeaders(200, PAGE.length);
      exchange.getResponseBody().write(PAGE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The demo ends.
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
