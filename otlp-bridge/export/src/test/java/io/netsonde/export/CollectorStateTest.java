package io.netsonde.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CollectorStateTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final ExportFailure DOWN = new ExportFailure(false, "connection refused");
  private static final ExportFailure NO = new ExportFailure(true, "UNAUTHENTICATED: who are you?");

  private final List<String> lines = new ArrayList<>();
  private final CollectorState state =
      new CollectorState("http://c:4317", event -> lines.add(event.line()));

  @Test
  void shouldSayNothingWhenAllIsWell() {
    outcome(Signal.METRICS, 0);
    outcome(Signal.TRACES, 1);
    assertEquals(List.of(), lines);
  }

  @Test
  void shouldSayOneLineForAnOutageOfAllSignalsAndOneForItsEnd() {
    for (int second = 0; second < 90; second += 10) {
      outcome(Signal.METRICS, second, DOWN);
      outcome(Signal.TRACES, second, DOWN);
    }
    outcome(Signal.METRICS, 90);
    outcome(Signal.TRACES, 91);
    assertEquals(
        List.of(
            "collector at http://c:4317 unreachable since 2026-11-21T12:00:00Z: connection"
                + " refused; retrying",
            "collector at http://c:4317 reachable again since 2026-11-21T12:01:30Z, after 90.0 s"),
        lines);
  }

  @Test
  void shouldSayOneLineForEachSignalThatIsRefused() {
    outcome(Signal.TRACES, 0, NO);
    outcome(Signal.TRACES, 1, NO);
    outcome(Signal.METRICS, 2, NO);
    outcome(Signal.TRACES, 3);
    assertEquals(
        List.of(
            "collector at http://c:4317 refuses traces: UNAUTHENTICATED: who are you?",
            "collector at http://c:4317 refuses metrics: UNAUTHENTICATED: who are you?",
            "collector at http://c:4317 accepts traces again"),
        lines);
  }

  @Test
  void shouldCountARefusalAsAnAnswerWhenAnOutageEnds() {
    outcome(Signal.METRICS, 0, DOWN);
    outcome(Signal.METRICS, 5, NO);
    assertEquals(3, lines.size());
    assertEquals(
        "collector at http://c:4317 reachable again since 2026-11-21T12:00:05Z, after 5.0 s",
        lines.get(1));
  }

  private void outcome(Signal signal, int second, ExportFailure... failure) {
    state.onOutcome(
        signal,
        failure.length == 0 ? Optional.empty() : Optional.of(failure[0]),
        NOON.plusSeconds(second));
  }
}
