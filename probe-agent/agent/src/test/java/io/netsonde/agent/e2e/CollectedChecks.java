package io.netsonde.agent.e2e;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.agent.e2e.Collected.Span;
import io.netsonde.measurement.http.HttpErrorType;
import io.netsonde.measurement.http.HttpPhase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The spans of {@link SlowPathAgent}'s checks. */
final class CollectedChecks {
  private static final int CLIENT = 3;
  private static final int INTERNAL = 1;
  private static final int ERROR = 2;

  /** In which phase, and how, each check that fails does; several may fail in the same way. */
  private static final Map<String, String> FAILURES =
      Map.ofEntries(
          entry("unknown", "dns name_not_found"),
          entry("mute", "dns resolver_timeout"),
          entry("broken", "dns resolver_failure"),
          entry("refused", "connect connection_refused"),
          entry("unreachable", "connect unreachable"),
          entry("hanging", "wait timeout"),
          entry("reset", "wait connection_reset"),
          entry("expired", "tls certificate_expired"),
          entry("premature", "tls certificate_not_yet_valid"),
          entry("untrusted", "tls unknown_authority"),
          entry("misnamed", "tls host_name_mismatch"),
          entry("no-tls", "tls tls_failure"),
          entry("odd", "transfer protocol_error"),
          entry("proxied", "connect proxy_failure"),
          entry("round", "transfer too_many_redirects"),
          entry("missing", "transfer expectation_failed"));

  /** Of responses that came whole: nothing was broken off. */
  private static final Set<String> WHOLE = Set.of("too_many_redirects", "expectation_failed");

  private final List<Span> checks;
  private final Map<String, List<Span>> children;

  CollectedChecks(Collected collected) {
    checks = collected.spans("http check");
    children =
        collected.spans().stream()
            .filter(Span::hasParent)
            .sorted(Comparator.comparingLong(Span::startNanos).thenComparingLong(Span::endNanos))
            .collect(Collectors.groupingBy(Span::parent));
  }

  /**
   * Fails unless each check's spans are in order and each failure is there.
   *
   * @param heard the lines that the services wrote, with what they were sent
   */
  void assertAll(List<String> heard) {
    checks.forEach(this::assertCheck);
    assertFailures();
    assertEquals(
        Arrays.stream(HttpErrorType.values()).map(HttpErrorType::label).collect(Collectors.toSet()),
        seen("error.type"),
        "each kind of failure");
    assertJoined(heard);
  }

  private void assertCheck(Span check) {
    assertEquals(CLIENT, check.kind(), check::toString);
    assertFalse(check.hasParent(), check::toString);
    boolean isFailure = "failure".equals(check.attributes().get("netsonde.check.outcome"));
    assertEquals(isFailure, check.status() == ERROR, check::toString);
    assertEquals(isFailure, check.attributes().containsKey("error.type"), check::toString);
    assertEquals(isFailure, !check.why().isEmpty(), check::toString);
    long redirects = check.number("netsonde.http.redirects");
    List<Span> parts = children.getOrDefault(check.id(), List.of());
    assertAddUp(check, parts);
    boolean isBroken = isFailure && !WHOLE.contains(check.attributes().get("error.type"));
    if (redirects == 0) {
      assertPhases(parts, isBroken);
      return;
    }
    assertEquals(redirects + 1, parts.size(), check::toString);
    for (Span exchange : parts) {
      boolean isLast = exchange.equals(parts.getLast());
      assertEquals("http exchange", exchange.name());
      assertEquals(INTERNAL, exchange.kind());
      List<Span> phases = children.getOrDefault(exchange.id(), List.of());
      assertAddUp(exchange, phases);
      assertPhases(phases, isBroken && isLast);
    }
  }

  /** One begins where the one before ended. */
  private static void assertAddUp(Span whole, List<Span> parts) {
    assertFalse(parts.isEmpty(), whole::toString);
    long at = whole.startNanos();
    for (Span part : parts) {
      assertEquals(at, part.startNanos(), () -> part + " of " + whole);
      at = part.endNanos();
    }
    assertEquals(whole.endNanos(), at, () -> "the parts of " + whole);
  }

  private static void assertPhases(List<Span> phases, boolean isBroken) {
    List<String> order = Arrays.stream(HttpPhase.values()).map(HttpPhase::label).toList();
    List<String> names = new ArrayList<>();
    for (Span phase : phases) {
      String label = String.valueOf(phase.attributes().get("netsonde.http.phase"));
      assertEquals("http " + label, phase.name());
      assertEquals(INTERNAL, phase.kind());
      names.add(label);
      boolean fails = isBroken && phase.equals(phases.getLast());
      assertEquals(fails, phase.status() == ERROR, phase::toString);
      assertEquals(fails, phase.attributes().containsKey("error.type"), phase::toString);
    }
    assertEquals(order.stream().filter(names::contains).toList(), names);
  }

  private void assertFailures() {
    FAILURES.forEach(
        (probe, how) -> {
          Set<String> ways = new TreeSet<>();
          checks.stream()
              .map(Span::attributes)
              .filter(check -> probe.equals(check.get("netsonde.probe")))
              .forEach(
                  check ->
                      ways.add(check.get("netsonde.http.phase") + " " + check.get("error.type")));
          assertTrue(ways.contains(how), () -> probe + " fails so: " + ways);
        });
  }

  private Set<Object> seen(String attribute) {
    return checks.stream()
        .filter(check -> check.attributes().containsKey(attribute))
        .map(check -> check.attributes().get(attribute))
        .collect(Collectors.toSet());
  }

  /** What the services were sent is the identity of checks, so that theirs join those traces. */
  private void assertJoined(List<String> heard) {
    Set<String> sent = new TreeSet<>();
    for (String line : heard) {
      if (line.toLowerCase(Locale.ROOT).startsWith("traceparent:")) {
        String[] parts = line.substring("traceparent:".length()).strip().split("-", -1);
        assertEquals("01", parts[3], "sampled");
        sent.add(parts[1] + "/" + parts[2]);
      }
    }
    assertFalse(sent.isEmpty());
    sent.removeAll(checks.stream().map(Span::id).collect(Collectors.toSet()));
    assertEquals(Set.of(), sent, "sent to services, but no span of a check");
  }
}
