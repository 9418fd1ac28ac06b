package io.netsonde.export;

import io.netsonde.measurement.Metric;
import io.netsonde.measurement.NanoClock;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;

/** Makes the SDK's instruments from the catalogue's metrics. */
final class Instruments {
  /** The instrumentation scope of all metrics and spans. */
  static final String SCOPE = "io.netsonde";

  private final Meter meter;
  private final NanoClock clock;

  /**
   * @param clock for values that end by themselves
   */
  Instruments(Meter meter, NanoClock clock) {
    this.meter = meter;
    this.clock = clock;
  }

  LongCounter counter(Metric metric) {
    return meter
        .counterBuilder(metric.name())
        .setUnit(metric.unit())
        .setDescription(metric.description())
        .build();
  }

  LongUpDownCounter upDownCounter(Metric metric) {
    return meter
        .upDownCounterBuilder(metric.name())
        .setUnit(metric.unit())
        .setDescription(metric.description())
        .build();
  }

  DoubleHistogram histogram(Metric metric) {
    return meter
        .histogramBuilder(metric.name())
        .setUnit(metric.unit())
        .setDescription(metric.description())
        .setExplicitBucketBoundariesAdvice(metric.buckets())
        .build();
  }

  LongHistogram longHistogram(Metric metric) {
    return meter
        .histogramBuilder(metric.name())
        .setUnit(metric.unit())
        .setDescription(metric.description())
        .ofLongs()
        .setExplicitBucketBoundariesAdvice(
            metric.buckets().stream().map(Double::longValue).toList())
        .build();
  }

  LatestValues gauge(Metric metric) {
    LatestValues values = new LatestValues(clock);
    meter
        .gaugeBuilder(metric.name())
        .setUnit(metric.unit())
        .setDescription(metric.description())
        .buildWithCallback(values::observe);
    return values;
  }
}
