package io.netsonde.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.CycleStatistics;
import io.netsonde.measurement.Path;
import io.netsonde.measurement.TrafficSimCycle;
import io.netsonde.netio.Stamping;
import io.netsonde.trafficsim.net.SendOptions;
import io.netsonde.trafficsim.net.SenderEnvironment;
import io.netsonde.trafficsim.net.SenderLoop;
import io.netsonde.trafficsim.sender.ProbeSettings;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Either side is killed, without a chance to say so, and started again. */
class KillAndRestartIT {
  private static final Duration RECOVERY = Duration.ofSeconds(7);
  private static final int CYCLE = 50;

  @RegisterExtension final Programs programs = new Programs();

  /**
   * The probe is in this process: so both times, of the reflector's line and of the first answer,
   * are of one clock.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldMeasureAgainWithinSevenSecondsWhenTheReflectorIsKilled(boolean noticed)
      throws Exception {
    Program first = reflect(0);
    int port = Reflecting.port(first);
    Measuring measuring = new Measuring();
    try (SenderLoop loop = new SenderLoop(SenderEnvironment.of(Stamping.best()), measuring)) {
      loop.start();
      loop.add(settings(port), SendOptions.DEFAULT, System.nanoTime(), measuring, measuring);
      measuring.awaitCycleWithoutLoss();
      first.kill();
      if (noticed) {
        measuring.awaitSessionLost();
      }
      Program second = reflect(port);
      long listening = second.awaitOut(Reflecting.LINE).nanos();
      Duration took = Duration.ofNanos(measuring.awaitNextAnswerNanos() - listening);
      assertTrue(took.compareTo(RECOVERY) < 0, "measured again only after " + took);
      assertEquals(1, measuring.restarts());
      measuring.awaitCycleWithoutLoss();
      loop.stop();
      assertTrue(loop.awaitDone(Program.LIMIT));
    }
    assertEquals(List.of(), measuring.defects());
    assertFigures(measuring.cycles());
  }

  @Test
  void shouldBeAnsweredAtOnceWhenTheSenderIsKilledAndStartedAgain() throws Exception {
    Program reflect = reflect(0);
    String target = "127.0.0.1:" + Reflecting.port(reflect);
    Program killed = programs.start("ping", target, "--count", "30000", "--interval", "5ms");
    killed.awaitOut("seq=20 ");
    killed.kill();
    Program again = programs.start("ping", target, "--count", "100", "--interval", "5ms");
    assertEquals(0, again.awaitExit());
    assertTrue(again.out().contains("late 0, direction of loss undecided 0"), "undecided losses");
    long answered =
        again.out().stream()
            .filter(line -> line.contains(" rtt<=") || line.contains(" rtt="))
            .count();
    assertEquals(100, answered);
    reflect.terminate();
    assertEquals(0, reflect.awaitExit());
  }

  private Program reflect(int port) {
    return programs.start("reflect", "--listen", "127.0.0.1:" + port);
  }

  private static ProbeSettings settings(int port) {
    return new ProbeSettings(
        new Path("restart", 0, "127.0.0.1", port),
        101,
        Duration.ofMillis(20),
        CYCLE,
        Duration.ofSeconds(1),
        128,
        1,
        List.of(),
        0);
  }

  private static void assertFigures(List<TrafficSimCycle> cycles) {
    assertEquals(
        LongStream.range(0, cycles.size()).boxed().toList(),
        cycles.stream().map(TrafficSimCycle::index).toList());
    for (TrafficSimCycle cycle : cycles.subList(0, cycles.size() - 1)) {
      assertEquals(TrafficSimCycle.Outcome.COMPLETE, cycle.outcome());
      assertEquals(CYCLE, cycle.total().packets());
    }
    CycleFigures total =
        CycleStatistics.total(cycles.stream().map(TrafficSimCycle::total).toList());
    String all = table(cycles);
    assertEquals(total.packets(), total.roundTrip().sent(), all);
    assertEquals(
        total.roundTrip().sent(), total.roundTrip().received() + total.roundTrip().lost(), all);
    assertTrue(total.roundTrip().lost() > 0, all);
    assertEquals(total.roundTrip().lost(), total.undecided() + total.late(), all);
    assertEquals(0, total.forward().lost(), all);
    assertEquals(0, total.reverse().lost(), all);
  }

  /** A line a cycle. */
  private static String table(List<TrafficSimCycle> cycles) {
    StringBuilder table = new StringBuilder();
    for (TrafficSimCycle cycle : cycles) {
      CycleFigures total = cycle.total();
      table
          .append("\ncycle ")
          .append(cycle.index())
          .append(' ')
          .append(cycle.outcome())
          .append(": sent ")
          .append(total.roundTrip().sent())
          .append(", received ")
          .append(total.roundTrip().received())
          .append(", lost ")
          .append(total.roundTrip().lost())
          .append(" (forward ")
          .append(total.forward().lost())
          .append(", reverse ")
          .append(total.reverse().lost())
          .append(", undecided ")
          .append(total.undecided())
          .append(", late ")
          .append(total.late())
          .append(')');
    }
    return table.toString();
  }
}
