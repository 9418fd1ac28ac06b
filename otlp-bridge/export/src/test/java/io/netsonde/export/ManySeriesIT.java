package io.netsonde.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.Path;
import io.netsonde.measurement.PathState;
import io.netsonde.testkit.servers.CollectorServer;
import io.netsonde.testkit.servers.Servers;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ten thousand paths, into a collector that takes 4 MiB a request and no more. */
class ManySeriesIT {
  private static final int PATHS = 10_000;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @RegisterExtension final Servers servers = new Servers();

  @Test
  void shouldDeliverEverySeriesWhenThereAreTenThousandPaths() throws TelemetryException {
    CollectorServer collector = servers.collector().start();
    Events events = new Events();
    try (Telemetry telemetry =
        new Telemetry(
            new TelemetrySettings(
                Samples.AGENT,
                OtlpSettings.to(collector.endpoint()),
                Optional.empty(),
                new Cardinality(PATHS, 0)),
            events,
            Map.of("otel.metric.export.interval", "1h"))) {
      telemetry.start();
      for (int i = 0; i < PATHS; i++) {
        Path path = new Path("probe-" + i, i + 1, "host-" + i + ".example.net", 5000);
        telemetry.sink().accept(new PathState(path, 0, 1, true, Samples.START));
        telemetry.sink().accept(Samples.cycle(path, 0, Samples.FIGURES));
      }
      assertTrue(telemetry.flush(PATIENCE), "all went out");
      collector.stop(); // What counts is the last flush, not another one at the end.
      telemetry.close(Duration.ofSeconds(2));
    }

    assertEquals("[]", events.all(TelemetryEvent.Refused.class).toString());
    assertEquals("[]", events.all(TelemetryEvent.QueueFull.class).toString());
    assertEquals(expected(), delivered(collector));
    Map<String, Integer> spans = new TreeMap<>();
    OtlpFile.eachSpan(
        collector.traces(),
        span -> spans.merge(span.span().path("name").asText(), 1, Integer::sum));
    assertEquals(Map.of("trafficsim cycle", PATHS), spans);
  }

  /** Series of each metric: those of one path, ten thousand times; the agent's own once. */
  private static Map<String, Integer> expected() {
    Recorded one =
        new Recorded(
            new PathState(Samples.PATH, 0, 1, true, Samples.START), Samples.cycle(Samples.FIGURES));
    Map<String, Integer> series = new TreeMap<>();
    for (MetricData metric : one.metrics().values()) {
      int points = metric.getData().getPoints().size();
      boolean ofPaths = !metric.getName().startsWith("netsonde.agent.");
      if (points > 0) {
        series.put(metric.getName(), ofPaths ? PATHS * points : points);
      }
    }
    return series;
  }

  /** Points of each metric: there was one collection. */
  private static Map<String, Integer> delivered(CollectorServer collector) {
    Map<String, Integer> series = new TreeMap<>();
    OtlpFile.eachPoint(
        collector.metrics(),
        point -> {
          assertFalse(point.attributes().containsKey("otel.metric.overflow"), point.metric());
          if (point.scope().equals(Instruments.SCOPE)) {
            series.merge(point.metric(), 1, Integer::sum);
          }
        });
    series.remove("netsonde.export.dropped");
    return series;
  }
}
