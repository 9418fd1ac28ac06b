package io.netsonde.export;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.util.Collection;

/**
 * A reader for Prometheus under which a gauge with the unit {@code 1} is called {@code _ratio}, as
 * OpenTelemetry's rules have it and Prometheus itself does with OTLP. The SDK's endpoint leaves the
 * suffix out, so that the same gauge would have two names, by the way it came. Series that have
 * ended are not served.
 */
final class RatioNames implements MetricReader {
  private final MetricReader reader;
  private final Readout readout;

  RatioNames(MetricReader reader, Readout readout) {
    this.reader = reader;
    this.readout = readout;
  }

  @Override
  public void register(CollectionRegistration registration) {
    reader.register(
        new CollectionRegistration() {
          @Override
          public Collection<MetricData> collectAllMetrics() {
            return readout.serve(registration.collectAllMetrics()).stream()
                .map(RatioNames::named)
                .toList();
          }
        });
  }

  /** The unit becomes the suffix. */
  private static MetricData named(MetricData metric) {
    boolean gauge =
        metric.getType() == MetricDataType.DOUBLE_GAUGE
            || metric.getType() == MetricDataType.LONG_GAUGE;
    return gauge && metric.getUnit().equals("1") ? Served.withUnit(metric, "ratio") : metric;
  }

  @Override
  public Aggregation getDefaultAggregation(InstrumentType type) {
    return reader.getDefaultAggregation(type);
  }

  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType type) {
    return reader.getAggregationTemporality(type);
  }

  @Override
  public MemoryMode getMemoryMode() {
    return reader.getMemoryMode();
  }

  @Override
  public CompletableResultCode forceFlush() {
    return reader.forceFlush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return reader.shutdown();
  }

  @Override
  public String toString() {
    return "RatioNames{" + reader + "}";
  }
}
