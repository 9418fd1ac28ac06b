package io.netsonde.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.HttpCatalogue;
import io.netsonde.measurement.Metric;
import io.netsonde.measurement.MetricCatalogue;
import io.netsonde.measurement.PathState;
import io.netsonde.testkit.servers.CollectorServer;
import io.netsonde.testkit.servers.FreePort;
import io.netsonde.testkit.servers.PrometheusServer;
import io.netsonde.testkit.servers.Promtool;
import io.netsonde.testkit.servers.Servers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real Prometheus, which scrapes the agent and takes its OTLP from a collector. */
class PrometheusIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The same agent, come by both ways. */
  private static final String SCRAPED = "{job=\"netsonde\"%s}";

  private static final String PUSHED = "{job=\"netsonde/netsonde-agent\"%s}";

  @RegisterExtension final Servers servers = new Servers();

  @Test
  void shouldAnswerTheSameBothWaysWhenScrapedAndPushed() throws TelemetryException {
    int port = FreePort.tcp();
    PrometheusServer prometheus = servers.prometheus("127.0.0.1:" + port);
    CollectorServer collector = servers.collector().forwardTo(prometheus).start();
    try (Telemetry telemetry =
        new Telemetry(
            new TelemetrySettings(
                Samples.AGENT,
                OtlpSettings.to(collector.endpoint()),
                Optional.of(new ScrapeSettings("127.0.0.1", port)),
                new Cardinality(1, 0)),
            new Events(),
            Map.of("otel.metric.export.interval", "1s"))) {
      telemetry.start();
      telemetry.sink().accept(new PathState(Samples.PATH, 0, 1, true, Samples.START));
      awaitSent(prometheus, 0);
      telemetry.sink().accept(Samples.cycle(Samples.PATH, 0, Samples.FIGURES));
      awaitSent(prometheus, 10);
      telemetry.sink().accept(Samples.cycle(Samples.PATH, 1, Samples.FIGURES));
      awaitSent(prometheus, 20);

      for (String way : List.of(SCRAPED, PUSHED)) {
        assertRoundTrip(prometheus, way);
        assertLoss(prometheus, way, "forward", 0.1);
        assertLoss(prometheus, way, "reverse", 0);
        assertLoss(prometheus, way, "round_trip", 0.2);
        assertEquals(
            0.1,
            prometheus.awaitValue(
                "netsonde_trafficsim_loss_ratio" + way.formatted(",netsonde_direction=\"forward\""),
                PATIENCE),
            1e-12);
        assertEquals(
            1, prometheus.awaitValue("netsonde_trafficsim_up" + way.formatted(""), PATIENCE));
      }
    }
  }

  @Test
  void shouldKnowEveryMetricByTheCataloguesNameBothWays() throws TelemetryException {
    int port = FreePort.tcp();
    PrometheusServer prometheus = servers.prometheus("127.0.0.1:" + port);
    CollectorServer collector = servers.collector().forwardTo(prometheus).start();
    try (Telemetry telemetry = everything(port, OtlpSettings.to(collector.endpoint()))) {
      assertTrue(telemetry.flush(PATIENCE));
      for (String way : List.of(SCRAPED, PUSHED)) {
        for (Metric metric : MetricCatalogue.metrics()) {
          boolean buckets = metric.kind() == Metric.Kind.HISTOGRAM && way.equals(SCRAPED);
          String name = metric.prometheusName() + (buckets ? "_bucket" : "");
          double series =
              prometheus.awaitValue("count(" + name + way.formatted("") + ")", PATIENCE);
          assertTrue(series >= 1, name);
        }
        assertEquals(0.05, prometheus.awaitValue(waited(way), PATIENCE), 1e-9, way);
      }
    }
  }

  /** All that checks of the shop waited for its first bytes. */
  private static String waited(String way) {
    String labels = ",netsonde_http_phase=\"wait\",server_address=\"shop.example.net\"";
    String metric =
        HttpCatalogue.PHASE_DURATION.prometheusName() + (way.equals(SCRAPED) ? "_sum" : "");
    String sum = "sum by (netsonde_http_phase) (" + metric + way.formatted(labels) + ")";
    return way.equals(SCRAPED) ? sum : "histogram_sum(" + sum + ")";
  }

  @Test
  void shouldServeWhatPromtoolFindsInOrder() throws Exception {
    int port = FreePort.tcp();
    Path text = servers.folder().resolve("metrics.txt");
    try (Telemetry telemetry = everything(port, OtlpSettings.UNSAID);
        HttpClient client = HttpClient.newHttpClient()) {
      assertTrue(telemetry.flush(PATIENCE));
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
              .timeout(PATIENCE)
              .build();
      client.send(request, HttpResponse.BodyHandlers.ofFile(text));
    }
    // The SDK's own metric about the resource, to which Netsonde has nothing to add.
    assertEquals("target_info no help text", Promtool.check(text));
  }

  private static Telemetry everything(int port, OtlpSettings otlp) throws TelemetryException {
    Telemetry telemetry =
        new Telemetry(
            new TelemetrySettings(
                Samples.AGENT,
                otlp,
                Optional.of(new ScrapeSettings("127.0.0.1", port)),
                new Cardinality(1, 1)),
            new Events(),
            Map.of("otel.metric.export.interval", "1s"));
    telemetry.start();
    Samples.everything().forEach(telemetry.sink()::accept);
    return telemetry;
  }

  private static void awaitSent(PrometheusServer prometheus, int packets) {
    for (String way : List.of(SCRAPED, PUSHED)) {
      String series = ",netsonde_direction=\"forward\",netsonde_packet_outcome=\"sent\"";
      prometheus.awaitValue(
          "netsonde_trafficsim_packets_total" + way.formatted(series) + " == " + packets, PATIENCE);
    }
  }

  /** The one expression for native and for explicit buckets. */
  private static void assertRoundTrip(PrometheusServer prometheus, String way) {
    String metric = "netsonde_trafficsim_rtt_seconds";
    String selected = way.formatted("");
    String question =
        "histogram_quantile(0.99, sum(rate("
            + metric
            + selected
            + "[2m])))"
            + " or histogram_quantile(0.99, sum by (le) (rate("
            + metric
            + "_bucket"
            + selected
            + "[2m])))";
    double answer = prometheus.awaitValue(question, PATIENCE);
    Distribution recorded = Samples.FIGURES.roundTrip().delay();
    double exact = Seconds.of(recorded.percentile(99));
    List<Double> bounds = MetricCatalogue.RTT.buckets();
    double below = bounds.stream().filter(b -> b < exact).reduce(0.0, Math::max);
    double above = bounds.stream().filter(b -> b >= exact).findFirst().orElseThrow();
    boolean exponential = way.equals(PUSHED);
    double low = exponential ? exact / 1.045 : below;
    double high = exponential ? exact * 1.045 : above;
    assertTrue(
        low <= answer && answer <= high,
        way + " P99 is " + answer + ", not within " + low + " to " + high);
  }

  private static void assertLoss(
      PrometheusServer prometheus, String way, String direction, double expected) {
    double answer =
        prometheus.awaitValue(
            rate(way, direction, "lost") + " / " + rate(way, direction, "sent"), PATIENCE);
    assertEquals(expected, answer, 1e-9, way + " " + direction);
  }

  private static String rate(String way, String direction, String outcome) {
    String labels =
        ",netsonde_direction=\"" + direction + "\",netsonde_packet_outcome=\"" + outcome + "\"";
    return "sum(rate(netsonde_trafficsim_packets_total" + way.formatted(labels) + "[2m]))";
  }
}
