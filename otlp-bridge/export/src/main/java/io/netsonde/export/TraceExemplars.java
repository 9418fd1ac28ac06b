package io.netsonde.export;

import io.netsonde.measurement.Metric;
import io.netsonde.measurement.SpanIdentity;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sees to it that a trace which a cycle caused is an exemplar of the delay that caused it: the SDK
 * keeps as many exemplars of an exponential histogram as the machine has processors, at random.
 * Bounded. Safe for several threads.
 */
final class TraceExemplars {
  /** How many series may wait for the next collection. */
  private static final int WAITING = 4096;

  private final Metric histogram;
  private final Map<Attributes, DoubleExemplarData> waiting = new ConcurrentHashMap<>();

  TraceExemplars(Metric histogram) {
    this.histogram = histogram;
  }

  /** The next collection of that series shall have this one, unless a newer takes its place. */
  void add(Attributes series, SpanIdentity trace, double value, long epochNanos) {
    if (waiting.size() < WAITING || waiting.containsKey(series)) {
      waiting.put(
          series,
          DoubleExemplarData.create(
              Attributes.empty(), epochNanos, ChosenIds.contextOf(trace), value));
    }
  }

  /** What was collected, with those that waited for it. */
  Collection<MetricData> putIn(Collection<MetricData> collected) {
    if (waiting.isEmpty()) {
      return collected;
    }
    return collected.stream().map(this::putIn).toList();
  }

  private MetricData putIn(MetricData metric) {
    if (!metric.getName().equals(histogram.name())
        || metric.getType() != MetricDataType.EXPONENTIAL_HISTOGRAM) {
      return metric;
    }
    ExponentialHistogramData data = metric.getExponentialHistogramData();
    List<ExponentialHistogramPointData> points =
        data.getPoints().stream().map(this::putIn).toList();
    return Served.withData(
        metric, ExponentialHistogramData.create(data.getAggregationTemporality(), points));
  }

  private ExponentialHistogramPointData putIn(ExponentialHistogramPointData point) {
    DoubleExemplarData exemplar = waiting.remove(point.getAttributes());
    return exemplar == null ? point : with(exemplar, point);
  }

  private static ExponentialHistogramPointData with(
      DoubleExemplarData exemplar, ExponentialHistogramPointData point) {
    List<DoubleExemplarData> exemplars = new ArrayList<>();
    exemplars.add(exemplar);
    String span = exemplar.getSpanContext().getSpanId();
    point.getExemplars().stream()
        .filter(other -> !other.getSpanContext().getSpanId().equals(span))
        .forEach(exemplars::add);
    return ExponentialHistogramPointData.create(
        point.getScale(),
        point.getSum(),
        point.getZeroCount(),
        point.hasMin(),
        point.getMin(),
        point.hasMax(),
        point.getMax(),
        point.getPositiveBuckets(),
        point.getNegativeBuckets(),
        point.getStartEpochNanos(),
        point.getEpochNanos(),
        point.getAttributes(),
        exemplars);
  }
}
