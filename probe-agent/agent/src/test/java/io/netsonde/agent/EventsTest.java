package io.netsonde.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netsonde.measurement.Path;
import io.netsonde.measurement.PathState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventsTest {
  private static final Path PATH = new Path("to-berlin", 100, "berlin.example.net", 5000);

  private final List<String> log = new ArrayList<>();
  private final Events events = new Events(m -> log.add("info " + m), m -> log.add("warn " + m));

  private void state(int flow, int flows, boolean up) {
    events.accept(new PathState(PATH, flow, flows, up, 0));
  }

  @Test
  void shouldLogOnceWhenStateChanges() {
    state(0, 1, false);
    state(0, 1, true);
    state(0, 1, true);
    state(0, 1, false);
    state(0, 1, false);
    state(0, 1, true);
    String peer = "berlin.example.net port 5000 (agent 100)";
    assertEquals(
        List.of(
            "info probe to-berlin: looking for " + peer,
            "info probe to-berlin: session with " + peer,
            "warn probe to-berlin: lost the session with " + peer + "; trying again",
            "info probe to-berlin: session again with " + peer),
        log);
  }

  @Test
  void shouldNameTheFlowWhenThereAreSeveral() {
    state(1, 2, true);
    assertEquals(
        List.of(
            "info probe to-berlin flow 1: session with berlin.example.net port 5000 (agent 100)"),
        log);
  }
}
