package io.netsonde.diagnosis;

import static io.netsonde.diagnosis.PathCycles.flow;
import static io.netsonde.diagnosis.PathCycles.late;
import static io.netsonde.measurement.Finding.State.BEGUN;
import static io.netsonde.measurement.Finding.State.OVER;
import static io.netsonde.measurement.FindingKind.AGENT;
import static io.netsonde.measurement.FindingKind.ONE_DIRECTION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.AgentActivity;
import io.netsonde.measurement.AgentPause;
import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.FindingKind;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.TimestampSource;
import io.netsonde.measurement.http.HttpPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What the agent is blamed for, and what nobody is because of it. */
class AgentDiagnosisTest extends DiagnosedCycles {
  private static final long MILLI = 1_000_000;
  private static final long HALF = PathCycles.MINUTE / 2;

  private void pause(long endEpochNanos, long millis) {
    diagnosis.accept(new AgentPause(millis * MILLI, endEpochNanos));
  }

  private void missed(long slots) {
    diagnosis.accept(new AgentActivity(OptionalLong.of(0), 0, 0, 0, slots));
  }

  @Test
  void shouldSayThatTheAgentIsLateAndNothingOfPathsMeanwhile() {
    cycles(5, flow(60, 0, 0));
    cycles(5, flow(60, 30, 0, 25_000_000));
    diagnosis.accept(Traces.triggered(cycles.end(), 0, 0, 0, 0));
    assertEquals(List.of(AGENT), kinds(BEGUN));
    assertTrue(
        findings
            .getFirst()
            .sentence()
            .startsWith(
                "The agent itself does not keep up, since 14:20:00: one packet in a hundred"
                    + " leaves 25 ms late or more. What that spoils is"),
        findings.getFirst().sentence());
    assertEquals("", findings.getFirst().probe());
    cycles(6, flow(60, 0, 0));
    assertEquals(List.of(AGENT), kinds(OVER));
  }

  @Test
  void shouldSayThatTheAgentStallsAndNothingOfPathsMeanwhile() {
    for (int i = 0; i < 6; i++) {
      pause(cycles.end() + HALF, 700);
      cycles(1, flow(60, 30, 0));
    }
    assertEquals(List.of(AGENT), kinds(BEGUN));
  }

  @Test
  void shouldSayThatTheAgentMissesSlots() {
    for (int i = 0; i < 6; i++) {
      diagnosis.accept(new AgentActivity(OptionalLong.empty(), 0, 0, 0, 3));
      cycles(1, flow(60, 0, 0));
    }
    assertEquals(List.of(AGENT), kinds(BEGUN));
    assertTrue(findings.getFirst().sentence().contains("could not send 3 packets in time. "));
  }

  @Test
  void shouldLetSinglePauseDisturbOnlyWhatItFallsUpon() {
    cycles(2, flow(60, 12, 0));
    pause(cycles.end() + HALF, 2_000);
    cycles(1, flow(60, 12, 0));
    assertEquals(List.of(), findings);
    cycles(3, flow(60, 12, 0));
    assertEquals(List.of(ONE_DIRECTION), kinds(BEGUN));
  }

  @Test
  void shouldPassOverChecksDuringPauses() {
    Checks checks = new Checks();
    for (int i = 0; i < 40; i++) {
      diagnosis.accept(checks.with(HttpPhase.WAIT, i % 2 == 0 ? 45 : 55).next());
    }
    checks.with(HttpPhase.WAIT, 500);
    for (int i = 0; i < 10; i++) {
      HttpCheck check = checks.next();
      pause(check.startEpochNanos() + check.durationNanos() / 2, 60);
      diagnosis.accept(check);
    }
    diagnosis.finish();
    assertEquals(List.of(AGENT), kinds(BEGUN));
    for (int i = 0; i < 4; i++) {
      diagnosis.accept(checks.next());
    }
    diagnosis.finish();
    assertEquals(List.of(AGENT, FindingKind.SERVER_BOUND), kinds(BEGUN));
  }

  @Test
  void shouldFindLossThoughTheAgentStallsForAMomentInEachCycle() {
    for (int i = 0; i < 6; i++) {
      pause(cycles.end() + HALF, 60);
      cycles(1, late(flow(60, 12, 0), 1, 60 * MILLI));
    }
    assertEquals(List.of(ONE_DIRECTION), kinds(BEGUN));
  }

  @Test
  void shouldFindLossThoughTheProcessItselfStampsAndStallsForAMoment() {
    for (int i = 0; i < 6; i++) {
      pause(cycles.end() + HALF, 60);
      diagnosis.accept(cycles.of(PathCycles.MINUTE, TimestampSource.PROCESS, flow(60, 12, 0)));
    }
    assertEquals(List.of(ONE_DIRECTION), kinds(BEGUN));
  }

  @Test
  void shouldSayThatItIsBlindWhenItsOwnStampsAreSpoilt() {
    blinking(36, 50);
    assertEquals(List.of(AGENT), kinds(BEGUN));
    assertTrue(
        findings
            .getFirst()
            .sentence()
            .contains(
                ": it stalled for 600 ms, 50 ms of it at once; 12 of 12 measurements are"
                    + " spoilt by that. "),
        findings.getFirst().sentence());
    blinking(60, 0);
    assertEquals(List.of(AGENT), kinds(OVER));
    assertEquals(List.of(AGENT, ONE_DIRECTION), kinds(BEGUN));
  }

  /** Lossy cycles of five seconds with stamps of the process, which stalls for so long in each. */
  private void blinking(int count, long millis) {
    for (int i = 0; i < count; i++) {
      pause(cycles.end() + 2_000 * MILLI, millis);
      diagnosis.accept(cycles.of(PathCycles.MINUTE / 12, TimestampSource.PROCESS, flow(60, 12, 0)));
    }
  }

  @Test
  void shouldSayThatItIsBlindWhenItStallsForMostOfEachShortCycle() {
    for (int i = 0; i < 12 * 6; i++) {
      pause(cycles.end() + 2_000 * MILLI, 550);
      diagnosis.accept(cycles.of(PathCycles.MINUTE / 12, TimestampSource.KERNEL, flow(60, 12, 0)));
    }
    assertEquals(List.of(AGENT), kinds(BEGUN));
  }

  @Test
  void shouldNotBlameThePathForWhatItsKernelDropped() {
    for (int i = 0; i < 6; i++) {
      diagnosis.accept(new AgentActivity(OptionalLong.of(12), 0, 0, 0, 0));
      cycles(1, flow(60, 0, 12));
    }
    assertEquals(List.of(AGENT), kinds(BEGUN));
    assertTrue(
        findings
            .getFirst()
            .sentence()
            .contains(": its kernel dropped 12 packets not read in time. "),
        findings.getFirst().sentence());
    assertEquals(
        12.0,
        findings
            .getFirst()
            .evidence()
            .getOrDefault("netsonde.evidence.packets.dropped", Double.NaN));
  }

  @Test
  void shouldBlameThePathForWhatAFewDroppedPacketsDoNotExplain() {
    for (int i = 0; i < 6; i++) {
      diagnosis.accept(new AgentActivity(OptionalLong.of(1), 0, 0, 0, 0));
      cycles(1, flow(600, 0, 120));
    }
    assertEquals(List.of(ONE_DIRECTION), kinds(BEGUN));
  }

  @Test
  void shouldNotExcuseAPathByWhatItsReflectorDropped() {
    for (int i = 0; i < 6; i++) {
      diagnosis.accept(new AgentActivity(OptionalLong.of(0), 1_000, 0, 0, 0));
      cycles(1, flow(60, 0, 12));
    }
    assertEquals(List.of(ONE_DIRECTION), kinds(BEGUN));
  }

  @Test
  void shouldPassOverPausesBetweenChecks() {
    Checks checks = new Checks();
    for (int i = 0; i < 43; i++) {
      checks.with(HttpPhase.WAIT, i >= 40 ? 500 : i % 2 == 0 ? 45 : 55);
      HttpCheck check = checks.next();
      pause(check.startEpochNanos() - 50_000 * MILLI, 60);
      diagnosis.accept(check);
    }
    diagnosis.finish();
    assertEquals(List.of(FindingKind.SERVER_BOUND), kinds(BEGUN));
  }

  @Test
  void shouldCountPacketsOverAllProbesBeforeCallingTheAgentLate() {
    for (int minute = 0; minute < 6; minute++) {
      everyProbe(minute, 1);
    }
    assertEquals(List.of(), findings, "one packet of 6,000");
    for (int minute = 6; minute < 12; minute++) {
      everyProbe(minute, 61);
    }
    assertEquals(List.of(AGENT), kinds(BEGUN));
    assertTrue(
        findings
            .getFirst()
            .sentence()
            .contains(": one packet in a hundred leaves 11 ms late or more. "),
        findings.getFirst().sentence());
  }

  private final List<PathCycles> probes = new ArrayList<>();

  private void everyProbe(int minute, int late) {
    for (int probe = 0; probe < 100; probe++) {
      if (minute == 0) {
        probes.add(new PathCycles());
      }
      diagnosis.accept(
          probes.get(probe).of(late(flow(60, 0, 0), probe < late ? 1 : 0, 11 * MILLI)));
    }
  }

  @Test
  void shouldHoldMissedSlotsAgainstLongCyclesAndNotAgainstNone() {
    longCyclesBesideChecks(40, 1, flow(600, 0, 0));
    assertEquals(List.of(), findings, "one of sixty a minute, in two of three");
    longCyclesBesideChecks(20, 3, flow(600, 0, 0));
    assertEquals(List.of(AGENT), kinds(BEGUN));
  }

  @Test
  void shouldFindThatPacketsOfLongCyclesLeaveLate() {
    longCyclesBesideChecks(10, 0, flow(600, 0, 0));
    longCyclesBesideChecks(20, 0, flow(600, 0, 0, 25 * MILLI));
    longCyclesBesideChecks(2, 0);
    assertEquals(List.of(AGENT), kinds(BEGUN));
    longCyclesBesideChecks(40, 0, flow(600, 0, 0));
    assertEquals(List.of(AGENT), kinds(OVER));
  }

  private final Checks checks = new Checks();

  /** A packet a second in cycles of ten minutes, and a check a minute. */
  private void longCyclesBesideChecks(int minutes, long missed, CycleFigures... flow) {
    for (int minute = 0; minute < minutes; minute++) {
      missed(minute % 3 == 0 ? 0 : missed);
      diagnosis.accept(checks.next());
      if (minute % 10 == 9) {
        diagnosis.accept(cycles.of(10 * PathCycles.MINUTE, TimestampSource.KERNEL, flow));
      }
    }
  }
}
