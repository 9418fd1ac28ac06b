package io.netsonde.trafficsim.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.TrafficSimCycle;
import io.netsonde.measurement.trigger.Trigger;
import io.netsonde.measurement.trigger.TriggerReason;
import io.netsonde.measurement.trigger.TriggerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a whole hour of bad cycles costs, in virtual time: ten good minutes, then sixty bad ones, a
 * packet a second, a cycle a minute, and both ends as they are where nothing is configured.
 */
class BadHourTest {
  private static final TriggerSettings SETTINGS = TriggerSettings.DEFAULTS;
  private static final int FIRST = 10;
  private static final int MINUTES = 60;

  /** Bad enough for the rules that begin with the hour. */
  private long bad;

  private final List<String> reasons = new ArrayList<>();

  private Simulation run(Stream<String> events) {
    Trigger trigger = new Trigger(SETTINGS, Optional.empty());
    List<String> lines =
        Stream.concat(
                Stream.of(
                    "interval 1s cycle 60 timeout 2s duration 70m stamps both",
                    "forward delay 10ms routers 4",
                    "reverse delay 20ms routers 2"),
                events)
            .toList();
    ScenarioFile scenario = ScenarioFile.parse("bad hour", lines);
    Simulation simulation = new Simulation(scenario);
    simulation.trigger =
        cycle -> {
          bad += isBad(cycle) ? 1 : 0;
          Optional<TriggerReason> reason = trigger.accept(cycle);
          reason.ifPresent(why -> reasons.add(cycle.index() + " " + why.kind()));
          return reason.isPresent() ? SETTINGS.rounds() : 0;
        };
    simulation.run();
    Invariants.check(simulation, scenario);
    assertEquals(reasons.size(), count(simulation, Direction.FORWARD));
    assertTrue(count(simulation, Direction.REVERSE) <= reasons.size());
    assertTrue(
        simulation.probesSent <= 2L * reasons.size() * SETTINGS.rounds() * 30,
        () -> simulation.probesSent + " probes for " + reasons);
    return simulation;
  }

  private static boolean isBad(TrafficSimCycle cycle) {
    return cycle.total().roundTrip().loss().orElse(0) > SETTINGS.loss()
        || cycle.total().roundTrip().delay().mean() > 60e6;
  }

  private static long count(Simulation simulation, Direction direction) {
    return simulation.traces.stream().filter(trace -> trace.direction() == direction).count();
  }

  /** What happens to the way there in a minute of the hour. */
  private static String at(int minute, String what) {
    return "at " + (FIRST + minute) + "m forward " + what;
  }

  @Test
  void shouldTraceOnceFromEitherEndWhenEveryCycleOfTheHourLoses() {
    Simulation simulation = run(Stream.of(at(0, "lossy 3:25%")));
    assertTrue(bad >= MINUTES - 1, bad + " bad cycles");
    assertEquals(List.of("10 PACKET_LOSS"), reasons);
    assertEquals(1, count(simulation, Direction.REVERSE));
  }

  @Test
  void shouldTraceAHandfulOfTimesWhenLossComesAndGoes() {
    Stream<String> events =
        IntStream.range(0, MINUTES)
            .mapToObj(minute -> at(minute, minute % 4 == 0 ? "lossy 3:25%" : "lossy 3:0%"));
    Simulation simulation = run(events);
    assertTrue(bad >= MINUTES / 4, bad + " bad cycles");
    assertTrue(reasons.size() >= 3 && reasons.size() <= 6, reasons::toString);
    assertEquals(reasons.size(), count(simulation, Direction.REVERSE));
  }

  @Test
  void shouldTraceAHandfulOfTimesWhenEveryRuleIsBrokenInTurn() {
    List<String> ills = List.of("lossy 3:25%", "delay 80ms", "jitter 200ms");
    List<String> ends = List.of("lossy 3:0%", "delay 10ms", "jitter 0ms");
    Stream<String> events =
        IntStream.range(0, MINUTES / 5)
            .boxed()
            .flatMap(
                turn ->
                    Stream.of(
                        at(5 * turn, ills.get(turn % 3)), at(5 * turn + 5, ends.get(turn % 3))));
    Simulation simulation = run(events);
    assertTrue(bad >= MINUTES - 15, bad + " bad cycles");
    assertTrue(reasons.size() >= 3 && reasons.size() <= 6, reasons::toString);
    assertEquals(reasons.size(), count(simulation, Direction.REVERSE));
  }
}
