package io.netsonde.agent.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.Finding;
import io.netsonde.measurement.FindingKind;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.http.HttpErrorType;
import io.netsonde.measurement.http.HttpExchange;
import io.netsonde.measurement.http.HttpFailure;
import io.netsonde.measurement.http.HttpPhase;
import io.netsonde.measurement.http.PhaseTiming;
import io.netsonde.measurement.http.TlsFacts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The views of web service checks against golden files. */
class HttpViewsTest {
  private static final String TARGET = "https://shop.example.net/health";
  private static final long MS = 1_000_000;
  private static final long START = 1_790_000_000_000_000_000L;
  private static final long DAY = 86_400_000_000_000L;
  private static final TlsFacts TLS =
      new TlsFacts(
          "1.3",
          "TLS_AES_128_GCM_SHA256",
          "CN=shop.example.net",
          "CN=Example CA,O=Example",
          START + 33 * DAY);

  private final Random random = new Random(5);

  /** An exchange whose phases, in order, last so many microseconds; absent ones are negative. */
  private static HttpExchange exchange(
      String uri, int status, long startMicros, long bytes, long... micros) {
    List<PhaseTiming> phases = new ArrayList<>();
    long start = startMicros * 1000;
    for (int i = 0; i < micros.length; i++) {
      if (micros[i] >= 0) {
        phases.add(new PhaseTiming(HttpPhase.values()[i], start, micros[i] * 1000));
        start += micros[i] * 1000;
      }
    }
    boolean connected = micros.length > HttpPhase.CONNECT.ordinal();
    boolean secure = uri.startsWith("https") && micros.length > HttpPhase.REQUEST.ordinal();
    return new HttpExchange(
        URI.create(uri),
        "GET",
        status == 0 ? OptionalInt.empty() : OptionalInt.of(status),
        secure ? Optional.of("2") : status == 0 ? Optional.empty() : Optional.of("1.1"),
        connected
            ? Optional.of(new InetSocketAddress(InetAddress.ofLiteral("203.0.113.9"), 443))
            : Optional.empty(),
        connected && micros[0] < 0,
        phases,
        secure ? Optional.of(TLS) : Optional.empty(),
        0,
        bytes);
  }

  private HttpCheck check(Optional<HttpFailure> failure, HttpExchange... exchanges) {
    List<HttpExchange> all = List.of(exchanges);
    return new HttpCheck(
        "http",
        URI.create(TARGET),
        SpanIdentity.random(random),
        START,
        all.getLast().phases().getLast().endNanos(),
        all,
        failure);
  }

  private HttpCheck good(long waitMicros) {
    return check(
        Optional.empty(),
        exchange(TARGET, 200, 0, 1_000_000, 1200, 10_100, 21_000, 80, waitMicros, 25_000));
  }

  private HttpCheck redirected() {
    return check(
        Optional.empty(),
        exchange("http://shop.example.net/", 301, 0, 0, 1000, 10_000, -1, 50, 12_000, 0),
        exchange(TARGET, 204, 23_050, 0, -1, -1, -1, 50, 40_000, 10));
  }

  private static Optional<HttpFailure> failure(HttpPhase phase, HttpErrorType type, String why) {
    return Optional.of(new HttpFailure(phase, type, why));
  }

  private static Finding finding() {
    return new Finding(
        FindingKind.SERVER_BOUND,
        Finding.State.BEGUN,
        "http",
        TARGET,
        START,
        START + DAY,
        0.97,
        "The server takes 180ms to its first byte instead of 30ms.",
        Map.of(),
        Map.of(),
        Optional.empty());
  }

  private List<HttpCheck> checks() {
    return List.of(
        good(150_000),
        good(180_000),
        redirected(),
        check(
            failure(
                HttpPhase.DNS,
                HttpErrorType.NAME_NOT_FOUND,
                "there is no name shop.example.net; check its spelling"),
            exchange(TARGET, 0, 0, 0, 900)),
        check(
            failure(
                HttpPhase.CONNECT,
                HttpErrorType.TIMEOUT,
                "203.0.113.9 port 443 did not answer within 5 s\u001b[2J"),
            exchange(TARGET, 0, 0, 0, 900, 5_000_000)),
        check(
            failure(
                HttpPhase.TRANSFER,
                HttpErrorType.EXPECTATION_FAILED,
                "the status is 503, expected 200"),
            exchange(TARGET, 503, 0, 12, 1000, 10_000, 20_000, 60, 30_000, 100)));
  }

  @Test
  void shouldWriteLineForEachKindOfCheck() throws IOException {
    StringBuilder lines = new StringBuilder();
    List<HttpCheck> checks = checks();
    for (int i = 0; i < checks.size(); i++) {
      lines.append(HttpText.line(i, checks.get(i))).append('\n');
    }
    assertFalse(lines.toString().contains("\u001b"), lines::toString);
    Golden.compare("http-lines.txt", lines.toString());
  }

  @Test
  void shouldWriteFiguresAndWhereTheTimeGoes() throws IOException {
    HttpExchange quick = exchange("http://h/", 200, 0, 5, 100, 100, -1, 10, 150, 10);
    HttpExchange expired = exchange(TARGET, 0, 0, 0, 100, 100, 300, 0);
    Golden.compare(
        "http-summary.txt",
        HttpText.summary(TARGET, checks(), List.of(finding()))
            + HttpText.summary("http://h/", List.of(check(Optional.empty(), quick)), List.of())
            + HttpText.summary(
                TARGET,
                List.of(
                    check(
                        failure(HttpPhase.TLS, HttpErrorType.CERTIFICATE_EXPIRED, "it expired"),
                        expired)),
                List.of()));
  }

  @Test
  void shouldNameThePhaseThatTakesTheTime() {
    for (HttpPhase slow : HttpPhase.values()) {
      long[] micros = {100, 100, 100, 100, 100, 100};
      micros[slow.ordinal()] = 10_000;
      HttpFigures figures =
          HttpFigures.of(List.of(check(Optional.empty(), exchange(TARGET, 200, 0, 1, micros))));
      assertEquals(Optional.of(slow), figures.slowest());
      String sentence = HttpSentences.of(figures).getFirst();
      assertTrue(sentence.contains("10.0ms of 10.5ms, 95%"), sentence);
    }
  }

  private static String sentence(HttpCheck check) {
    return HttpSentences.of(HttpFigures.of(List.of(check))).getFirst();
  }

  /** Two redirects over one connection: three waits of a round trip each, and one to connect. */
  @Test
  void shouldNotBlameTheServerWhenEachRequestTakesItsRoundTrip() {
    String sentence =
        sentence(
            check(
                Optional.empty(),
                exchange("http://h/a", 301, 0, 0, 10, 10_000, -1, 10, 10_500, 10),
                exchange("http://h/b", 301, 20_530, 0, -1, -1, -1, 10, 10_500, 10),
                exchange("http://h/", 200, 31_050, 5, -1, -1, -1, 10, 10_500, 10)));
    assertTrue(sentence.contains("waiting for the first byte"), sentence);
    assertFalse(sentence.contains("the server"), sentence);
  }

  /** Connecting takes a trip to the proxy, and the wait all the way from there. */
  @Test
  void shouldSayNothingOfTheServerWhenThereIsAProxy() {
    HttpExchange direct = exchange("http://h/", 200, 0, 5, -1, 100, -1, 10, 30_000, 10);
    assertTrue(sentence(check(Optional.empty(), direct)).contains("it is the server"));
    HttpExchange relayed =
        new HttpExchange(
            direct.uri(),
            direct.method(),
            direct.status(),
            direct.protocolVersion(),
            direct.peer(),
            Optional.of("proxy.example.net"),
            direct.isReused(),
            direct.phases(),
            direct.tls(),
            direct.requestBytes(),
            direct.responseBytes());
    String sentence = sentence(check(Optional.empty(), relayed));
    assertFalse(sentence.contains("server"), sentence);
    assertFalse(sentence.contains("round trips"), sentence);
  }

  @Test
  void shouldLeaveOutTimesOfChecksThatWereCutShort() {
    HttpFigures figures = HttpFigures.of(checks());
    assertEquals(6, figures.checks());
    assertEquals(3, figures.failed());
    assertEquals(4, figures.total().count());
    assertEquals(20 * MS, figures.phase(HttpPhase.TLS).min());
    assertEquals(3, figures.phase(HttpPhase.TLS).count());
  }

  @Test
  void shouldWriteJson() throws IOException {
    Golden.compare("http.json", HttpJson.document(TARGET, checks(), List.of(finding())) + "\n");
  }

  @Test
  void shouldDocumentEveryFieldOfJson() throws IOException {
    Golden.requireDocumented(
        "docs/http-json.md", HttpJson.document(TARGET, checks(), List.of(finding())));
  }
}
