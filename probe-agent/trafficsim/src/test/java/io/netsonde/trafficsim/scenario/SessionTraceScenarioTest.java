package io.netsonde.trafficsim.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.TrafficSimCycle;
import io.netsonde.measurement.trace.Hop;
import io.netsonde.measurement.trace.HopEnd;
import io.netsonde.trafficsim.wire.TraceBack.Decision;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces of a session through simulated routers, in virtual time. */
class SessionTraceScenarioTest {
  private static final String[] CALM = {
    "interval 100ms cycle 20 timeout 2s duration 60s stamps both",
    "forward delay 10ms routers 4",
    "reverse delay 20ms routers 2",
  };

  private static Simulation run(String... more) {
    List<String> lines =
        java.util.stream.Stream.concat(java.util.Arrays.stream(CALM), java.util.Arrays.stream(more))
            .toList();
    ScenarioFile scenario = ScenarioFile.parse("traced", lines);
    Simulation simulation = new Simulation(scenario);
    simulation.run();
    Invariants.check(simulation, scenario);
    return simulation;
  }

  private static Trace trace(Simulation simulation, Direction direction) {
    List<Trace> found =
        simulation.traces.stream().filter(one -> one.direction() == direction).toList();
    assertEquals(1, found.size(), found.toString());
    return found.getFirst();
  }

  /** The TTL whose hop and all before it lost nothing, and all behind it did. */
  private static int lastWithoutLoss(Trace trace) {
    List<Boolean> lossy = trace.hops().stream().map(hop -> hop.received() < hop.sent()).toList();
    int clean = lossy.contains(true) ? lossy.indexOf(true) : lossy.size();
    assertTrue(
        lossy.subList(clean, lossy.size()).stream().allMatch(lost -> lost), trace.toString());
    return clean;
  }

  @Test
  void shouldSeeEveryRouterAndItsDelayFromBothEndsWhenNothingIsLost() {
    Simulation simulation = run("at 20s sender trace 15");
    Trace there = trace(simulation, Direction.FORWARD);
    Trace back = trace(simulation, Direction.REVERSE);
    assertEquals(5, there.hops().size());
    assertEquals(3, back.hops().size());
    for (Hop hop : there.hops()) {
      boolean target = hop.ttl() == 5;
      assertEquals(target ? HopEnd.TARGET : HopEnd.EXPIRED, hop.end().orElseThrow());
      assertEquals(15, hop.received());
      assertEquals(target ? 30_000_000 : hop.ttl() * 4_000_000L, hop.rtt().min(), "hop " + hop);
      assertEquals(hop.rtt().min(), hop.rtt().max());
    }
    for (Hop hop : back.hops()) {
      boolean target = hop.ttl() == 3;
      assertEquals(target ? HopEnd.TARGET : HopEnd.EXPIRED, hop.end().orElseThrow());
      assertEquals(15, hop.received());
      assertEquals(
          target ? 30_000_000 : 2 * 20_000_000L * hop.ttl() / 3, hop.rtt().min(), "hop " + hop);
    }
    assertEquals(List.of(Decision.ACCEPTED), simulation.decisions);
    assertEquals(there.cause(), back.cause());
    assertEquals(there.span().traceId(), back.span().traceId());
  }

  @Test
  void shouldCountNothingOfATraceAsMeasured() {
    Simulation calm = run();
    Simulation traced = run("at 20s sender trace 15");
    assertEquals(2, traced.traces.size());
    assertEquals(calm.cycles.size(), traced.cycles.size());
    for (int i = 0; i < calm.cycles.size(); i++) {
      TrafficSimCycle with = traced.cycles.get(i);
      TrafficSimCycle without = calm.cycles.get(i);
      assertEquals(without.total(), with.total(), "cycle " + i);
    }
    assertEquals(calm.reflections, traced.reflections);
    assertEquals(calm.states, traced.states);
  }

  @Test
  void shouldSeeWhereLossBeginsWhenARouterLosesOnTheWayThere() {
    Simulation simulation = run("forward lossy 3:30%", "at 20s sender trace 30");
    assertEquals(3, lastWithoutLoss(trace(simulation, Direction.FORWARD)));
    // On the way back only the other end's answer takes the lossy way.
    assertEquals(2, lastWithoutLoss(trace(simulation, Direction.REVERSE)));
  }

  @Test
  void shouldSeeWhereLossBeginsWhenARouterLosesOnTheWayBack() {
    Simulation simulation = run("reverse lossy 1:30%", "at 20s sender trace 30");
    assertEquals(4, lastWithoutLoss(trace(simulation, Direction.FORWARD)));
    assertEquals(1, lastWithoutLoss(trace(simulation, Direction.REVERSE)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20, 38})
  void shouldAskEachHopAloneWhenRoutersQuoteTooLittleToTellThemApart(int bytes) {
    Simulation simulation =
        run(
            "forward quoting " + bytes,
            "reverse quoting " + bytes,
            "reverse silent 1",
            "duration 120s",
            "at 20s sender trace 5");
    Trace there = trace(simulation, Direction.FORWARD);
    assertEquals(
        List.of(1, 2, 3, 4, 5), there.hops().stream().map(Hop::ttl).toList(), there.toString());
    for (Hop hop : there.hops()) {
      assertEquals(0, hop.sent() - hop.received(), "hop " + hop);
      assertEquals(
          hop.ttl() == 5 ? 30_000_000 : hop.ttl() * 4_000_000L, hop.rtt().min(), "hop " + hop);
    }
    Trace back = trace(simulation, Direction.REVERSE);
    assertTrue(back.isReached());
    assertEquals(List.of(true, false, false), back.hops().stream().map(Hop::isSilent).toList());
  }

  @Test
  void shouldTraceBackOnceInACoolDownHoweverOftenItIsAsked() {
    Simulation simulation =
        run(
            "cooldown 25s",
            "at 10s sender trace 3",
            "at 20s sender trace 3",
            "at 30s sender trace 3",
            "at 36s sender trace 3");
    assertEquals(
        List.of(Decision.ACCEPTED, Decision.COOLING_DOWN, Decision.COOLING_DOWN, Decision.ACCEPTED),
        simulation.decisions);
    assertEquals(
        2, simulation.traces.stream().filter(t -> t.direction() == Direction.REVERSE).count());
    assertEquals(
        4, simulation.traces.stream().filter(t -> t.direction() == Direction.FORWARD).count());
  }

  @Test
  void shouldEndTheTraceWithWhatItFoundWhenTheSenderStops() {
    Simulation simulation = run("at 59s sender trace 300");
    Trace there = trace(simulation, Direction.FORWARD);
    assertEquals(300, there.rounds());
    int rounds = (int) there.hops().getFirst().sent();
    assertTrue(rounds > 5 && rounds < 20, there.toString());
    assertTrue(there.isReached());
  }

  @Test
  void shouldTraceWhatIsLeftWhenThePeerIsGone() {
    Simulation simulation = run("after 60s", "at 19s reflector stop", "at 20s sender trace 3");
    Trace there = trace(simulation, Direction.FORWARD);
    assertEquals(4, there.hops().size());
    assertTrue(IntStream.range(0, 4).allMatch(i -> there.hops().get(i).received() == 3));
    assertEquals(List.of(), simulation.decisions);
  }

  @Test
  void shouldSeeHowFarPacketsComeWhenThePeerHasNeverAnswered() {
    Simulation simulation = run("at 0s reflector stop", "at 20s sender trace 3");
    Trace there = trace(simulation, Direction.FORWARD);
    assertEquals(4, there.hops().size());
    assertTrue(there.hops().stream().allMatch(hop -> hop.received() == 3), there.toString());
    assertEquals(List.of(), simulation.decisions, "nobody is asked");
    TrafficSimCycle first = simulation.cycles.getFirst();
    assertEquals(TrafficSimCycle.Outcome.COMPLETE, first.outcome(), first.toString());
    assertEquals(1, first.total().roundTrip().loss().orElseThrow(), first.toString());
  }

  @Test
  void shouldTraceOneWayAndMeasureAsEverWhenTheReflectorKnowsNothingOfTraces() {
    Simulation calm = run("oldreflector yes");
    Simulation traced = run("oldreflector yes", "at 20s sender trace 15");
    Trace there = trace(traced, Direction.FORWARD);
    assertEquals(1, traced.traces.size());
    assertTrue(there.isReached());
    assertEquals(5, there.hops().size());
    there.hops().forEach(hop -> assertEquals(15, hop.received(), hop.toString()));
    assertEquals(List.of(Decision.REFUSED), traced.decisions);
    assertEquals(
        calm.cycles.stream().map(TrafficSimCycle::total).toList(),
        traced.cycles.stream().map(TrafficSimCycle::total).toList());
    assertEquals(calm.reflections, traced.reflections);
    assertEquals(calm.states, traced.states);
  }
}
