package io.netsonde.export;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import java.util.Collection;

/**
 * An OTLP exporter whose outcomes are watched. Its requests need no splitting: the SDK sends 512
 * records at once, and each of Netsonde's has fewer than 4 KiB.
 */
final class WatchedLogExporter implements LogRecordExporter {
  private final LogRecordExporter exporter;
  private final RequestWatch watch;

  WatchedLogExporter(LogRecordExporter exporter, RequestWatch watch) {
    this.exporter = exporter;
    this.watch = watch;
  }

  @Override
  public CompletableResultCode export(Collection<LogRecordData> records) {
    return watch.watch(exporter.export(records));
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
    return "WatchedLogExporter{" + exporter + "}";
  }
}
