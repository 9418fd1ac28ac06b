package io.netsonde.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.Attribute;
import io.netsonde.measurement.HttpCatalogue;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.Span;
import io.netsonde.measurement.SpanCatalogue;
import io.netsonde.measurement.http.HttpErrorType;
import io.netsonde.measurement.http.HttpExchange;
import io.netsonde.measurement.http.HttpFailure;
import io.netsonde.measurement.http.HttpPhase;
import io.netsonde.measurement.http.PhaseTiming;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HttpSpansTest {
  private static final List<Measurement> CHECKS =
      List.of(
          HttpSamples.CHECK, HttpSamples.REDIRECTED, HttpSamples.UNRESOLVED, HttpSamples.EXPIRED);

  @Test
  void shouldHaveTheIdentityThatWasSentToTheService() {
    SpanData check = new Recorded(HttpSamples.CHECK).span("http check");
    assertEquals(HttpSamples.CHECK.span().traceId(), check.getTraceId());
    assertEquals(HttpSamples.CHECK.span().spanId(), check.getSpanId());
    assertEquals("01", check.getSpanContext().getTraceFlags().asHex());
    assertFalse(check.getParentSpanContext().isValid());
    assertEquals(SpanKind.CLIENT, check.getKind());
    assertEquals(StatusCode.UNSET, check.getStatus().getStatusCode());
  }

  @Test
  void shouldHaveAChildForEachPhaseWhoseTimesAddUp() {
    Recorded recorded = new Recorded(HttpSamples.CHECK);
    SpanData check = recorded.span("http check");
    List<SpanData> phases = recorded.children(check);
    assertEquals(
        List.of(
            "http dns", "http connect", "http tls", "http request", "http wait", "http transfer"),
        phases.stream().map(SpanData::getName).toList());
    assertConsecutive(check, phases);
    assertEquals(50 * HttpSamples.MILLI, nanos(phases.get(4)));
  }

  @Test
  void shouldHaveAnExchangeBetweenWhenARedirectWasFollowed() {
    Recorded recorded = new Recorded(HttpSamples.REDIRECTED);
    SpanData check = recorded.span("http check");
    List<SpanData> exchanges = recorded.children(check);
    assertEquals(
        List.of("http exchange", "http exchange"),
        exchanges.stream().map(SpanData::getName).toList());
    assertConsecutive(check, exchanges);
    exchanges.forEach(exchange -> assertConsecutive(exchange, recorded.children(exchange)));
    assertEquals(
        List.of("http dns", "http connect", "http request", "http wait", "http transfer"),
        recorded.children(exchanges.getFirst()).stream().map(SpanData::getName).toList());
    assertEquals(1L, check.getAttributes().get(AttributeKey.longKey("netsonde.http.redirects")));
    recorded.spans().forEach(span -> assertEquals(check.getTraceId(), span.getTraceId()));
  }

  @Test
  void shouldAddUpWhateverThePhasesAre() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      long[] millis = random.longs(6, -1, 1000).toArray();
      List<PhaseTiming> phases = HttpSamples.phases(0, millis);
      Recorded recorded = new Recorded(HttpSamples.good(HttpSamples.SHOP, 1, phases));
      SpanData check = recorded.span("http check");
      List<SpanData> children = recorded.children(check);
      assertEquals(phases.size(), children.size(), "seed " + seed);
      long sum = children.stream().mapToLong(HttpSpansTest::nanos).sum();
      assertEquals(nanos(check), sum, "seed " + seed);
    }
  }

  @Test
  void shouldSayWhereAndWhyWhenACheckFails() {
    Recorded recorded = new Recorded(HttpSamples.EXPIRED);
    SpanData check = recorded.span("http check");
    assertEquals(StatusCode.ERROR, check.getStatus().getStatusCode());
    assertEquals(
        "the certificate of shop.example.net has expired", check.getStatus().getDescription());
    assertEquals("certificate_expired", check.getAttributes().get(HttpKeys.ERROR_TYPE));
    assertEquals("tls", check.getAttributes().get(HttpKeys.PHASE));
    SpanData tls = recorded.span("http tls");
    assertEquals(StatusCode.ERROR, tls.getStatus().getStatusCode());
    assertEquals("certificate_expired", tls.getAttributes().get(HttpKeys.ERROR_TYPE));
    assertEquals(StatusCode.UNSET, recorded.span("http connect").getStatus().getStatusCode());
  }

  @Test
  void shouldBlameNoPhaseWhenTheResponseWasNotAsExpected() {
    Recorded recorded = new Recorded(HttpSamples.REDIRECTED);
    assertEquals(StatusCode.ERROR, recorded.span("http check").getStatus().getStatusCode());
    for (SpanData span : recorded.spans()) {
      if (!span.getName().equals("http check")) {
        assertEquals(StatusCode.UNSET, span.getStatus().getStatusCode(), span.getName());
      }
    }
  }

  @Test
  void shouldNameTheProxyWhenItsNameWasLookedUp() {
    HttpExchange direct = HttpSamples.CHECK.last();
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
    assertEquals("shop.example.net", question(direct));
    assertEquals("proxy.example.net", question(relayed));
  }

  private static String question(HttpExchange exchange) {
    HttpCheck check = HttpSamples.check(1, List.of(exchange), 151, Optional.empty());
    return String.valueOf(
        new Recorded(check).span("http dns").getAttributes().get(HttpKeys.QUESTION));
  }

  @Test
  void shouldCutALongReasonShort() {
    HttpFailure failure =
        new HttpFailure(
            HttpPhase.WAIT, HttpErrorType.PROTOCOL_ERROR, "odd: " + "x".repeat(100_000));
    HttpCheck check =
        HttpSamples.check(5, HttpSamples.CHECK.exchanges(), 151, Optional.of(failure));
    String said = new Recorded(check).span("http check").getStatus().getDescription();
    assertEquals(OtlpProperties.LONGEST_VALUE, said.length());
    assertTrue(said.startsWith("odd: xx"));
  }

  @Test
  void shouldGiveSpansTheCataloguesAttributesAndNoOther() {
    Recorded recorded = new Recorded(CHECKS.toArray(Measurement[]::new));
    List<Span> catalogue = new ArrayList<>(List.of(HttpCatalogue.CHECK, HttpCatalogue.EXCHANGE));
    for (HttpPhase phase : HttpPhase.values()) {
      catalogue.add(HttpCatalogue.phase(phase));
    }
    assertTrue(SpanCatalogue.spans().containsAll(catalogue));
    for (Span span : catalogue) {
      Map<String, String> expected = new TreeMap<>();
      for (Attribute attribute : span.attributes()) {
        expected.put(attribute.key(), attribute.type().name());
      }
      Map<String, String> actual = new TreeMap<>();
      recorded.spans().stream()
          .filter(data -> data.getName().equals(span.name()))
          .forEach(
              data ->
                  data.getAttributes()
                      .forEach((key, value) -> actual.put(key.getKey(), key.getType().name())));
      // Of these samples none breaks off there.
      if (!List.of("http check", "http exchange", "http dns", "http tls").contains(span.name())) {
        expected.remove("error.type");
      }
      assertEquals(expected, actual, span.name());
    }
  }

  @Test
  void shouldStateTheFactsOfTheCheck() {
    HttpCheck check = HttpSamples.CHECK;
    SpanData span = new Recorded(check).span("http check");
    Map<String, Object> facts = new TreeMap<>();
    span.getAttributes().forEach((key, value) -> facts.put(key.getKey(), value));
    assertEquals("https://shop.example.net/health", facts.get("url.full"));
    assertEquals(200L, facts.get("http.response.status_code"));
    assertEquals("2", facts.get("network.protocol.version"));
    assertEquals("192.0.2.80", facts.get("network.peer.address"));
    assertEquals("success", facts.get("netsonde.check.outcome"));
    assertEquals(40_000L, facts.get("http.response.body.size"));
    assertEquals(1_000_000.0, facts.get("netsonde.http.throughput"));
    assertEquals("1.3", facts.get("tls.protocol.version"));
    assertEquals("2023-12-14T22:13:20Z", facts.get("tls.server.not_after"));
    assertEquals(false, facts.get("netsonde.http.connection.reused"));
  }

  /** Each begins where the one before ended, and together they take the parent's time. */
  private static void assertConsecutive(SpanData parent, List<SpanData> children) {
    long at = parent.getStartEpochNanos();
    for (SpanData child : children) {
      assertEquals(at, child.getStartEpochNanos(), child.getName());
      at = child.getEndEpochNanos();
    }
    assertEquals(parent.getEndEpochNanos(), at, parent.getName());
  }

  private static long nanos(SpanData span) {
    return span.getEndEpochNanos() - span.getStartEpochNanos();
  }
}
