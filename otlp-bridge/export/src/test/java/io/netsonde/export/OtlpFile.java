package io.netsonde.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads what the collector's file exporter has written: a request a line, OTLP as JSON. */
final class OtlpFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A point of a metric, with what stands around it. */
  record Point(
      Map<String, Object> resource,
      String scope,
      String metric,
      String unit,
      String description,
      String kind,
      JsonNode data,
      Map<String, Object> attributes,
      JsonNode point) {
    /** The value of a sum or a gauge. */
    double value() {
      return point.has("asInt") ? point.get("asInt").asDouble() : point.get("asDouble").asDouble();
    }
  }

  /** A span, with the resource it came from. */
  record SpanLine(Map<String, Object> resource, Map<String, Object> attributes, JsonNode span) {}

  /** A log record, with the resource it came from. */
  record LogLine(Map<String, Object> resource, Map<String, Object> attributes, JsonNode log) {}

  private OtlpFile() {}

  static void eachPoint(Path file, Consumer<Point> consumer) {
    eachScope(
        file,
        "resourceMetrics",
        "scopeMetrics",
        (resource, scope) ->
            scope.path("metrics").forEach(metric -> points(resource, scope, metric, consumer)));
  }

  static void eachSpan(Path file, Consumer<SpanLine> consumer) {
    eachScope(
        file,
        "resourceSpans",
        "scopeSpans",
        (resource, scope) ->
            scope
                .path("spans")
                .forEach(span -> consumer.accept(new SpanLine(resource, attributes(span), span))));
  }

  /** The attributes of a span's events. */
  static List<Map<String, Object>> events(JsonNode span) {
    List<Map<String, Object>> events = new ArrayList<>();
    span.path("events").forEach(event -> events.add(attributes(event)));
    return events;
  }

  static void eachLog(Path file, Consumer<LogLine> consumer) {
    eachScope(
        file,
        "resourceLogs",
        "scopeLogs",
        (resource, scope) ->
            scope
                .path("logRecords")
                .forEach(log -> consumer.accept(new LogLine(resource, attributes(log), log))));
  }

  private interface ScopeConsumer {
    void accept(Map<String, Object> resource, JsonNode scope);
  }

  private static void eachScope(
      Path file, String resources, String scopes, ScopeConsumer consumer) {
    try (Stream<String> lines = Files.lines(file)) {
      lines.forEach(
          line -> {
            for (JsonNode resource : parse(line).path(resources)) {
              Map<String, Object> attributes = attributes(resource.path("resource"));
              resource.path(scopes).forEach(scope -> consumer.accept(attributes, scope));
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static void points(
      Map<String, Object> resource, JsonNode scope, JsonNode metric, Consumer<Point> consumer) {
    for (String kind : new String[] {"sum", "gauge", "histogram", "exponentialHistogram"}) {
      JsonNode data = metric.path(kind);
      for (JsonNode point : data.path("dataPoints")) {
        consumer.accept(
            new Point(
                resource,
                scope.path("scope").path("name").asText(),
                metric.path("name").asText(),
                metric.path("unit").asText(""),
                metric.path("description").asText(""),
                kind,
                data,
                attributes(point),
                point));
      }
    }
  }

  /** Attributes as strings, longs, doubles, booleans and lists of them. */
  static Map<String, Object> attributes(JsonNode node) {
    Map<String, Object> attributes = new TreeMap<>();
    for (JsonNode attribute : node.path("attributes")) {
      attributes.put(attribute.path("key").asText(), plain(attribute.path("value")));
    }
    return attributes;
  }

  private static Object plain(JsonNode value) {
    if (value.has("intValue")) {
      return value.get("intValue").asLong();
    }
    if (value.has("doubleValue")) {
      return value.get("doubleValue").asDouble();
    }
    if (value.has("boolValue")) {
      return value.get("boolValue").asBoolean();
    }
    if (value.has("arrayValue")) {
      List<Object> values = new ArrayList<>();
      value.get("arrayValue").path("values").forEach(each -> values.add(plain(each)));
      return values;
    }
    return value.path("stringValue").asText();
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + line, e);
    }
  }
}
