package io.netsonde.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.NanoClock;
import io.netsonde.measurement.TimestampSource;
import io.netsonde.measurement.TrafficSimCycle;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.internal.DefaultConfigProperties;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a collector is sent, as against what the SDK collected; histograms are exponential. */
class ReadoutTest {
  private final InMemoryMetricReader reader =
      InMemoryMetricReader.create(
          type -> AggregationTemporality.CUMULATIVE,
          OtlpReader.aggregations(DefaultConfigProperties.createFromMap(Map.of())));

  private final Readout readout = Readout.of(1000);
  private final MeasurementExport export = export(Sampler.alwaysOn());

  private MeasurementExport export(Sampler sampler) {
    return new MeasurementExport(
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .setIdGenerator(new ChosenIds())
                    .setSampler(sampler)
                    .addSpanProcessor(SimpleSpanProcessor.create(InMemorySpanExporter.create()))
                    .build())
            .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(reader).build())
            .build(),
        new Cardinality(10, 10),
        readout,
        NanoClock.SYSTEM);
  }

  @Test
  void shouldLeadFromTheWorstDelayToTheTraceHoweverManyCyclesCloseBesides() {
    for (int i = 0; i < 20; i++) {
      export.accept(Samples.cycle(Samples.PATH, i, Samples.FIGURES));
    }
    export.accept(causing(Samples.FIGURES));
    for (int i = 21; i < 40; i++) {
      export.accept(Samples.cycle(Samples.PATH, i, Samples.FIGURES));
    }
    ExponentialHistogramPointData point = rtt(FlowAttributes.ONLY);
    DoubleExemplarData exemplar = point.getExemplars().getFirst();
    assertEquals(0.020, exemplar.getValue());
    assertEquals(Samples.END, exemplar.getEpochNanos());
    assertEquals(TraceSamples.TRIGGERED.span().traceId(), exemplar.getSpanContext().getTraceId());
    assertEquals(TraceSamples.TRIGGERED.span().spanId(), exemplar.getSpanContext().getSpanId());
    assertTrue(exemplar.getSpanContext().isSampled());
    assertEquals(120, point.getCount(), "the worst is recorded once");
    assertEquals(40 * 0.033, point.getSum(), 1e-9);
  }

  @Test
  void shouldLeadToTheTraceOnceOnly() {
    export.accept(causing(Samples.FIGURES));
    assertEquals(1, leadingToTheTrace(rtt(FlowAttributes.ONLY)));
    assertEquals(0, leadingToTheTrace(rtt(FlowAttributes.ONLY)));
  }

  @Test
  void shouldLeadFromTheWorstOfSeveralFlows() {
    export.accept(causing(Samples.STEPPED, Samples.FIGURES, Samples.OUTAGE));
    Collection<MetricData> pushed = readout.push(reader.collectAllMetrics());
    assertEquals(0, leadingToTheTrace(rtt(pushed, 0)));
    assertEquals(1, leadingToTheTrace(rtt(pushed, 1)));
  }

  @Test
  void shouldDoWithoutAnExemplarWhenNothingWasAnswered() {
    export.accept(causing(Samples.OUTAGE));
    assertTrue(
        reader.collectAllMetrics().stream()
            .noneMatch(metric -> metric.getName().equals("netsonde.trafficsim.rtt")));
  }

  @Test
  void shouldLeadNowhereWhenNoSpansAreWanted() {
    export(Sampler.alwaysOff()).accept(causing(Samples.FIGURES));
    assertEquals(List.of(), rtt(FlowAttributes.ONLY).getExemplars());
  }

  @Test
  void shouldAddNoExemplarsWhenNoneAreWanted() {
    Readout without = readout.withoutTraces();
    readout.traces().add(series(FlowAttributes.ONLY), TraceSamples.TRIGGERED.span(), 1, 1);
    export(Sampler.alwaysOff()).accept(Samples.cycle(Samples.FIGURES));
    Collection<MetricData> collected = reader.collectAllMetrics();
    assertEquals(List.of(), rtt(without.push(collected), FlowAttributes.ONLY).getExemplars());
    assertEquals(1, rtt(readout.push(collected), FlowAttributes.ONLY).getExemplars().size());
    assertFalse(OtlpReader.hasExemplars(config("always_off")));
    assertTrue(OtlpReader.hasExemplars(config("trace_based")));
  }

  private static ConfigProperties config(String filter) {
    return DefaultConfigProperties.createFromMap(Map.of("otel.metrics.exemplar.filter", filter));
  }

  @Test
  void shouldSendNoSeriesOfHopsThatAreGone() {
    export.accept(TraceSamples.SCHEDULED);
    Collection<MetricData> before = reader.collectAllMetrics();
    assertSame(before, readout.push(before), "nothing has ended");
    Attributes path = TraceAttributes.path(TraceSamples.SCHEDULED, false);
    TraceSamples.SCHEDULED.hops().stream()
        .filter(hop -> !hop.isSilent())
        .forEach(hop -> readout.endedHops().end(TraceAttributes.series(path, hop)));
    Collection<MetricData> after = readout.push(before);
    assertEquals(
        before.stream()
            .map(MetricData::getName)
            .filter(name -> !name.equals("netsonde.trace.hop.rtt"))
            .toList(),
        after.stream().map(MetricData::getName).toList());
  }

  private static TrafficSimCycle causing(CycleFigures... flows) {
    return Samples.cycle(Samples.PATH, 20, flows).causing(TraceSamples.TRIGGERED.span());
  }

  private static long leadingToTheTrace(ExponentialHistogramPointData point) {
    String span = TraceSamples.TRIGGERED.span().spanId();
    return point.getExemplars().stream()
        .filter(exemplar -> exemplar.getSpanContext().getSpanId().equals(span))
        .count();
  }

  private ExponentialHistogramPointData rtt(int flow) {
    return rtt(readout.push(reader.collectAllMetrics()), flow);
  }

  private static ExponentialHistogramPointData rtt(Collection<MetricData> pushed, int flow) {
    List<ExponentialHistogramPointData> points =
        pushed.stream()
            .filter(metric -> metric.getName().equals("netsonde.trafficsim.rtt"))
            .flatMap(metric -> metric.getExponentialHistogramData().getPoints().stream())
            .filter(point -> point.getAttributes().equals(series(flow)))
            .toList();
    assertEquals(1, points.size());
    return points.getFirst();
  }

  private static Attributes series(int flow) {
    return new FlowAttributes(Samples.PATH, flow).source(TimestampSource.KERNEL);
  }
}
