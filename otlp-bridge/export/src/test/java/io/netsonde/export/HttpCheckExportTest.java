package io.netsonde.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.netsonde.measurement.HttpCatalogue;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpPhase;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpCheckExportTest {
  private static final Attributes SHOP =
      Attributes.builder()
          .put("netsonde.probe", "shop")
          .put("server.address", "shop.example.net")
          .put("server.port", 443)
          .build();

  @Test
  void shouldRecordEachPhaseInSeconds() {
    Recorded recorded = new Recorded(HttpSamples.CHECK, HttpSamples.CHECK);
    assertEquals(2, phase(recorded, HttpPhase.DNS).getCount());
    assertEquals(0.020, phase(recorded, HttpPhase.DNS).getSum(), 1e-12);
    assertEquals(0.020, phase(recorded, HttpPhase.CONNECT).getMax());
    assertEquals(0.030, phase(recorded, HttpPhase.TLS).getMax());
    assertEquals(0.001, phase(recorded, HttpPhase.REQUEST).getMax());
    assertEquals(0.050, phase(recorded, HttpPhase.WAIT).getMax());
    assertEquals(0.040, phase(recorded, HttpPhase.TRANSFER).getMax());
  }

  @Test
  void shouldAddUpPhasesOverRedirectsInTheServiceThatWasAsked() {
    Recorded recorded = new Recorded(HttpSamples.REDIRECTED);
    Attributes asked =
        Attributes.builder()
            .put("netsonde.probe", "shop")
            .put("server.address", "2001:db8::1")
            .put("server.port", 80)
            .put("netsonde.http.phase", "wait")
            .build();
    HistogramPointData wait = recorded.histogram("netsonde.http.phase.duration", asked);
    assertEquals(1, wait.getCount());
    assertEquals(0.070, wait.getSum(), 1e-12);
  }

  @Test
  void shouldLeaveOutPhasesThatDidNotHappenOrBrokeOff() {
    Recorded recorded = new Recorded(HttpSamples.EXPIRED);
    assertEquals(1, phase(recorded, HttpPhase.CONNECT).getCount());
    assertFalse(series(recorded, HttpPhase.TLS).isPresent(), "broke off");
    assertFalse(series(recorded, HttpPhase.WAIT).isPresent(), "never came");
  }

  @Test
  void shouldFollowTheConventionWhenRequestsAreTimed() {
    Recorded recorded = new Recorded(HttpSamples.CHECK);
    HistogramPointData request =
        recorded.histogram(
            "http.client.request.duration",
            SHOP.toBuilder()
                .put("http.request.method", "GET")
                .put("http.response.status_code", 200)
                .put("network.protocol.version", "2")
                .build());
    assertEquals(0.151, request.getSum(), 1e-12);
    assertEquals(
        List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0),
        request.getBoundaries());
  }

  @Test
  void shouldTimeEachRequestOfItsOwnServerWhenRedirected() {
    Recorded recorded = new Recorded(HttpSamples.REDIRECTED);
    HistogramPointData first =
        recorded.histogram(
            "http.client.request.duration",
            Attributes.builder()
                .put("netsonde.probe", "shop")
                .put("server.address", "2001:db8::1")
                .put("server.port", 80)
                .put("http.request.method", "GET")
                .put("http.response.status_code", 301)
                .put("network.protocol.version", "1.1")
                .build());
    assertEquals(0.025, first.getSum(), 1e-12);
    HistogramPointData second =
        recorded.histogram(
            "http.client.request.duration",
            SHOP.toBuilder()
                .put("http.request.method", "GET")
                .put("http.response.status_code", 404)
                .put("error.type", "404")
                .put("network.protocol.version", "2")
                .build());
    assertEquals(0.151, second.getSum(), 1e-12);
  }

  @Test
  void shouldNameTheKindOfFailureWhenARequestBreaksOff() {
    Recorded recorded = new Recorded(HttpSamples.UNRESOLVED);
    HistogramPointData request =
        recorded.histogram(
            "http.client.request.duration",
            SHOP.toBuilder()
                .put("http.request.method", "GET")
                .put("error.type", "resolver_timeout")
                .build());
    assertEquals(5, request.getSum());
  }

  @Test
  void shouldCountChecksByOutcome() {
    Recorded recorded =
        new Recorded(HttpSamples.UNRESOLVED, HttpSamples.CHECK, HttpSamples.UNRESOLVED);
    assertEquals(Optional.of(1L), recorded.value("netsonde.http.checks", outcome("success")));
    assertEquals(
        Optional.of(2L),
        recorded.value(
            "netsonde.http.checks",
            outcome("failure").toBuilder()
                .put("error.type", "resolver_timeout")
                .put("netsonde.http.phase", "dns")
                .build()));
  }

  @Test
  void shouldBeginSuccessesAtZeroWhenTheFirstCheckFails() {
    Recorded recorded = new Recorded(HttpSamples.EXPIRED);
    assertEquals(Optional.of(0L), recorded.value("netsonde.http.checks", outcome("success")));
  }

  @Test
  void shouldShowTheLatestThroughputAndCertificateAndForgetThemWhenUnknown() {
    Recorded recorded = new Recorded(HttpSamples.CHECK);
    assertEquals(Optional.of(1_000_000.0), recorded.value("netsonde.http.throughput", SHOP));
    double remaining = 30 * 86_400 - 0.151;
    assertEquals(
        remaining,
        recorded
            .value("netsonde.http.certificate.remaining", SHOP)
            .map(Number::doubleValue)
            .orElseThrow(),
        1e-6);
    recorded.accept(HttpSamples.UNRESOLVED);
    assertEquals(Optional.empty(), recorded.value("netsonde.http.throughput", SHOP));
    assertEquals(Optional.empty(), recorded.value("netsonde.http.certificate.remaining", SHOP));
  }

  @Test
  void shouldLeadFromDurationsToTheCheck() {
    for (String metric : List.of("http.client.request.duration", "netsonde.http.phase.duration")) {
      new Recorded(HttpSamples.CHECK)
          .points(metric)
          .forEach(
              point -> {
                assertEquals(1, point.getExemplars().size(), metric);
                assertEquals(
                    HttpSamples.CHECK.span().spanId(),
                    point.getExemplars().getFirst().getSpanContext().getSpanId());
              });
    }
  }

  @Test
  void shouldTakeThePortOfTheSchemeWhenNoneIsSaid() {
    HttpCheck plain =
        HttpSamples.good(URI.create("http://a.example.net/"), 9, HttpSamples.phases(0, 1));
    HttpCheck odd =
        HttpSamples.good(URI.create("https://a.example.net:8443/"), 9, HttpSamples.phases(0, 1));
    assertEquals(80L, HttpAttributes.service(plain).get(Keys.SERVER_PORT));
    assertEquals(8443L, HttpAttributes.service(odd).get(Keys.SERVER_PORT));
  }

  private static HistogramPointData phase(Recorded recorded, HttpPhase phase) {
    return series(recorded, phase).orElseThrow();
  }

  private static Optional<HistogramPointData> series(Recorded recorded, HttpPhase phase) {
    Attributes attributes = SHOP.toBuilder().put("netsonde.http.phase", phase.label()).build();
    return recorded
        .point(HttpCatalogue.PHASE_DURATION.name(), attributes)
        .map(HistogramPointData.class::cast);
  }

  private static Attributes outcome(String outcome) {
    return SHOP.toBuilder().put("netsonde.check.outcome", outcome).build();
  }
}
