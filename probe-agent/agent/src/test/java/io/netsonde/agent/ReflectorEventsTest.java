package io.netsonde.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netsonde.measurement.ReflectorActivity;
import io.netsonde.measurement.ReflectorActivity.Count;
import io.netsonde.measurement.ReflectorActivity.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReflectorEventsTest {
  private final List<String> lines = new ArrayList<>();
  private final ReflectorEvents events =
      new ReflectorEvents(line -> lines.add("info " + line), line -> lines.add("warn " + line));

  @Test
  void shouldTellOfAClientOnceWhenItKeepsMeasuring() {
    for (int second = 0; second < 3; second++) {
      events.accept(activity(0, new Count(102, Outcome.RECEIVED, "", 10)));
    }
    events.accept(activity(0, new Count(103, Outcome.RECEIVED, "", 10)));
    assertEquals(
        List.of(
            "info reflector: agent 102 measures towards this one",
            "info reflector: agent 103 measures towards this one"),
        lines);
  }

  @Test
  void shouldTellOfAReasonOnceWhenPacketsAreRejected() {
    for (int second = 0; second < 3; second++) {
      events.accept(activity(0, new Count(Count.STRANGER, Outcome.REJECTED, "unknown_agent", 10)));
    }
    assertEquals(
        List.of(
            "warn reflector: rejects packets: unknown_agent; told once, counted in"
                + " netsonde.reflector.packets"),
        lines);
  }

  @Test
  void shouldBeSilentWhenTheNetworkDuplicates() {
    events.accept(activity(0, new Count(102, Outcome.REJECTED, "duplicate", 1)));
    events.accept(activity(0, new Count(102, Outcome.REJECTED, "replay", 1)));
    assertEquals(List.of(), lines);
  }

  @Test
  void shouldTellOfExpiredSessionsWhenTheyAreGone() {
    events.accept(activity(-2));
    assertEquals(List.of("info reflector: 2 silent sessions expired"), lines);
  }

  private static ReflectorActivity activity(int sessions, Count... counts) {
    return new ReflectorActivity(sessions, List.of(counts));
  }
}
