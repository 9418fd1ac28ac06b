package io.netsonde.http.net;

import static io.netsonde.http.net.Checks.failed;
import static io.netsonde.http.net.Checks.hurried;
import static io.netsonde.http.net.Checks.passed;
import static io.netsonde.http.net.Checks.target;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.http.HttpTarget;
import io.netsonde.http.HttpTimeouts;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpErrorType;
import io.netsonde.measurement.http.HttpFailure;
import io.netsonde.measurement.http.HttpPhase;
import io.netsonde.testkit.servers.FreePort;
import io.netsonde.testkit.servers.ScriptedResolver;
import io.netsonde.testkit.servers.ScriptedResolver.Reply;
import io.netsonde.testkit.servers.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectFailureTest {
  @Test
  void shouldSayRefusedWhenNobodyListens() throws IOException {
    int port = FreePort.tcp();
    HttpFailure failure =
        failed(
            target("http://127.0.0.1:" + port + "/"),
            HttpPhase.CONNECT,
            HttpErrorType.CONNECTION_REFUSED);
    assertEquals("nobody listens at 127.0.0.1:" + port, failure.message());
  }

  @Test
  void shouldSayUnreachableWhenThereIsNoWay() throws IOException {
    // A TCP connection to the broadcast address is what this host's routing itself refuses.
    failed(target("http://255.255.255.255/"), HttpPhase.CONNECT, HttpErrorType.UNREACHABLE);
  }

  @Test
  void shouldSayTimeoutWhenConnectionIsNotAccepted() throws IOException {
    try (FullListener full = FullListener.open("127.0.0.1", 0)) {
      failed(
          hurried(target("http://127.0.0.1:" + full.port() + "/"), HttpPhase.CONNECT),
          HttpPhase.CONNECT,
          HttpErrorType.TIMEOUT);
    }
  }

  @Test
  void shouldHaveTimeForTheNextAddressWhenTotalIsShorterThanConnect() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.start(InetAddress.ofLiteral("127.0.0.2"), 0, Pages::sayHello);
        FullListener full = FullListener.open("127.0.0.1", server.port());
        ScriptedResolver resolver =
            ScriptedResolver.start((name, type) -> Reply.of("127.0.0.1", "127.0.0.2"))) {
      HttpCheck check = passed(briefly(resolver, full.port()));
      assertEquals("127.0.0.2", check.last().peer().orElseThrow().getAddress().getHostAddress());
    }
  }

  @Test
  void shouldTellTheFirstReasonWhenLimitRunsOutOverTheNext() throws IOException {
    try (FullListener full = FullListener.open("127.0.0.1", 0);
        ScriptedResolver resolver =
            ScriptedResolver.start((name, type) -> Reply.of("127.0.0.77", "127.0.0.1"))) {
      failed(briefly(resolver, full.port()), HttpPhase.CONNECT, HttpErrorType.CONNECTION_REFUSED);
    }
  }

  /** Long limits of all phases, and a shorter one of the whole. */
  private static HttpTarget briefly(ScriptedResolver resolver, int port) {
    Duration longer = Duration.ofSeconds(30);
    return target("http://shop.test:" + port + "/")
        .withResolvers(List.of(resolver.address()))
        .withTimeouts(new HttpTimeouts(longer, longer, longer, longer, Duration.ofSeconds(4)));
  }

  @Test
  void shouldTryNextAddressWhenFirstRefuses() throws IOException {
    try (ScriptedServer server = Pages.hello();
        ScriptedResolver resolver =
            ScriptedResolver.start((name, type) -> Reply.of("127.0.0.77", "127.0.0.1"))) {
      HttpCheck check =
          passed(
              target("http://shop.test:" + server.port() + "/")
                  .withResolvers(List.of(resolver.address())));
      assertEquals("127.0.0.1", check.last().peer().orElseThrow().getAddress().getHostAddress());
    }
  }

  @Test
  void shouldNameFirstAddressWhenAllRefuse() throws IOException {
    int port = FreePort.tcp();
    try (ScriptedResolver resolver =
        ScriptedResolver.start((name, type) -> Reply.of("127.0.0.77", "127.0.0.78"))) {
      HttpFailure failure =
          failed(
              target("http://shop.test:" + port + "/").withResolvers(List.of(resolver.address())),
              HttpPhase.CONNECT,
              HttpErrorType.CONNECTION_REFUSED);
      assertTrue(
          failure.message().contains("127.0.0.77:" + port + ", the first of 2"), failure.message());
    }
  }
}
