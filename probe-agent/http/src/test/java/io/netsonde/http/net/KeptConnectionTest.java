package io.netsonde.http.net;

import static io.netsonde.http.net.Checks.assertAddsUp;
import static io.netsonde.http.net.Checks.phases;
import static io.netsonde.http.net.Checks.target;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.http.HttpExpectation;
import io.netsonde.http.HttpTarget;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpErrorType;
import io.netsonde.measurement.http.HttpPhase;
import io.netsonde.testkit.servers.ScriptedServer;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Connections that stay from check to check, and what is made of it when they do not. */
class KeptConnectionTest {
  private static HttpProber keeping(HttpTarget target) throws IOException {
    return HttpProber.open(target.withReuse(true));
  }

  @Test
  void shouldKeepConnectionWhenReuseIsOn() throws IOException {
    try (ScriptedServer server = Pages.hello();
        HttpProber prober = HttpProber.open(target(Pages.url(server)).withReuse(true))) {
      assertFalse(prober.check().last().isReused());
      HttpCheck second = prober.check();
      assertAddsUp(second);
      assertTrue(second.last().isReused());
      assertEquals(
          List.of(HttpPhase.REQUEST, HttpPhase.WAIT, HttpPhase.TRANSFER), phases(second.last()));
      assertEquals(1, server.accepted());
    }
  }

  @Test
  void shouldConnectAnewWhenKeptConnectionWasClosed() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.start(
                socket -> {
                  ScriptedServer.readHead(socket.getInputStream());
                  ScriptedServer.send(socket, ScriptedServer.response("200 OK", "hello"));
                });
        HttpProber prober = HttpProber.open(target(Pages.url(server)).withReuse(true))) {
      for (int i = 0; i < 3; i++) {
        HttpCheck check = prober.check();
        assertEquals(Optional.empty(), check.failure());
        assertAddsUp(check);
      }
      assertEquals(3, server.accepted());
    }
  }

  @Test
  void shouldConnectAnewWhenKeptConnectionOfARedirectWasClosed() throws IOException {
    try (ScriptedServer there =
            ScriptedServer.start(
                socket -> {
                  ScriptedServer.readHead(socket.getInputStream());
                  ScriptedServer.send(socket, ScriptedServer.response("200 OK", "hello"));
                });
        ScriptedServer here = ScriptedServer.start(socket -> leadTo(there, socket));
        HttpProber prober = keeping(target(Pages.url(here)))) {
      for (int i = 0; i < 3; i++) {
        HttpCheck check = prober.check();
        assertEquals(Optional.empty(), check.failure());
        assertFalse(check.last().isReused());
        assertEquals(1, check.redirects());
        assertAddsUp(check);
      }
      assertEquals(3, there.accepted());
    }
  }

  private static void leadTo(ScriptedServer there, Socket socket) throws IOException {
    while (!ScriptedServer.readHead(socket.getInputStream()).isEmpty()) {
      ScriptedServer.send(
          socket,
          "HTTP/1.1 302 Found\r\nLocation: " + Pages.url(there) + "\r\nContent-Length: 0\r\n\r\n");
    }
  }

  /** Answers once, and resets the connection a while after a second request came. */
  private static ScriptedServer crashing(Duration after) throws IOException {
    return ScriptedServer.start(
        socket -> {
          ScriptedServer.readHead(socket.getInputStream());
          ScriptedServer.send(socket, ScriptedServer.response("200 OK", "hello"));
          ScriptedServer.readHead(socket.getInputStream());
          Thread.sleep(after);
          ScriptedServer.reset(socket);
        });
  }

  private static void assertAsksOnce(ScriptedServer server, HttpTarget target) throws IOException {
    try (HttpProber prober = keeping(target)) {
      assertEquals(Optional.empty(), prober.check().failure());
      assertEquals(HttpErrorType.CONNECTION_RESET, prober.check().failure().orElseThrow().type());
      assertEquals(1, server.accepted());
    }
  }

  @Test
  void shouldTellOfTheResetWhenServerHadWorkedForAWhile() throws IOException {
    try (ScriptedServer server = crashing(Duration.ofSeconds(1))) {
      assertAsksOnce(server, target(Pages.url(server)));
    }
  }

  @Test
  void shouldNotAskTwiceWhenThatCouldDoSomethingTwice() throws IOException {
    try (ScriptedServer server = crashing(Duration.ZERO)) {
      assertAsksOnce(server, target(Pages.url(server)).withMethod("POST"));
    }
  }

  @Test
  void shouldKeepConnectionWhenOnlyTheAnswerIsWrong() throws IOException {
    try (ScriptedServer server = Pages.hello();
        HttpProber prober =
            keeping(
                target(Pages.url(server))
                    .withExpectation(HttpExpectation.DEFAULT.withStatuses(Set.of(204))))) {
      assertTrue(prober.check().failure().isPresent());
      assertTrue(prober.check().last().isReused());
      assertEquals(1, server.accepted());
    }
  }
}
