package io.netsonde.http.net;

import static io.netsonde.http.net.Checks.failed;
import static io.netsonde.http.net.Checks.passed;
import static io.netsonde.http.net.Checks.target;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.http.HttpExpectation;
import io.netsonde.http.HttpHeader;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpErrorType;
import io.netsonde.measurement.http.HttpFailure;
import io.netsonde.measurement.http.HttpPhase;
import io.netsonde.testkit.servers.ScriptedServer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses that are rare, and right or wrong in ways that a client may not expect. */
class OddResponseTest {
  private static final long PAUSE_NANOS = 150_000_000;

  private static ScriptedServer serving(ScriptedServer.Script script) throws IOException {
    return ScriptedServer.start(
        socket -> {
          ScriptedServer.readHead(socket.getInputStream());
          script.talk(socket);
        });
  }

  private static ScriptedServer saying(String response) throws IOException {
    return serving(socket -> ScriptedServer.send(socket, response));
  }

  @ParameterizedTest
  @ValueSource(strings = {"100 Continue", "102 Processing", "103 Early Hints"})
  void shouldWaitForTheResponseThatCountsWhenInformationalOnesComeBefore(String status)
      throws IOException {
    try (ScriptedServer server =
        serving(
            socket -> {
              ScriptedServer.send(socket, "HTTP/1.1 " + status + "\r\nLink: </a>\r\n\r\n");
              Thread.sleep(PAUSE_NANOS / 1_000_000);
              ScriptedServer.send(socket, ScriptedServer.response("200 OK", "hello"));
            })) {
      HttpCheck check = passed(target(Pages.url(server)));
      assertEquals(200, check.last().status().orElseThrow());
      // The server may begin its pause before the client has noted that the request is sent.
      assertTrue(check.nanos(HttpPhase.WAIT) >= PAUSE_NANOS / 2, check::toString);
    }
  }

  @Test
  void shouldNotWaitForBodyWhenNothingWasModified() throws IOException {
    try (ScriptedServer server =
        serving(
            socket -> {
              ScriptedServer.send(
                  socket, "HTTP/1.1 304 Not Modified\r\nContent-Length: 500\r\n\r\n");
              ScriptedServer.hang(socket);
            })) {
      HttpCheck check = passed(target(Pages.url(server)));
      assertEquals(304, check.last().status().orElseThrow());
      assertEquals(0, check.last().responseBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5", "5, 6", "five", "", "99999999999999999999"})
  void shouldSayProtocolErrorWhenLengthIsNone(String length) throws IOException {
    try (ScriptedServer server =
        saying("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\nhello")) {
      failed(target(Pages.url(server)), HttpPhase.TRANSFER, HttpErrorType.PROTOCOL_ERROR);
    }
  }

  @Test
  void shouldTakeTheLengthWhenItIsSaidTwice() throws IOException {
    try (ScriptedServer server =
        saying("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5, 5\r\n\r\nhello")) {
      assertEquals(5, passed(target(Pages.url(server))).last().responseBytes());
    }
  }

  @Test
  void shouldSayProtocolErrorWhenHeadersAreTooLong() throws IOException {
    try (ScriptedServer server =
        saying("HTTP/1.1 200 OK\r\nX: " + "x".repeat(300_000) + "\r\n\r\n")) {
      HttpFailure failure =
          failed(target(Pages.url(server)), HttpPhase.TRANSFER, HttpErrorType.PROTOCOL_ERROR);
      assertEquals("127.0.0.1 sends more than 256 KiB of headers", failure.message());
    }
  }

  @Test
  void shouldCountTheBodyWhenChunksHaveTrailers() throws IOException {
    try (ScriptedServer server =
        saying(
            """
            HTTP/1.1 200 OK\r
            Transfer-Encoding: chunked\r
            Trailer: Sum\r
            \r
            5\r
            hello\r
            0\r
            Sum: 1\r
            \r
            """)) {
      assertEquals(5, passed(target(Pages.url(server))).last().responseBytes());
    }
  }

  @Test
  void shouldNotUnpackWhenBodyIsPacked() throws IOException {
    try (ScriptedServer server =
        saying("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nxyz")) {
      assertEquals(3, passed(target(Pages.url(server))).last().responseBytes());
    }
  }

  @Test
  void shouldReadNoBodyWhenItAskedForTheHeadOnly() throws IOException {
    try (ScriptedServer server =
        serving(
            socket -> {
              ScriptedServer.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n");
              ScriptedServer.hang(socket);
            })) {
      assertEquals(0, passed(target(Pages.url(server)).withMethod("HEAD")).last().responseBytes());
    }
  }

  @Test
  void shouldReadToTheEndWhenHttp10SaysNoLength() throws IOException {
    try (ScriptedServer server = saying("HTTP/1.0 200 OK\r\n\r\nhello")) {
      HttpCheck check = passed(target(Pages.url(server)));
      assertEquals(5, check.last().responseBytes());
      assertEquals("1.0", check.last().protocolVersion().orElseThrow());
    }
  }

  @Test
  void shouldSpeakOfTheServerWhenAnswerIsEmpty() throws IOException {
    try (ScriptedServer server = serving(socket -> {})) {
      HttpFailure failure =
          failed(target(Pages.url(server)), HttpPhase.WAIT, HttpErrorType.CONNECTION_RESET);
      assertEquals("127.0.0.1 broke the connection off before it answered", failure.message());
    }
  }

  @Test
  void shouldPassAndLeaveWhenProtocolIsSwitchedAsExpected() throws Exception {
    CountDownLatch left = new CountDownLatch(1);
    try (ScriptedServer server =
            serving(
                socket -> {
                  ScriptedServer.send(
                      socket,
                      """
                      HTTP/1.1 101 Switching Protocols\r
                      Connection: upgrade\r
                      Upgrade: websocket\r
                      \r
                      """);
                  try {
                    ScriptedServer.hang(socket);
                  } finally {
                    left.countDown();
                  }
                });
        HttpProber prober =
            HttpProber.open(
                target(Pages.url(server))
                    .withReuse(true)
                    .withHeaders(
                        List.of(
                            new HttpHeader("Connection", "Upgrade"),
                            new HttpHeader("Upgrade", "websocket")))
                    .withExpectation(HttpExpectation.DEFAULT.withStatuses(Set.of(101))))) {
      HttpCheck check = prober.check();
      assertEquals(Optional.empty(), check.failure());
      assertEquals(101, check.last().status().orElseThrow());
      assertTrue(left.await(30, TimeUnit.SECONDS));
      assertEquals(Optional.empty(), prober.check().failure());
    }
  }
}
