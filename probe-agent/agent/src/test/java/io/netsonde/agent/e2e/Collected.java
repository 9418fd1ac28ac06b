package io.netsonde.agent.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What stands in a stopped collector's files: a request a line, OTLP as JSON. */
record Collected(List<Series> series, List<Span> spans) {
  /**
   * A log record.
   *
   * @param event its event name
   */
  record Log(String event, String body, Map<String, Object> attributes, JsonNode json) {
    /** Trace id and span id, as {@link Span#id} has them. */
    String span() {
      return Span.idOf(json);
    }
  }

  /**
   * An exemplar of any collection.
   *
   * @param attributes its series'
   * @param span trace id and span id, as {@link Span#id} has them
   */
  record Exemplar(String metric, Map<String, Object> attributes, String span) {}

  /**
   * A series with its latest point.
   *
   * @param kind the member of OTLP's metric: sum, gauge, histogram or exponentialHistogram
   * @param data that member, for temporality and monotony
   */
  record Series(
      Map<String, Object> resource,
      String metric,
      String unit,
      String kind,
      JsonNode data,
      Map<String, Object> attributes,
      JsonNode point) {
    /** Of a sum or a gauge. */
    double value() {
      return point.has("asInt") ? point.get("asInt").asDouble() : point.get("asDouble").asDouble();
    }

    /** Of a histogram. */
    long count() {
      return point.path("count").asLong();
    }
  }

  /**
   * A span.
   *
   * @param json as OTLP has it, for its identity, times, links and events
   */
  record Span(
      String name, Map<String, Object> resource, Map<String, Object> attributes, JsonNode json) {
    /** Trace id and span id, as links name them. */
    String id() {
      return idOf(json);
    }

    /** The spans that it is linked to, by their ids. */
    List<String> links() {
      List<String> links = new ArrayList<>();
      json.path("links").forEach(link -> links.add(idOf(link)));
      return links;
    }

    /** Its events' attributes, of those with that name. */
    List<Map<String, Object>> events(String event) {
      List<Map<String, Object>> events = new ArrayList<>();
      for (JsonNode one : json.path("events")) {
        if (one.path("name").asText().equals(event)) {
          events.add(Collected.attributes(one));
        }
      }
      return events;
    }

    /** Nanoseconds since the Unix epoch. */
    long startNanos() {
      return Long.parseLong(json.path("startTimeUnixNano").asText());
    }

    /** Nanoseconds since the Unix epoch. */
    long endNanos() {
      return Long.parseLong(json.path("endTimeUnixNano").asText());
    }

    /** The span within which it is, likewise; without a span id at a root. */
    String parent() {
      return json.path("traceId").asText() + "/" + json.path("parentSpanId").asText();
    }

    boolean hasParent() {
      return !json.path("parentSpanId").asText().isEmpty();
    }

    /** OTLP's number: 1 is internal, 3 a client's. */
    int kind() {
      return json.path("kind").asInt();
    }

    /** OTLP's number: 0 is unset, 2 an error. */
    int status() {
      return json.path("status").path("code").asInt();
    }

    /** What the status says. */
    String why() {
      return json.path("status").path("message").asText();
    }

    private static String idOf(JsonNode node) {
      return node.path("traceId").asText() + "/" + node.path("spanId").asText();
    }

    /** A whole number that the span has to have. */
    long number(String attribute) {
      if (attributes.get(attribute) instanceof Long value) {
        return value;
      }
      throw new AssertionError("no whole number " + attribute + " in " + attributes);
    }
  }

  private record Key(Object resource, String metric, Object attributes) {}

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> KINDS =
      List.of("sum", "gauge", "histogram", "exponentialHistogram");

  static Collected read(Path metrics, Path traces) {
    Map<Key, Series> series = new LinkedHashMap<>();
    for (Scope scope : scopes(metrics, "resourceMetrics", "scopeMetrics")) {
      for (JsonNode metric : scope.content().path("metrics")) {
        addTo(series, scope.resource(), metric);
      }
    }
    List<Span> spans = new ArrayList<>();
    for (Scope scope : scopes(traces, "resourceSpans", "scopeSpans")) {
      for (JsonNode span : scope.content().path("spans")) {
        spans.add(new Span(span.path("name").asText(), scope.resource(), attributes(span), span));
      }
    }
    return new Collected(List.copyOf(series.values()), List.copyOf(spans));
  }

  /** The log records in a collector's file of them. */
  static List<Log> logs(Path file) {
    List<Log> logs = new ArrayList<>();
    for (Scope scope : scopes(file, "resourceLogs", "scopeLogs")) {
      for (JsonNode log : scope.content().path("logRecords")) {
        logs.add(
            new Log(
                log.path("eventName").asText(),
                log.path("body").path("stringValue").asText(),
                attributes(log),
                log));
      }
    }
    return logs;
  }

  /** The exemplars of all collections in a collector's file of metrics. */
  static List<Exemplar> exemplars(Path file) {
    List<Exemplar> exemplars = new ArrayList<>();
    for (Scope scope : scopes(file, "resourceMetrics", "scopeMetrics")) {
      for (JsonNode metric : scope.content().path("metrics")) {
        for (String kind : KINDS) {
          for (JsonNode point : metric.path(kind).path("dataPoints")) {
            for (JsonNode one : point.path("exemplars")) {
              exemplars.add(
                  new Exemplar(metric.path("name").asText(), attributes(point), Span.idOf(one)));
            }
          }
        }
      }
    }
    return exemplars;
  }

  /** The spans of that name. */
  List<Span> spans(String name) {
    return spans.stream().filter(span -> span.name().equals(name)).toList();
  }

  /** The series of a metric. */
  List<Series> of(String metric) {
    return series.stream().filter(one -> one.metric().equals(metric)).toList();
  }

  private static void addTo(
      Map<Key, Series> series, Map<String, Object> resource, JsonNode metric) {
    String name = metric.path("name").asText();
    String unit = metric.path("unit").asText();
    for (String kind : KINDS) {
      JsonNode data = metric.path(kind);
      for (JsonNode point : data.path("dataPoints")) {
        Map<String, Object> attributes = attributes(point);
        series.put(
            new Key(resource, name, attributes),
            new Series(resource, name, unit, kind, data, attributes, point));
      }
    }
  }

  private record Scope(Map<String, Object> resource, JsonNode content) {}

  private static List<Scope> scopes(Path file, String resources, String scopes) {
    List<Scope> found = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        for (JsonNode resource : JSON.readTree(line).path(resources)) {
          Map<String, Object> attributes = attributes(resource.path("resource"));
          resource.path(scopes).forEach(scope -> found.add(new Scope(attributes, scope)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    return found;
  }

  /** Attributes as strings, longs, doubles, booleans, and lists of those. */
  private static Map<String, Object> attributes(JsonNode node) {
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
    if (value.has("boolValue")) {
      return value.get("boolValue").asBoolean();
    }
    if (value.has("doubleValue")) {
      return value.get("doubleValue").asDouble();
    }
    if (value.has("arrayValue")) {
      List<Object> all = new ArrayList<>();
      value.get("arrayValue").path("values").forEach(one -> all.add(plain(one)));
      return all;
    }
    return value.path("stringValue").asText();
  }
}
