package io.netsonde.http.net;

import static io.netsonde.http.net.Checks.check;
import static io.netsonde.http.net.Checks.failed;
import static io.netsonde.http.net.Checks.hurried;
import static io.netsonde.http.net.Checks.target;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.http.HttpExpectation;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpErrorType;
import io.netsonde.measurement.http.HttpFailure;
import io.netsonde.measurement.http.HttpPhase;
import io.netsonde.testkit.servers.ScriptedServer;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExchangeFailureTest {
  private static HttpFailure failsWith(
      ScriptedServer.Script script, HttpPhase phase, HttpErrorType type) throws IOException {
    try (ScriptedServer server =
        ScriptedServer.start(
            socket -> {
              ScriptedServer.readHead(socket.getInputStream());
              script.talk(socket);
            })) {
      return failed(hurried(target(Pages.url(server)), phase), phase, type);
    }
  }

  @Test
  void shouldSayTimeoutWhenRequestIsNotTaken() throws IOException {
    try (ScriptedServer server = ScriptedServer.start(socket -> Thread.sleep(60_000))) {
      failed(
          hurried(
              target(Pages.url(server)).withBody("POST", "x".repeat(20_000_000)),
              HttpPhase.REQUEST),
          HttpPhase.REQUEST,
          HttpErrorType.TIMEOUT);
    }
  }

  @Test
  void shouldSayTimeoutWhenServerDoesNotAnswer() throws IOException {
    failsWith(ScriptedServer::hang, HttpPhase.WAIT, HttpErrorType.TIMEOUT);
  }

  @Test
  void shouldSayTimeoutWhenHeadersDoNotEnd() throws IOException {
    failsWith(
        socket -> {
          ScriptedServer.send(socket, "HTTP/1.1 200 OK\r\nContent-");
          ScriptedServer.hang(socket);
        },
        HttpPhase.TRANSFER,
        HttpErrorType.TIMEOUT);
  }

  @Test
  void shouldSayTimeoutWhenBodyDoesNotEnd() throws IOException {
    failsWith(
        socket -> {
          ScriptedServer.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
          ScriptedServer.hang(socket);
        },
        HttpPhase.TRANSFER,
        HttpErrorType.TIMEOUT);
  }

  @Test
  void shouldSayResetWhenServerLeavesWithinTheRequest() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.start(
            socket -> {
              ScriptedServer.readHead(socket.getInputStream());
              ScriptedServer.reset(socket);
            })) {
      failed(
          target(Pages.url(server)).withBody("POST", "x".repeat(20_000_000)),
          HttpPhase.REQUEST,
          HttpErrorType.CONNECTION_RESET);
    }
  }

  @Test
  void shouldSayResetWhenServerResetsInsteadOfAnswering() throws IOException {
    failsWith(ScriptedServer::reset, HttpPhase.WAIT, HttpErrorType.CONNECTION_RESET);
  }

  @Test
  void shouldSayResetWhenServerClosesInsteadOfAnswering() throws IOException {
    failsWith(socket -> {}, HttpPhase.WAIT, HttpErrorType.CONNECTION_RESET);
  }

  @Test
  void shouldSayResetWhenServerLeavesWithinTheBody() throws IOException {
    failsWith(
        socket -> ScriptedServer.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello"),
        HttpPhase.TRANSFER,
        HttpErrorType.CONNECTION_RESET);
  }

  @Test
  void shouldSayProtocolErrorWhenServerIsNoWebServer() throws IOException {
    failsWith(
        socket -> ScriptedServer.send(socket, "SSH-2.0-OpenSSH_9.9\r\n"),
        HttpPhase.TRANSFER,
        HttpErrorType.PROTOCOL_ERROR);
  }

  @Test
  void shouldSayToAskByHttpsWhenServerSpeaksTls() throws IOException {
    HttpFailure failure =
        failsWith(
            socket -> ScriptedServer.send(socket, "\u0015\u0003\u0001\u0000\u0002\u0002F"),
            HttpPhase.TRANSFER,
            HttpErrorType.PROTOCOL_ERROR);
    assertEquals("127.0.0.1 speaks TLS there: ask by https://", failure.message());
  }

  @Test
  void shouldSayProtocolErrorWhenGarbageHasNoLine() throws IOException {
    failsWith(
        socket -> ScriptedServer.send(socket, "\u0000\u0001\u0002\u0003\u0004\u0005"),
        HttpPhase.TRANSFER,
        HttpErrorType.PROTOCOL_ERROR);
  }

  @Test
  void shouldSayProtocolErrorWhenChunksAreNone() throws IOException {
    failsWith(
        socket ->
            ScriptedServer.send(
                socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nhello\r\n"),
        HttpPhase.TRANSFER,
        HttpErrorType.PROTOCOL_ERROR);
  }

  @Test
  void shouldSayProtocolErrorWhenRedirectLeadsNowhere() throws IOException {
    failsWith(
        socket ->
            ScriptedServer.send(
                socket,
                "HTTP/1.1 302 Found\r\nLocation: ftp://127.0.0.1/\r\nContent-Length: 0\r\n\r\n"),
        HttpPhase.TRANSFER,
        HttpErrorType.PROTOCOL_ERROR);
  }

  @Test
  void shouldSayTooManyRedirectsWhenTheyGoInCircles() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.start(
            socket -> {
              while (!ScriptedServer.readHead(socket.getInputStream()).isEmpty()) {
                ScriptedServer.send(
                    socket, "HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n");
              }
            })) {
      HttpCheck check = check(target(Pages.url(server)).withMaxRedirects(3));
      assertEquals(HttpErrorType.TOO_MANY_REDIRECTS, check.failure().orElseThrow().type());
      assertEquals(3, check.redirects());
    }
  }

  @Test
  void shouldSayExpectationFailedWhenStatusIsAnother() throws IOException {
    HttpFailure failure =
        failsWith(
            socket -> ScriptedServer.send(socket, ScriptedServer.response("503 Busy", "later")),
            HttpPhase.TRANSFER,
            HttpErrorType.EXPECTATION_FAILED);
    assertEquals("127.0.0.1 answers with status 503, expected is 200 to 399", failure.message());
  }

  @Test
  void shouldSayExpectationFailedWhenBodyLacksText() throws IOException {
    try (ScriptedServer server = Pages.hello()) {
      HttpExpectation expectation = HttpExpectation.DEFAULT.withStatuses(Set.of(200));
      HttpFailure failure =
          failed(
              target(Pages.url(server)).withExpectation(expectation.withBodyContains("bye")),
              HttpPhase.TRANSFER,
              HttpErrorType.EXPECTATION_FAILED);
      assertTrue(failure.message().contains("'bye'"), failure.message());
      Checks.passed(target(Pages.url(server)).withExpectation(expectation.withBodyContains("ell")));
    }
  }
}
