package io.netsonde.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.NanoClock;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryLogRecordExporter;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The export with an SDK that keeps everything in memory. */
final class Recorded {
  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final InMemoryLogRecordExporter logs = InMemoryLogRecordExporter.create();
  private final Readout readout = Readout.of(new Cardinality(10, 10).limit());
  private final MeasurementExport export;

  Recorded(Measurement... measurements) {
    this(NanoClock.SYSTEM, measurements);
  }

  Recorded(NanoClock clock, Measurement... measurements) {
    export = new MeasurementExport(sdk(), new Cardinality(10, 10), readout, clock);
    accept(measurements);
  }

  private OpenTelemetrySdk sdk() {
    return OpenTelemetrySdk.builder()
        .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(reader).build())
        .setTracerProvider(
            SdkTracerProvider.builder()
                .setIdGenerator(new ChosenIds())
                .addSpanProcessor(SimpleSpanProcessor.create(spans))
                .setSpanLimits(SpanLimits.getDefault())
                .build())
        .setLoggerProvider(
            SdkLoggerProvider.builder()
                .addLogRecordProcessor(SimpleLogRecordProcessor.create(logs))
                .build())
        .build();
  }

  Recorded accept(Measurement... measurements) {
    for (Measurement measurement : measurements) {
      export.accept(measurement);
    }
    return this;
  }

  Map<String, MetricData> metrics() {
    return readout.serve(reader.collectAllMetrics()).stream()
        .collect(Collectors.toMap(MetricData::getName, Function.identity()));
  }

  Collection<? extends PointData> points(String name) {
    return Optional.ofNullable(metrics().get(name))
        .<Collection<? extends PointData>>map(metric -> metric.getData().getPoints())
        .orElse(List.of());
  }

  /** The point of that series. */
  Optional<PointData> point(String name, Attributes attributes) {
    return points(name).stream()
        .filter(point -> point.getAttributes().equals(attributes))
        .map(PointData.class::cast)
        .findFirst();
  }

  /** The value of a counter or gauge in that series. */
  Optional<Number> value(String name, Attributes attributes) {
    return point(name, attributes)
        .map(
            point ->
                switch (point) {
                  case LongPointData whole -> (Number) whole.getValue();
                  case DoublePointData real -> (Number) real.getValue();
                  default -> throw new AssertionError(name + " has no single value");
                });
  }

  /** The only series of a histogram. */
  HistogramPointData histogram(String name, Attributes attributes) {
    return (HistogramPointData) point(name, attributes).orElseThrow();
  }

  List<SpanData> spans() {
    return spans.getFinishedSpanItems();
  }

  /** The only span of that name. */
  SpanData span(String name) {
    List<SpanData> named = spans().stream().filter(span -> span.getName().equals(name)).toList();
    assertEquals(1, named.size(), "spans called " + name);
    return named.getFirst();
  }

  /** The spans whose parent is that one, as they were recorded. */
  List<SpanData> children(SpanData parent) {
    return spans().stream()
        .filter(span -> span.getParentSpanId().equals(parent.getSpanId()))
        .toList();
  }

  List<LogRecordData> logs() {
    return logs.getFinishedLogRecordItems();
  }
}
