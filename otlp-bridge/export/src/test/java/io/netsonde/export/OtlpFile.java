package io.netsonde.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** Attributes as strings, longs and doubles. */
  static Map<String, Object> attributes(JsonNode node) {
    Map<String, Object> attributes = new TreeMap<>();
    for (JsonNode attribute : node.path("attributes")) {
      JsonNode value = attribute.path("value");
      Object plain =
          value.has("intValue")
              ? (Object) value.get("intValue").asLong()
              : value.has("doubleValue")
                  ? (Object) value.get("doubleValue").asDouble()
                  : value.path("stringValue").asText();
      attributes.put(attribute.path("key").asText(), plain);
    }
    return attributes;
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + line, e);
    }
  }
}
