package io.netsonde.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.agent.e2e.Collected.Exemplar;
import io.netsonde.agent.e2e.Collected.Log;
import io.netsonde.agent.e2e.Collected.Series;
import io.netsonde.agent.e2e.Collected.Span;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What leads from figures and log records to spans, and whether all tell the same. */
final class CollectedLinks {
  private static final int INFO = 9;
  private static final int WARN = 13;

  /** To which spans a histogram's exemplars lead. */
  private static final Map<String, Set<String>> LEADS =
      Map.of(
          "netsonde.trafficsim.rtt", Set.of("trafficsim cycle", "traceroute"),
          "http.client.request.duration", Set.of("http check"),
          "netsonde.http.phase.duration", Set.of("http check"),
          "netsonde.trace.hop.rtt", Set.of("traceroute"),
          "netsonde.ping.rtt", Set.of("ping cycle"));

  private final Collected collected;
  private final Map<String, Span> spans;
  private final List<Log> logs;
  private final List<Exemplar> exemplars;

  CollectedLinks(Collected collected, List<Log> logs, List<Exemplar> exemplars) {
    this.collected = collected;
    this.spans = collected.spans().stream().collect(Collectors.toMap(Span::id, span -> span));
    this.logs = logs;
    this.exemplars = exemplars;
  }

  void assertAll() {
    LEADS.keySet().forEach(this::assertExemplars);
    assertLeadsToTrace();
    logs.forEach(this::assertLog);
    assertCounted(
        "netsonde.diagnosis.findings",
        "netsonde.finding",
        log -> "begun".equals(log.attributes().get("netsonde.finding.state")),
        all -> all.get("netsonde.probe") + " " + all.get("netsonde.finding"));
    assertCounted(
        "netsonde.trace.path.changes",
        "netsonde.trace.path.change",
        _ -> true,
        all -> all.get("netsonde.probe") + " " + all.get("netsonde.flow"));
  }

  /** Each leads to a span of the same probe. */
  private void assertExemplars(String metric) {
    List<Exemplar> all = exemplars.stream().filter(one -> one.metric().equals(metric)).toList();
    assertFalse(all.isEmpty(), metric);
    for (Exemplar exemplar : all) {
      Span span = spans.get(exemplar.span());
      assertTrue(span != null, () -> exemplar + " leads nowhere");
      assertTrue(
          LEADS.getOrDefault(metric, Set.of()).contains(span.name()),
          () -> exemplar + " leads to " + span);
      assertEquals(
          span.attributes().get("netsonde.probe"), exemplar.attributes().get("netsonde.probe"));
    }
  }

  /** From the delays of the path to the traces that they caused. */
  private void assertLeadsToTrace() {
    Set<String> led =
        exemplars.stream()
            .filter(one -> one.metric().equals("netsonde.trafficsim.rtt"))
            .map(Exemplar::span)
            .collect(Collectors.toSet());
    for (Span trace : collected.spans("traceroute")) {
      if (Boolean.TRUE.equals(trace.attributes().get("netsonde.triggered"))) {
        assertTrue(led.contains(trace.id()), () -> "no exemplar leads to " + trace);
      }
    }
  }

  private void assertLog(Log log) {
    assertTrue(log.body().endsWith("."), log::body);
    if ("agent".equals(log.attributes().get("netsonde.finding"))) {
      return; // Of this busy machine, and of no probe.
    }
    Span evidence = spans.get(log.span());
    assertTrue(evidence != null, () -> log + " leads nowhere");
    assertEquals(
        log.attributes().get("netsonde.probe"), evidence.attributes().get("netsonde.probe"));
    if (log.event().equals("netsonde.trace.path.change")) {
      assertSeverity(INFO, log);
      for (String key : List.of("netsonde.trace.path", "netsonde.trace.path.previous")) {
        assertEquals(evidence.attributes().get(key), log.attributes().get(key));
        assertTrue(log.body().contains(String.valueOf(log.attributes().get(key))), log::body);
      }
      return;
    }
    assertEquals("netsonde.finding", log.event());
    boolean begun = "begun".equals(log.attributes().get("netsonde.finding.state"));
    assertSeverity(begun ? WARN : INFO, log);
    Instant since = Instant.parse(String.valueOf(log.attributes().get("netsonde.finding.since")));
    assertTrue(
        since.toEpochMilli() * 1_000_000
            <= Long.parseLong(log.json().path("timeUnixNano").asText()));
    assertTrue(
        log.attributes().get("netsonde.finding.confidence") instanceof Double sure && sure > 0.5);
  }

  private static void assertSeverity(int number, Log log) {
    assertEquals(number, log.json().path("severityNumber").asInt(), log::toString);
    assertEquals(number == WARN ? "WARN" : "INFO", log.json().path("severityText").asText());
  }

  /** A counter says of each series as much as there are log records. */
  private void assertCounted(
      String counter,
      String event,
      java.util.function.Predicate<Log> counts,
      Function<Map<String, Object>, String> series) {
    Map<String, Long> told = new TreeMap<>();
    logs.stream()
        .filter(log -> log.event().equals(event) && counts.test(log))
        .forEach(log -> told.merge(series.apply(log.attributes()), 1L, Long::sum));
    Map<String, Long> counted = new TreeMap<>();
    for (Series one : collected.of(counter)) {
      if (one.value() > 0) {
        counted.merge(series.apply(one.attributes()), (long) one.value(), Long::sum);
      }
    }
    assertFalse(told.isEmpty(), event);
    assertEquals(told, counted, counter);
  }
}
