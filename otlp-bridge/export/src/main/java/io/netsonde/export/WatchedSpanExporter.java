package io.netsonde.export;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * An OTLP exporter whose outcomes are watched, and whose requests stay below the 4 MiB that a
 * collector takes: a cycle's span with many flows is as large as that many spans.
 */
final class WatchedSpanExporter implements SpanExporter {
  /**
   * The most spans and events in a request. A span or event of a cycle has about 70 attributes and
   * fewer than 4 KiB, so that a request stays below 2 MiB.
   */
  static final int WEIGHT = 512;

  private final SpanExporter exporter;
  private final RequestWatch watch;

  WatchedSpanExporter(SpanExporter exporter, RequestWatch watch) {
    this.exporter = exporter;
    this.watch = watch;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    List<CompletableResultCode> results = new ArrayList<>();
    for (List<SpanData> part : split(spans)) {
      results.add(watch.watch(exporter.export(part)));
    }
    return CompletableResultCode.ofAll(results);
  }

  /** In order, each part within {@link #WEIGHT} unless a single span is not. */
  static List<List<SpanData>> split(Collection<SpanData> spans) {
    List<List<SpanData>> parts = new ArrayList<>();
    List<SpanData> part = new ArrayList<>();
    int weight = 0;
    for (SpanData span : spans) {
      int more = 1 + span.getEvents().size();
      if (!part.isEmpty() && weight + more > WEIGHT) {
        parts.add(part);
        part = new ArrayList<>();
        weight = 0;
      }
      part.add(span);
      weight += more;
    }
    if (!part.isEmpty()) {
      parts.add(part);
    }
    return parts;
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
    return "WatchedSpanExporter{" + exporter + "}";
  }
}
