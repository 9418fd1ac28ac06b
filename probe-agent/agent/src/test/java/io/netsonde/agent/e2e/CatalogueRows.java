package io.netsonde.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.netsonde.agent.e2e.Collected.Log;
import io.netsonde.agent.e2e.Collected.Series;
import io.netsonde.measurement.Attribute;
import io.netsonde.measurement.Event;
import io.netsonde.measurement.EventCatalogue;
import io.netsonde.measurement.Metric;
import io.netsonde.measurement.MetricCatalogue;
import io.netsonde.measurement.Span;
import io.netsonde.measurement.SpanCatalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What the catalogues promise of some metrics, spans and log records, row by row, held against what
 * a collector got: each row a line as {@code span http check: error.type}. What comes has to be in
 * the catalogues, of their kind, unit, types and values.
 */
final class CatalogueRows {
  /** Of what tells why a path or a service is slow: checks, traces, echoes, findings. */
  static final Predicate<String> WHY =
      Pattern.compile("http[. ]|netsonde\\.(http|trace|ping|diagnosis|finding)\\b|traceroute|ping ")
          .asPredicate();

  private final Set<String> promised = new TreeSet<>();
  private final Set<String> seen = new TreeSet<>();
  private final Map<String, Metric> metrics = new HashMap<>();
  private final Map<String, Span> spans = new HashMap<>();
  private final Map<String, Event> logs = new HashMap<>();

  /**
   * The rows of all metrics, spans and log records with such names.
   *
   * @param names of those that this is about
   */
  CatalogueRows(Predicate<String> names) {
    for (Metric metric : MetricCatalogue.metrics()) {
      if (names.test(metric.name())) {
        metrics.put(metric.name(), metric);
        promise("metric " + metric.name(), metric.attributes());
      }
    }
    for (Span span : SpanCatalogue.spans()) {
      if (names.test(span.name())) {
        spans.put(span.name(), span);
        promise("span " + span.name(), span.attributes());
        span.events().forEach(event -> promise(of(span, event), event.attributes()));
      }
    }
    for (Event event : EventCatalogue.events()) {
      if (names.test(event.name())) {
        logs.put(event.name(), event);
        promise("log " + event.name(), event.attributes());
      }
    }
  }

  /** What was collected, whatever it is about. */
  void see(Collected collected, List<Log> records) {
    for (Series series : collected.series()) {
      if (metrics.containsKey(series.metric())) {
        see(metrics.get(series.metric()), series);
      }
    }
    for (Collected.Span span : collected.spans()) {
      if (spans.containsKey(span.name())) {
        see(spans.get(span.name()), span);
      }
    }
    for (Log log : records) {
      if (logs.containsKey(log.event())) {
        Event event = logs.get(log.event());
        see("log " + log.event(), event.attributes(), log.attributes());
      }
    }
  }

  /**
   * Fails unless every row was seen, but for those that this leaves out.
   *
   * @param others rows that other circumstances bring, with the reason and the test that shows
   *     them; {@code *: KEY} stands for that attribute wherever it is promised, and a row of no
   *     attribute for all of its own
   */
  void assertAllSeen(Map<String, String> others) {
    Set<String> missing = new TreeSet<>(promised);
    missing.removeAll(seen);
    for (String other : others.keySet()) {
      Predicate<String> isIt = leavingOut(other);
      assertTrue(promised.stream().anyMatch(isIt), () -> other + " is in no catalogue any more");
      missing.removeIf(isIt);
    }
    assertEquals(Set.of(), missing, "in the catalogues, but not seen");
  }

  private static Predicate<String> leavingOut(String other) {
    return other.startsWith("*: ")
        ? row -> row.endsWith(other.substring(1))
        : row -> row.equals(other) || row.startsWith(other + ": ");
  }

  private void promise(String what, List<Attribute> attributes) {
    promised.add(what);
    attributes.forEach(attribute -> promised.add(what + ": " + attribute.key()));
  }

  private static String of(Span span, Event event) {
    return "event " + event.name() + " of " + span.name();
  }

  private void see(Metric metric, Series series) {
    String what = series.toString();
    assertEquals(metric.unit(), series.unit(), what);
    assertKind(metric.kind(), series);
    see("metric " + metric.name(), metric.attributes(), series.attributes());
  }

  private static void assertKind(Metric.Kind kind, Series series) {
    String what = series.toString();
    JsonNode data = series.data();
    switch (kind) {
      case GAUGE -> assertEquals("gauge", series.kind(), what);
      case COUNTER, UP_DOWN_COUNTER -> {
        assertEquals("sum", series.kind(), what);
        boolean isMonotonic = kind == Metric.Kind.COUNTER;
        assertEquals(isMonotonic, data.path("isMonotonic").asBoolean(), what);
        assertEquals(2, data.path("aggregationTemporality").asInt(), what);
      }
      case HISTOGRAM -> {
        assertEquals("exponentialHistogram", series.kind(), what);
        assertEquals(2, data.path("aggregationTemporality").asInt(), what);
        assertTrue(series.count() > 0, what);
      }
    }
  }

  private void see(Span promise, Collected.Span span) {
    see("span " + span.name(), promise.attributes(), span.attributes());
    Set<String> known = new TreeSet<>();
    for (Event event : promise.events()) {
      known.add(event.name());
      span.events(event.name())
          .forEach(attributes -> see(of(promise, event), event.attributes(), attributes));
    }
    for (JsonNode event : span.json().path("events")) {
      assertTrue(known.contains(event.path("name").asText()), "unknown event in " + span);
    }
  }

  private void see(String what, List<Attribute> promise, Map<String, Object> found) {
    seen.add(what);
    Map<String, Attribute> known = new HashMap<>();
    promise.forEach(attribute -> known.put(attribute.key(), attribute));
    found.forEach(
        (key, value) -> {
          String row = what + ": " + key;
          Attribute attribute = known.get(key);
          assertTrue(attribute != null, () -> row + " is in no catalogue: " + found);
          assertEquals(attribute.type(), typeOf(value), row);
          assertTrue(
              attribute.values().isEmpty() || attribute.values().contains(value),
              () -> row + " has the value " + value);
          seen.add(row);
        });
  }

  private static Attribute.Type typeOf(Object value) {
    return switch (value) {
      case Long _ -> Attribute.Type.LONG;
      case Double _ -> Attribute.Type.DOUBLE;
      case Boolean _ -> Attribute.Type.BOOLEAN;
      case List<?> _ -> Attribute.Type.STRING_ARRAY;
      default -> Attribute.Type.STRING;
    };
  }
}
