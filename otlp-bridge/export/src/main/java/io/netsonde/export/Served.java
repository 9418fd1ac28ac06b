package io.netsonde.export;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.DelegatingMetricData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramData;
import io.opentelemetry.sdk.metrics.data.HistogramData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.util.function.Predicate;

/** A metric as it was collected, but for its unit or its points. */
final class Served extends DelegatingMetricData {
  private final String unit;
  private final Data<?> data;

  private Served(MetricData metric, String unit, Data<?> data) {
    super(metric);
    this.unit = unit;
    this.data = data;
  }

  static MetricData withUnit(MetricData metric, String unit) {
    return new Served(metric, unit, metric.getData());
  }

  static MetricData withData(MetricData metric, Data<?> data) {
    return new Served(metric, metric.getUnit(), data);
  }

  /** The metric, a histogram, with those of its series alone. */
  static MetricData withSeries(MetricData metric, Predicate<Attributes> series) {
    return switch (metric.getData()) {
      case HistogramData histogram ->
          withData(
              metric,
              HistogramData.create(
                  histogram.getAggregationTemporality(),
                  histogram.getPoints().stream()
                      .filter(point -> series.test(point.getAttributes()))
                      .toList()));
      case ExponentialHistogramData histogram ->
          withData(
              metric,
              ExponentialHistogramData.create(
                  histogram.getAggregationTemporality(),
                  histogram.getPoints().stream()
                      .filter(point -> series.test(point.getAttributes()))
                      .toList()));
      default -> throw new IllegalArgumentException(metric.getName() + " is no histogram");
    };
  }

  @Override
  public String getUnit() {
    return unit;
  }

  @Override
  public Data<?> getData() {
    return data;
  }
}
