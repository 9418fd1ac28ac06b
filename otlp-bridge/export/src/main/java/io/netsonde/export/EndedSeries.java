package io.netsonde.export;

import io.netsonde.measurement.Metric;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The series of a histogram that have ended. The SDK would collect them for as long as the process
 * lives; here they leave the collection, and go on where they were if they come back. Bounded by
 * what the SDK itself keeps. Safe for several threads.
 */
final class EndedSeries {
  private final Metric histogram;
  private final int capacity;
  private final Set<Attributes> ended = ConcurrentHashMap.newKeySet();

  EndedSeries(Metric histogram, int capacity) {
    this.histogram = histogram;
    this.capacity = capacity;
  }

  void end(Attributes series) {
    if (ended.size() < capacity) {
      ended.add(series);
    }
  }

  /** The series is there, again or for the first time. */
  void begin(Attributes series) {
    ended.remove(series);
  }

  /** What was collected, without them. */
  Collection<MetricData> leaveOut(Collection<MetricData> collected) {
    if (ended.isEmpty()) {
      return collected;
    }
    return collected.stream()
        .map(
            metric ->
                metric.getName().equals(histogram.name())
                    ? Served.withSeries(metric, series -> !ended.contains(series))
                    : metric)
        .filter(metric -> !metric.getData().getPoints().isEmpty())
        .toList();
  }
}
