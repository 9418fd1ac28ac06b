package io.netsonde.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.netsonde.export.OtlpFile.LogLine;
import io.netsonde.export.OtlpFile.Point;
import io.netsonde.export.OtlpFile.SpanLine;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.Metric;
import io.netsonde.measurement.MetricCatalogue;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.TrafficSimCycle;
import io.netsonde.testkit.servers.CollectorServer;
import io.netsonde.testkit.servers.PrivateAuthority;
import io.netsonde.testkit.servers.Servers;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From measurements through the real exporter to a real collector's file. */
class CollectorIT {
  /** Metrics go out at the end only. */
  private static final Map<String, String> ONCE = Map.of("otel.metric.export.interval", "1h");

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Measurement[] MEASUREMENTS =
      Samples.everything().toArray(Measurement[]::new);

  @RegisterExtension final Servers servers = new Servers();

  @Test
  void shouldArriveAsRecordedWhenPushedToACollector() throws TelemetryException {
    CollectorServer collector = servers.collector().start();
    Events events = push(OtlpSettings.to(collector.endpoint()), ONCE, MEASUREMENTS);
    collector.stop();

    assertTrue(events.all(TelemetryEvent.Unreachable.class).isEmpty());
    assertTrue(events.all(TelemetryEvent.Refused.class).isEmpty());
    Recorded expected = new Recorded(MEASUREMENTS);
    Map<String, Map<Map<String, Object>, Point>> series = series(collector);
    for (Metric metric : MetricCatalogue.metrics()) {
      if (!metric.equals(MetricCatalogue.EXPORT_DROPPED)) {
        assertMetric(
            metric,
            Objects.requireNonNull(expected.metrics().get(metric.name()), metric.name()),
            series.getOrDefault(metric.name(), Map.of()));
      }
    }
    assertSpans(expected.spans(), collector);
    assertLogs(expected.logs(), collector);
  }

  @Test
  void shouldLeadFromTheDelayToTheTraceAndFromThereToTheCycle() throws TelemetryException {
    CollectorServer collector = servers.collector().start();
    TrafficSimCycle cycle = Samples.cycle(Samples.PATH, 2, Samples.FIGURES);
    Trace trace = TraceSamples.TRIGGERED;
    Finding finding = FindingSamples.BEGUN;
    push(OtlpSettings.to(collector.endpoint()), ONCE, cycle.causing(trace.span()), trace, finding);
    collector.stop();

    List<String> exemplars = new ArrayList<>();
    OtlpFile.eachPoint(
        collector.metrics(),
        point -> {
          if (point.metric().equals("netsonde.trafficsim.rtt")) {
            point
                .point()
                .path("exemplars")
                .forEach(one -> exemplars.add(one.path("spanId").asText()));
          }
        });
    assertTrue(exemplars.contains(trace.span().spanId()), exemplars::toString);
    List<SpanLine> spans = new ArrayList<>();
    OtlpFile.eachSpan(collector.traces(), spans::add);
    JsonNode traceroute =
        spans.stream()
            .map(SpanLine::span)
            .filter(span -> span.path("name").asText().equals("traceroute"))
            .findFirst()
            .orElseThrow();
    assertEquals(trace.span().traceId(), traceroute.path("traceId").asText());
    JsonNode link = traceroute.path("links").path(0);
    assertEquals(cycle.span().traceId(), link.path("traceId").asText());
    assertEquals(cycle.span().spanId(), link.path("spanId").asText());
    List<String> evidence = new ArrayList<>();
    OtlpFile.eachLog(
        collector.logs(),
        log -> {
          if (log.log().path("eventName").asText().equals("netsonde.finding")) {
            evidence.add(log.log().path("spanId").asText());
          }
        });
    assertEquals(List.of(trace.span().spanId()), evidence);
  }

  @Test
  void shouldCarryTheAgentsResource() throws TelemetryException {
    CollectorServer collector = servers.collector().start();
    Map<String, String> environment = new HashMap<>(ONCE);
    environment.put("otel.resource.attributes", "deployment.environment.name=test,site=elsewhere");
    push(OtlpSettings.to(collector.endpoint()), environment, MEASUREMENTS);
    collector.stop();

    Map<String, Object> resource = new HashMap<>();
    OtlpFile.eachPoint(collector.metrics(), point -> resource.putAll(point.resource()));
    assertEquals("netsonde-agent", resource.get("service.name"));
    assertEquals("netsonde", resource.get("service.namespace"));
    assertEquals(Samples.AGENT.instanceId().toString(), resource.get("service.instance.id"));
    assertEquals(101L, resource.get("netsonde.agent.id"));
    assertEquals("paris-edge-1", resource.get("netsonde.agent.name"));
    assertEquals(HostName.get(), resource.get("host.name"));
    assertEquals("paris", resource.get("site"), "the file wins");
    assertEquals("test", resource.get("deployment.environment.name"));
  }

  @Test
  void shouldHaveExplicitHistogramsWhenTheEnvironmentAsksForThem() throws TelemetryException {
    CollectorServer collector = servers.collector().start();
    Map<String, String> environment = new HashMap<>(ONCE);
    environment.put(
        "otel.exporter.otlp.metrics.default.histogram.aggregation", "explicit_bucket_histogram");
    push(OtlpSettings.to(collector.endpoint()), environment, MEASUREMENTS);
    collector.stop();

    Point rtt =
        series(collector, "netsonde.trafficsim.rtt").values().stream().findFirst().orElseThrow();
    assertEquals("histogram", rtt.kind());
    List<Double> bounds = new ArrayList<>();
    rtt.point().path("explicitBounds").forEach(bound -> bounds.add(bound.asDouble()));
    assertEquals(MetricCatalogue.RTT.buckets(), bounds);
  }

  @Test
  void shouldPushOverTlsWhenBothSidesKnowAPrivateAuthority() throws Exception {
    PrivateAuthority authority = PrivateAuthority.in(servers.folder());
    PrivateAuthority.Identity server = authority.issue("collector");
    PrivateAuthority.Identity client = authority.issue("agent");
    CollectorServer collector =
        servers.collector().tls(server.certificate(), server.key(), authority.certificate());
    collector.start();
    OtlpSettings settings =
        new OtlpSettings(
            Optional.of(collector.endpoint()),
            Map.of("x-tenant", "net ops=1,2"),
            Optional.of(authority.certificate()),
            Optional.of(client.certificate()),
            Optional.of(client.key()));
    Events events = push(settings, ONCE, MEASUREMENTS);
    collector.stop();

    assertEquals(List.of(), events.all(TelemetryEvent.Unreachable.class));
    assertEquals(3, series(collector, "netsonde.reflector.packets").size());
  }

  @Test
  void shouldSayWhyWhenTheServersAuthorityIsUnknown() throws Exception {
    PrivateAuthority authority = PrivateAuthority.in(servers.folder());
    PrivateAuthority.Identity server = authority.issue("collector");
    CollectorServer collector =
        servers.collector().tls(server.certificate(), server.key(), authority.certificate());
    collector.start();
    Events events = push(OtlpSettings.to(collector.endpoint()), impatient(), MEASUREMENTS);

    TelemetryEvent.Unreachable event = events.await(TelemetryEvent.Unreachable.class);
    assertTrue(event.line().contains("certif"), event.line());
    assertEquals(1, event.line().lines().count());
  }

  @Test
  void shouldSayOnceThatLogRecordsAreRefusedAndPushTheRest() throws TelemetryException {
    CollectorServer collector = servers.collector().withoutLogs().start();
    Events events = new Events();
    try (Telemetry telemetry =
        telemetry(OtlpSettings.to(collector.endpoint()), impatient(), events)) {
      telemetry.start();
      for (int i = 0; i < 2; i++) {
        telemetry.sink().accept(FindingSamples.BEGUN);
        telemetry.flush(PATIENCE);
      }
      telemetry.sink().accept(HttpSamples.CHECK);
      telemetry.close(PATIENCE);
    }
    collector.stop();

    List<TelemetryEvent.Refused> refused = events.all(TelemetryEvent.Refused.class);
    assertEquals(1, refused.size(), refused::toString);
    assertTrue(refused.getFirst().line().contains("refuses logs"), refused.getFirst()::line);
    assertEquals(List.of(), events.all(TelemetryEvent.Unreachable.class));
    assertEquals(List.of(), events.all(TelemetryEvent.Accepted.class));
    assertEquals(1, series(collector, "netsonde.http.certificate.remaining").size());
    List<String> spans = new ArrayList<>();
    OtlpFile.eachSpan(collector.traces(), span -> spans.add(span.span().path("name").asText()));
    assertTrue(spans.contains("http check"), spans::toString);
  }

  @Test
  void shouldGoOnWhenTheCollectorComesLater() throws TelemetryException {
    CollectorServer collector = servers.collector();
    Events events = new Events();
    try (Telemetry telemetry =
        telemetry(OtlpSettings.to(collector.endpoint()), impatient(), events)) {
      telemetry.start();
      telemetry.sink().accept(Samples.cycle(Samples.PATH, 0, Samples.FIGURES));
      events.await(TelemetryEvent.Unreachable.class);
      collector.start();
      events.await(TelemetryEvent.Reachable.class);
      telemetry.sink().accept(Samples.cycle(Samples.PATH, 1, Samples.FIGURES));
      telemetry.close(PATIENCE);
    }
    collector.stop();

    assertEquals(1, events.all(TelemetryEvent.Unreachable.class).size());
    assertEquals(1, events.all(TelemetryEvent.Reachable.class).size());
    double cycles =
        series(collector, "netsonde.trafficsim.cycles").values().stream()
            .mapToDouble(Point::value)
            .max()
            .orElseThrow();
    assertEquals(2, cycles, "what was counted before the collector came is not lost");
  }

  private static Map<String, String> impatient() {
    return Map.of(
        "otel.metric.export.interval",
        "300ms",
        "otel.bsp.schedule.delay",
        "100ms",
        "otel.exporter.otlp.timeout",
        "2s");
  }

  private static Events push(
      OtlpSettings otlp, Map<String, String> environment, Measurement... measurements)
      throws TelemetryException {
    Events events = new Events();
    try (Telemetry telemetry = telemetry(otlp, environment, events)) {
      telemetry.start();
      for (Measurement measurement : measurements) {
        telemetry.sink().accept(measurement);
      }
      telemetry.close(PATIENCE);
    }
    return events;
  }

  private static Telemetry telemetry(
      OtlpSettings otlp, Map<String, String> environment, Events events) {
    return new Telemetry(
        new TelemetrySettings(Samples.AGENT, otlp, Optional.empty(), new Cardinality(1, 1)),
        events,
        environment);
  }

  /** The latest point of each series of Netsonde's own. */
  private static Map<String, Map<Map<String, Object>, Point>> series(CollectorServer collector) {
    Map<String, Map<Map<String, Object>, Point>> series = new TreeMap<>();
    OtlpFile.eachPoint(
        collector.metrics(),
        point -> {
          if (point.scope().equals(Instruments.SCOPE)) {
            series
                .computeIfAbsent(point.metric(), name -> new HashMap<>())
                .put(point.attributes(), point);
          }
        });
    return series;
  }

  private static Map<Map<String, Object>, Point> series(CollectorServer collector, String metric) {
    return series(collector).getOrDefault(metric, Map.of());
  }

  private static void assertMetric(
      Metric metric, MetricData expected, Map<Map<String, Object>, Point> actual) {
    assertEquals(expected.getData().getPoints().size(), actual.size(), metric.name());
    for (PointData wanted : expected.getData().getPoints()) {
      Point point = actual.get(plain(wanted.getAttributes()));
      String what = metric.name() + " " + wanted.getAttributes();
      assertTrue(point != null, what + " is not among " + actual.keySet());
      assertEquals(metric.unit(), point.unit(), what);
      assertEquals(metric.description(), point.description(), what);
      switch (metric.kind()) {
        case COUNTER, UP_DOWN_COUNTER -> {
          assertEquals("sum", point.kind(), what);
          assertEquals(2, point.data().path("aggregationTemporality").asInt(), what);
          assertEquals(
              metric.kind() == Metric.Kind.COUNTER,
              point.data().path("isMonotonic").asBoolean(false),
              what);
          assertEquals(((LongPointData) wanted).getValue(), (long) point.value(), what);
        }
        case GAUGE -> {
          assertEquals("gauge", point.kind(), what);
          assertEquals(((DoublePointData) wanted).getValue(), point.value(), what);
        }
        case HISTOGRAM -> {
          assertEquals("exponentialHistogram", point.kind(), what);
          assertEquals(2, point.data().path("aggregationTemporality").asInt(), what);
          HistogramPointData histogram = (HistogramPointData) wanted;
          assertEquals(histogram.getCount(), point.point().path("count").asLong(), what);
          assertEquals(histogram.getSum(), point.point().path("sum").asDouble(), 1e-12, what);
          assertEquals(histogram.getMin(), point.point().path("min").asDouble(), what);
          assertEquals(histogram.getMax(), point.point().path("max").asDouble(), what);
          assertTrue(point.point().path("scale").asInt() <= 4, what);
        }
      }
    }
  }

  private static void assertSpans(List<SpanData> expected, CollectorServer collector) {
    List<SpanLine> spans = new ArrayList<>();
    OtlpFile.eachSpan(collector.traces(), spans::add);
    assertEquals(expected.size(), spans.size());
    for (int i = 0; i < spans.size(); i++) {
      SpanData wanted = expected.get(i);
      SpanLine span = spans.get(i);
      assertEquals(wanted.getName(), span.span().path("name").asText());
      assertEquals(wanted.getStartEpochNanos(), span.span().path("startTimeUnixNano").asLong());
      assertEquals(wanted.getEndEpochNanos(), span.span().path("endTimeUnixNano").asLong());
      assertEquals(plain(wanted.getAttributes()), span.attributes());
      assertEquals(101L, span.resource().get("netsonde.agent.id"));
      assertEquals(
          wanted.getEvents().stream().map(event -> plain(event.getAttributes())).toList(),
          OtlpFile.events(span.span()));
      assertEquals(wanted.getLinks().size(), span.span().path("links").size());
      assertEquals(
          wanted.getParentSpanContext().isValid(),
          !span.span().path("parentSpanId").isMissingNode());
    }
    assertIdentities(spans);
  }

  /** Those that were chosen before, and children in the trace of their parent. */
  private static void assertIdentities(List<SpanLine> spans) {
    Map<String, String> traces = new HashMap<>();
    spans.forEach(
        line ->
            traces.put(line.span().path("spanId").asText(), line.span().path("traceId").asText()));
    for (SpanIdentity chosen :
        List.of(HttpSamples.CHECK.span(), TraceSamples.TRIGGERED.span(), Samples.span(1002))) {
      assertEquals(chosen.traceId(), traces.get(chosen.spanId()));
    }
    for (SpanLine line : spans) {
      JsonNode parent = line.span().path("parentSpanId");
      if (!parent.isMissingNode()) {
        assertEquals(traces.get(parent.asText()), line.span().path("traceId").asText());
      }
    }
  }

  private static void assertLogs(List<LogRecordData> expected, CollectorServer collector) {
    List<LogLine> logs = new ArrayList<>();
    OtlpFile.eachLog(collector.logs(), logs::add);
    assertEquals(expected.size(), logs.size());
    for (int i = 0; i < logs.size(); i++) {
      LogRecordData wanted = expected.get(i);
      LogLine line = logs.get(i);
      JsonNode log = line.log();
      assertEquals(wanted.getEventName(), log.path("eventName").asText());
      assertEquals(
          Objects.requireNonNull(wanted.getBodyValue()).asString(),
          log.path("body").path("stringValue").asText());
      assertEquals(wanted.getTimestampEpochNanos(), log.path("timeUnixNano").asLong());
      assertEquals(wanted.getSeverity().getSeverityNumber(), log.path("severityNumber").asInt());
      assertEquals(wanted.getSeverityText(), log.path("severityText").asText());
      assertEquals(wanted.getSpanContext().getTraceId(), log.path("traceId").asText());
      assertEquals(wanted.getSpanContext().getSpanId(), log.path("spanId").asText());
      assertEquals(plain(wanted.getAttributes()), line.attributes());
      assertEquals("netsonde-agent", line.resource().get("service.name"));
    }
  }

  private static Map<String, Object> plain(Attributes attributes) {
    Map<String, Object> plain = new TreeMap<>();
    attributes.forEach((key, value) -> plain.put(key.getKey(), value));
    return plain;
  }
}
