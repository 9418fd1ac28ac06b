package io.netsonde.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.CycleStatistics;
import io.netsonde.measurement.CycleTrace;
import io.netsonde.measurement.Path;
import io.netsonde.measurement.PathState;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.Stamps;
import io.netsonde.measurement.TimestampSource;
import io.netsonde.measurement.TrafficSimCycle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
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

  @Test
  void shouldWarnOnceWhenThePeerHasNeverAnswered() {
    state(0, 2, false);
    state(1, 2, false);
    for (int i = 0; i < 3; i++) {
      events.accept(nothingSent());
    }
    state(0, 2, true);
    String peer = "berlin.example.net port 5000 (agent 100)";
    assertEquals(
        List.of(
            "info probe to-berlin flow 0: looking for " + peer,
            "info probe to-berlin flow 1: looking for " + peer,
            "warn probe to-berlin: no answer yet from "
                + peer
                + ": check that a reflector listens there, that it allows this agent's id and that"
                + " the key matches; trying again",
            "info probe to-berlin flow 0: session with " + peer),
        log);
  }

  @Test
  void shouldNotSayThatAPeerNeverAnsweredWhoseSessionWasLost() {
    state(0, 2, true);
    state(0, 2, false);
    state(1, 2, true);
    log.clear();
    events.accept(nothingSent());
    assertEquals(List.of(), log);
  }

  private static TrafficSimCycle nothingSent() {
    CycleFigures nothing =
        new CycleStatistics()
            .close(new CycleTrace(0, 10), Stamps.PROCESS, false, OptionalLong.empty(), 0, 0);
    return new TrafficSimCycle(
        PATH,
        SpanIdentity.random(new Random(1)),
        Optional.empty(),
        0,
        TrafficSimCycle.Outcome.COMPLETE,
        TimestampSource.PROCESS,
        0,
        1,
        nothing,
        List.of(nothing, nothing));
  }
}
