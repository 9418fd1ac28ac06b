package io.netsonde.http.net;

import static io.netsonde.http.net.Checks.target;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.http.HttpTarget;
import io.netsonde.http.HttpVersion;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpErrorType;
import io.netsonde.measurement.http.HttpFailure;
import io.netsonde.testkit.servers.ScriptedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever a server sends, a check ends with a result: exceptions are for defects of ours. */
class ResponseFuzzTest {
  private static final int ROUNDS = 300;
  private static final String LIKELY = "-0: \r\n9\u007f\u0080";

  /** What may be said of a server that talks nonsense, or of what happens to be right. */
  private static final Set<HttpErrorType> ADMITTED =
      EnumSet.of(
          HttpErrorType.PROTOCOL_ERROR,
          HttpErrorType.CONNECTION_RESET,
          HttpErrorType.EXPECTATION_FAILED,
          HttpErrorType.TIMEOUT);

  private static final List<String> RESPONSES =
      List.of(
          "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
          "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello",
          """
          HTTP/1.1 200 OK\r
          Transfer-Encoding: chunked\r
          Trailer: X\r
          \r
          5\r
          hello\r
          0\r
          X: 1\r
          \r
          """,
          "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
          "HTTP/1.0 302 Found\r\nLocation: /there\r\nConnection: close\r\n\r\n");

  @Test
  void shouldEndWithResultWhenResponsesAreMutated() throws IOException {
    Random random = new Random(20261121);
    fuzz(
        target -> target.withMaxRedirects(0),
        socket -> ScriptedServer.readHead(socket.getInputStream()),
        () -> {
          String response = RESPONSES.get(random.nextInt(RESPONSES.size()));
          return mutated(response.getBytes(StandardCharsets.ISO_8859_1), random);
        });
  }

  @Test
  void shouldEndWithResultWhenFramesOfHttp2AreMutated() throws IOException {
    Random random = new Random(7540);
    byte[] frames = frames();
    fuzz(
        target -> target.withVersions(Set.of(HttpVersion.HTTP_2)),
        socket -> socket.getInputStream().read(new byte[4096]),
        () -> mutated(frames, random));
  }

  /** Settings, their acknowledgement, then status 200 and five bytes on stream 3: RFC 9113. */
  private static byte[] frames() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
    out.writeBytes(new byte[] {0, 0, 0, 4, 1, 0, 0, 0, 0});
    out.writeBytes(new byte[] {0, 0, 1, 1, 4, 0, 0, 0, 3, (byte) 0x88});
    out.writeBytes(new byte[] {0, 0, 5, 0, 1, 0, 0, 0, 3, 'h', 'e', 'l', 'l', 'o'});
    return out.toByteArray();
  }

  private interface Kind {
    HttpTarget of(HttpTarget target);
  }

  private interface Answers {
    byte[] next();
  }

  private static void fuzz(Kind kind, ScriptedServer.Script request, Answers answers)
      throws IOException {
    ScriptedServer.Script script =
        socket -> {
          request.talk(socket);
          answer(socket, answers);
        };
    try (ScriptedServer server = ScriptedServer.start(script);
        HttpProber prober = HttpProber.open(kind.of(target(Pages.url(server))))) {
      for (int round = 0; round < ROUNDS; round++) {
        int number = round;
        HttpCheck check = prober.check();
        Checks.assertAddsUp(check);
        check
            .failure()
            .map(HttpFailure::type)
            .ifPresent(type -> assertTrue(ADMITTED.contains(type), () -> number + ": " + check));
      }
      assertEquals(ROUNDS, server.accepted());
    }
  }

  private static void answer(Socket socket, Answers answers) throws IOException {
    byte[] answer;
    synchronized (answers) {
      answer = answers.next();
    }
    socket.getOutputStream().write(answer);
    socket.shutdownOutput();
    ScriptedServer.hang(socket);
  }

  /** Bytes replaced, inserted or left out, and now and then the end cut off. */
  private static byte[] mutated(byte[] whole, Random random) {
    byte[] bytes = whole;
    for (int i = random.nextInt(4); i > 0; i--) {
      int from = random.nextInt(bytes.length);
      int to = Math.min(bytes.length, from + random.nextInt(2));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(bytes, 0, from);
      if (random.nextInt(4) > 0) {
        out.write(random.nextBoolean() ? LIKELY.charAt(random.nextInt(9)) : random.nextInt());
      }
      out.write(bytes, to, bytes.length - to);
      bytes = out.toByteArray();
    }
    return random.nextInt(5) > 0 ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length));
  }
}
