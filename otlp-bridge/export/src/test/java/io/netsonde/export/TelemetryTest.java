package io.netsonde.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.Metric;
import io.netsonde.measurement.MetricCatalogue;
import io.netsonde.testkit.servers.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TelemetryTest {
  private final Events events = new Events();

  @Test
  void shouldServeTheCataloguesNamesToPrometheusWhenNothingIsPushed() throws Exception {
    ScrapeSettings scrape = new ScrapeSettings("127.0.0.1", FreePort.tcp());
    try (Telemetry telemetry = telemetry(Optional.of(scrape), Map.of())) {
      telemetry.start();
      Samples.everything().forEach(telemetry.sink()::accept);
      assertTrue(telemetry.flush(Duration.ofSeconds(30)));
      String text = get(scrape);
      for (Metric metric : MetricCatalogue.metrics()) {
        assertTrue(
            text.contains("# TYPE " + metric.prometheusName() + " "),
            () -> metric.prometheusName() + " is not in\n" + text);
      }
      assertTrue(text.contains("netsonde_trafficsim_rtt_seconds_bucket"), text);
      assertTrue(text.contains("le=\"1.0E-5\""), text);
      assertTrue(text.contains("le=\"10.0\""), text);
    }
    assertEquals(1, events.all(TelemetryEvent.NothingPushed.class).size());
    assertEquals(
        List.of(new TelemetryEvent.Serving(scrape.authority())),
        events.all(TelemetryEvent.Serving.class));
  }

  @Test
  void shouldNameTheAddressAndTheWayOutWhenThePortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ScrapeSettings scrape = new ScrapeSettings("127.0.0.1", taken.getLocalPort());
      try (Telemetry telemetry = telemetry(Optional.of(scrape), Map.of())) {
        TelemetryException e = assertThrows(TelemetryException.class, telemetry::start);
        assertEquals(
            "cannot serve metrics for Prometheus at 127.0.0.1:"
                + taken.getLocalPort()
                + ": Address already in use; choose another address by prometheus.listen, or null"
                + " for none",
            e.getMessage());
      }
    }
  }

  @Test
  void shouldSayWhatIsWrongWhenAVariableIsNotUnderstood() {
    Map<String, String> environment =
        Map.of(
            "otel.exporter.otlp.endpoint",
            "http://127.0.0.1:1",
            "otel.metric.export.interval",
            "often");
    try (Telemetry telemetry = telemetry(Optional.empty(), environment)) {
      TelemetryException e = assertThrows(TelemetryException.class, telemetry::start);
      assertTrue(String.valueOf(e.getMessage()).contains("otel.metric.export.interval"));
    }
  }

  @Test
  void shouldDoNothingWhenTheSdkIsDisabled() throws TelemetryException {
    ScrapeSettings scrape = new ScrapeSettings("127.0.0.1", FreePort.tcp());
    try (Telemetry telemetry =
        telemetry(Optional.of(scrape), Map.of("otel.sdk.disabled", "true"))) {
      telemetry.start();
      telemetry.sink().accept(Samples.cycle(Samples.FIGURES));
      assertThrows(IOException.class, () -> get(scrape));
    }
    assertEquals(1, events.all(TelemetryEvent.Disabled.class).size());
  }

  @Test
  void shouldNeitherThrowNorBlockWhenUsedAfterTheEnd() throws TelemetryException {
    Telemetry telemetry = telemetry(Optional.empty(), Map.of());
    telemetry.start();
    telemetry.close();
    telemetry.close();
    telemetry.sink().accept(Samples.cycle(Samples.FIGURES));
    assertEquals(false, telemetry.flush(Duration.ofSeconds(1)));
  }

  private Telemetry telemetry(Optional<ScrapeSettings> scrape, Map<String, String> environment) {
    return new Telemetry(
        new TelemetrySettings(Samples.AGENT, OtlpSettings.UNSAID, scrape, new Cardinality(1, 1)),
        events,
        environment);
  }

  private static String get(ScrapeSettings scrape) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://" + scrape.authority() + "/metrics");
      return client
          .send(
              HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
