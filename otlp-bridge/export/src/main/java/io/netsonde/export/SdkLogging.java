package io.netsonde.export;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Silences what the SDK logs about failed exports: a stack trace for each, where {@link
 * CollectorState} tells one line a change of state. What else it says, and a level that the user
 * has set, stays.
 */
final class SdkLogging {
  // java.util.logging holds its loggers weakly: without these references a level would be lost.
  private static final List<Logger> EXPORTERS =
      loggers(
          "io.opentelemetry.exporter.otlp.internal.GrpcExporter",
          "io.opentelemetry.exporter.otlp.internal.HttpExporter");

  // These repeat without a cause that an export failed; with a cause they report a bug.
  private static final List<Logger> READERS =
      loggers(
          "io.opentelemetry.sdk.metrics.export.PeriodicMetricReader",
          "io.opentelemetry.sdk.trace.export.BatchSpanProcessor",
          "io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor");

  // Says only that there was an error, which is thrown anyway.
  private static final Logger CONFIGURATION =
      Logger.getLogger("io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder");

  private SdkLogging() {}

  static void quieten() {
    for (Logger logger : EXPORTERS) {
      if (logger.getLevel() == null) {
        logger.setLevel(Level.OFF);
      }
    }
    if (CONFIGURATION.getLevel() == null) {
      CONFIGURATION.setLevel(Level.WARNING);
    }
    for (Logger logger : READERS) {
      if (logger.getLevel() == null && logger.getFilter() == null) {
        logger.setFilter(entry -> entry.getThrown() != null);
      }
    }
  }

  private static List<Logger> loggers(String... names) {
    return Stream.of(names).map(Logger::getLogger).toList();
  }
}
