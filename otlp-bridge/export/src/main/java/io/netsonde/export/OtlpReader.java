package io.netsonde.export;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.common.InternalTelemetryVersion;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.Base2ExponentialHistogramOptions;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.export.DefaultAggregationSelector;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.time.Duration;

/** How metrics are read for OTLP: what the SDK's autoconfiguration has no property for. */
final class OtlpReader {
  /**
   * The most points in a request. A point of an exponential histogram with all 320 buckets, its
   * attributes and exemplars has fewer than 4 KiB, so that a request stays below the 4 MiB that a
   * collector takes by default.
   */
  static final int POINTS = 1000;

  static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);

  /** 4.4 % a bucket; 320 of them hold 10 microseconds to 10 seconds without a change of scale. */
  private static final Aggregation EXPONENTIAL =
      Aggregation.base2ExponentialBucketHistogram(
          Base2ExponentialHistogramOptions.builder().setMaxBuckets(320).setMaxScale(4).build());

  private OtlpReader() {}

  static Duration interval(ConfigProperties config) {
    return config.getDuration("otel.metric.export.interval", DEFAULT_INTERVAL);
  }

  /** Exponential histograms, unless the environment asks for explicit ones. */
  static DefaultAggregationSelector aggregations(ConfigProperties config) {
    String said = config.getString("otel.exporter.otlp.metrics.default.histogram.aggregation");
    DefaultAggregationSelector standard = DefaultAggregationSelector.getDefault();
    return "explicit_bucket_histogram".equalsIgnoreCase(said)
        ? standard
        : standard.with(InstrumentType.HISTOGRAM, EXPONENTIAL);
  }

  /** Whether there are to be exemplars. */
  static boolean hasExemplars(ConfigProperties config) {
    return !"always_off".equalsIgnoreCase(config.getString("otel.metrics.exemplar.filter"));
  }

  static MetricReader of(MetricExporter exporter, ConfigProperties config) {
    return PeriodicMetricReader.builder(exporter)
        .setInterval(interval(config))
        .setMaxExportBatchSize(POINTS)
        .setInternalTelemetryVersion(InternalTelemetryVersion.LATEST)
        .build();
  }
}
