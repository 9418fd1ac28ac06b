package io.netsonde.export;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.metrics.export.DefaultAggregationSelector;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.util.Collection;

/**
 * An OTLP exporter whose outcomes are watched, with the aggregation that Netsonde wants.
 *
 * <p>A collection of many series goes out as many requests, one after the other. When one of them
 * finds the collector unreachable, the rest of that collection fails at once: each would otherwise
 * wait for its own timeout, and an outage of a minute would take hours to notice its own end.
 */
final class WatchedMetricExporter implements MetricExporter {
  private final MetricExporter exporter;
  private final Readout readout;
  private final DefaultAggregationSelector aggregations;
  private final RequestWatch watch;
  private volatile long abandonedCollection = Long.MIN_VALUE;

  WatchedMetricExporter(
      MetricExporter exporter,
      Readout readout,
      DefaultAggregationSelector aggregations,
      RequestWatch watch) {
    this.exporter = exporter;
    this.readout = readout;
    this.aggregations = aggregations;
    this.watch = watch;
  }

  @Override
  public CompletableResultCode export(Collection<MetricData> metrics) {
    long collection = collectionOf(metrics);
    if (collection == abandonedCollection) {
      return CompletableResultCode.ofFailure();
    }
    return watch.watch(
        exporter.export(readout.push(metrics)), () -> abandonedCollection = collection);
  }

  /** All points of one meter that were collected together carry the same time. */
  private static long collectionOf(Collection<MetricData> metrics) {
    for (MetricData metric : metrics) {
      for (PointData point : metric.getData().getPoints()) {
        return point.getEpochNanos();
      }
    }
    return Long.MAX_VALUE;
  }

  @Override
  public Aggregation getDefaultAggregation(InstrumentType type) {
    return aggregations.getDefaultAggregation(type);
  }

  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType type) {
    return exporter.getAggregationTemporality(type);
  }

  @Override
  public MemoryMode getMemoryMode() {
    return exporter.getMemoryMode();
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }

  @Override
  public String toString() {
    return "WatchedMetricExporter{" + exporter + "}";
  }
}
