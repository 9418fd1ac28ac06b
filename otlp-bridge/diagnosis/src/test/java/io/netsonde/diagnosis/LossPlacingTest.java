package io.netsonde.diagnosis;

import static io.netsonde.diagnosis.PathCycles.flow;
import static io.netsonde.measurement.Finding.State.BEGUN;
import static io.netsonde.measurement.Finding.State.OVER;
import static io.netsonde.measurement.FindingKind.LOCAL_INTERFACE;
import static io.netsonde.measurement.FindingKind.LOSS_AT_HOP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.AgentPause;
import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.FindingKind;
import io.netsonde.measurement.TrafficSimCycle;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Where traces say that loss begins, and when that is over. */
class LossPlacingTest {
  private final PathCycles cycles = new PathCycles();
  private final List<Finding> findings = new ArrayList<>();
  private final Diagnosis diagnosis =
      new Diagnosis(DiagnosisSettings.DEFAULTS, one -> findings.add((Finding) one));

  private long now = PathCycles.START;

  /** The time of the next scheduled trace. */
  private long next() {
    return now += PathCycles.MINUTE;
  }

  private TrafficSimCycle cycle(CycleFigures... flows) {
    TrafficSimCycle cycle = cycles.of(flows);
    diagnosis.accept(cycle);
    return cycle;
  }

  private List<FindingKind> kinds(Finding.State state) {
    return placings().stream().filter(one -> one.state() == state).map(Finding::kind).toList();
  }

  private List<Finding> placings() {
    return findings.stream()
        .filter(one -> one.kind() == LOSS_AT_HOP || one.kind() == LOCAL_INTERFACE)
        .toList();
  }

  /** A probe {@code type: trace} has found a loss of a third behind hop 3. */
  private void findLossBehindHopThree() {
    diagnosis.accept(Traces.at(next()).udp(15).losing(0, 0, 0, 5, 5, 4));
    diagnosis.accept(Traces.at(next()).udp(15).losing(0, 0, 0, 4, 6, 5));
    assertEquals(List.of(LOSS_AT_HOP), kinds(BEGUN));
  }

  @Test
  void shouldNotSayThatPacketsGetThroughWhenNothingDoes() {
    findLossBehindHopThree();
    for (int trace = 0; trace < 20; trace++) {
      diagnosis.accept(Traces.at(next()).udp(15).unreached().losing(0, 0, 0));
    }
    assertEquals(List.of(), kinds(OVER));
    assertEquals(List.of(LOSS_AT_HOP), kinds(BEGUN), "it is one finding");
  }

  @Test
  void shouldNotEndWhenTracesLoseWithoutSayingWhere() {
    diagnosis.accept(Traces.at(next()).udp(3).losing(0, 0, 0, 2, 2, 2, 2));
    diagnosis.accept(Traces.at(next()).udp(3).losing(0, 0, 0, 2, 2, 2, 2));
    assertEquals(List.of(LOSS_AT_HOP), kinds(BEGUN));
    Random random = new Random(5);
    for (int trace = 0; trace < 1_000; trace++) {
      int[] lost = new int[7];
      for (int hop = 3; hop < 7; hop++) {
        lost[hop] = (int) random.doubles(3).filter(each -> each < 0.6).count();
      }
      diagnosis.accept(Traces.at(next()).udp(3).losing(lost));
    }
    assertEquals(List.of(), kinds(OVER));
    assertEquals(List.of(LOSS_AT_HOP), kinds(BEGUN));
    for (int trace = 0; trace < 6; trace++) {
      diagnosis.accept(Traces.at(next()).udp(3).losing(0, 0, 0, 0, 0, 0, 0));
    }
    assertEquals(List.of(LOSS_AT_HOP), kinds(OVER));
  }

  @Test
  void shouldEndWhenTheHopsBehindAnswerThoughTheTargetNeverDoes() {
    diagnosis.accept(Traces.at(next()).udp(15).unreached().losing(0, 0, 6, 7, 6));
    diagnosis.accept(Traces.at(next()).udp(15).unreached().losing(0, 0, 7, 5, 6));
    assertEquals(List.of(LOSS_AT_HOP), kinds(BEGUN));
    diagnosis.accept(Traces.at(next()).udp(15).unreached().losing(0, 0, 0, 0, 0));
    diagnosis.accept(Traces.at(next()).udp(15).unreached().losing(0, 0, 0, 0, 0));
    assertEquals(List.of(LOSS_AT_HOP), kinds(OVER));
    assertTrue(findings.getLast().sentence().contains("packets get through again"));
  }

  @Test
  void shouldNotPlaceOnThePathWhatNeverLeftThisHost() {
    for (CycleFigures flow : List.of(PathCycles.unsent(60, 20), PathCycles.skipped(60, 20))) {
      TrafficSimCycle cause = cycle(flow);
      diagnosis.accept(Traces.at(cycles.end()).causedBy(cause.span()).losing(0, 0, 0, 0, 5));
      assertEquals(List.of(), findings.stream().filter(one -> one.kind() == LOSS_AT_HOP).toList());
    }
  }

  @Test
  void shouldNotTakeTracesOfOtherFlowsForRecovery() {
    CycleFigures[] flows = {flow(60, 0, 0), flow(60, 30, 0)};
    TrafficSimCycle cause = cycle(flows);
    diagnosis.accept(
        Traces.at(cycles.end()).causedBy(cause.span()).ofFlow(1).losing(0, 0, 7, 8, 7));
    assertEquals(List.of(LOSS_AT_HOP), kinds(BEGUN));
    for (int trace = 0; trace < 4; trace++) {
      diagnosis.accept(Traces.at(cycles.end()).ofFlow(0).losing(0, 0, 0, 0, 0));
    }
    assertEquals(List.of(), kinds(OVER));
  }

  @Test
  void shouldSayBehindWhichHopNothingGetsThroughWhenTheCycleLosesAll() {
    cycle(flow(60, 0, 0));
    diagnosis.accept(Traces.at(cycles.end()).losing(0, 0, 0, 0, 0));
    long start = cycles.end();
    TrafficSimCycle cause = cycle(flow(60, 60, 0));
    diagnosis.accept(Traces.at(cycles.end()).causedBy(cause.span()).unreached().losing(0, 0, 0));
    assertEquals(List.of(LOSS_AT_HOP), kinds(BEGUN));
    Finding finding = placings().getFirst();
    assertTrue(
        finding
            .sentence()
            .startsWith(
                "Between 10.0.3.1 (hop 3) and 10.0.4.1 (hop 4), nothing gets through, since"
                    + " 14:15:00; 15 rounds of a trace, 9"),
        finding.sentence());
    assertEquals(start, finding.sinceEpochNanos());
    assertEquals(4, finding.evidence().getOrDefault("netsonde.hop", Double.NaN));
    assertEquals(1, finding.evidence().getOrDefault("netsonde.evidence.loss", Double.NaN));
    for (int good = 0; good < 3; good++) {
      cycle(flow(60, 0, 0));
    }
    assertEquals(List.of(LOSS_AT_HOP), kinds(OVER));
  }

  @Test
  void shouldSayBehindWhichHopNothingGetsThroughThoughNobodyBehindIsKnown() {
    cycle(flow(60, 0, 0));
    TrafficSimCycle cause = cycle(flow(60, 60, 0));
    diagnosis.accept(Traces.at(cycles.end()).causedBy(cause.span()).unreached().losing(0, 0, 0));
    Finding finding = placings().getFirst();
    assertTrue(
        finding.sentence().startsWith("Beyond 10.0.3.1 (hop 3), nothing gets through, since "),
        finding.sentence());
    assertFalse(finding.details().containsKey("network.peer.address"));
    assertEquals("10.0.3.1", finding.details().get("netsonde.evidence.hop.before.address"));
  }

  @Test
  void shouldSeeTheOutageThatBeganInTheMidstOfItsCycle() {
    diagnosis.accept(Traces.at(cycles.end()).losing(0, 0, 0, 0, 0));
    TrafficSimCycle cause = cycle(PathCycles.burst(60, 25));
    diagnosis.accept(Traces.at(cycles.end()).causedBy(cause.span()).unreached().losing(0, 0, 0));
    assertEquals(List.of(LOSS_AT_HOP), kinds(BEGUN));
  }

  @Test
  void shouldClaimNoOutageWhenOnlyTheTraceIsNotAnswered() {
    diagnosis.accept(Traces.at(cycles.end()).losing(0, 0, 0, 0, 0));
    TrafficSimCycle cause = cycle(flow(60, 4, 0));
    diagnosis.accept(Traces.at(cycles.end()).causedBy(cause.span()).unreached().losing(0, 0, 0));
    assertEquals(List.of(), placings());
  }

  @Test
  void shouldBlameTheLocalInterfaceWhenNothingGetsToTheFirstHop() {
    diagnosis.accept(Traces.at(cycles.end()).losing(0, 0, 0, 0, 0));
    TrafficSimCycle cause = cycle(flow(60, 60, 0));
    diagnosis.accept(Traces.at(cycles.end()).causedBy(cause.span()).unreached().losing());
    assertEquals(List.of(LOCAL_INTERFACE), kinds(BEGUN));
    assertTrue(
        placings()
            .getFirst()
            .sentence()
            .startsWith("Between this host and 10.0.1.1 (hop 1), nothing gets through, "),
        placings()::toString);
  }

  @Test
  void shouldSayThatTheTargetOfScheduledTracesIsCutOff() {
    for (int trace = 0; trace < 5; trace++) {
      diagnosis.accept(Traces.at(next()).udp(3).losing(0, 0, 0, 3, 0, 0));
    }
    long since = next();
    diagnosis.accept(Traces.at(since).udp(3).unreached().losing(0, 0, 0));
    diagnosis.accept(Traces.at(next()).udp(3).unreached().losing(0, 0, 0));
    assertEquals(List.of(), placings());
    diagnosis.accept(Traces.at(next()).udp(3).unreached().losing(0, 0, 0));
    assertEquals(List.of(LOSS_AT_HOP), kinds(BEGUN));
    Finding finding = placings().getFirst();
    assertEquals(since, finding.sinceEpochNanos());
    assertTrue(
        finding
            .sentence()
            .matches(
                "Between 10\\.0\\.3\\.1 \\(hop 3\\) and 10\\.0\\.5\\.1 \\(hop 5\\), nothing gets"
                    + " through, since 14:20:00; 3 rounds of each of 3 traces, .*"),
        finding.sentence());
    diagnosis.accept(Traces.at(next()).udp(3).losing(0, 0, 0, 3, 0, 0));
    diagnosis.accept(Traces.at(next()).udp(3).losing(0, 0, 0, 3, 0, 0));
    assertEquals(List.of(LOSS_AT_HOP), kinds(OVER));
  }

  @Test
  void shouldClaimNoOutageWhenTheTargetHasNeverAnswered() {
    for (int trace = 0; trace < 50; trace++) {
      diagnosis.accept(Traces.at(next()).udp(3).unreached().losing(0, 0, 0));
    }
    assertEquals(List.of(), findings);
  }

  @Test
  void shouldClaimNoOutageWhenTheTargetAnswersSeldom() {
    for (int trace = 0; trace < 200; trace++) {
      boolean answers = trace % 4 == 0;
      diagnosis.accept(
          answers
              ? Traces.at(next()).udp(1).losing(0, 0, 0, 0)
              : Traces.at(next()).udp(1).unreached().losing(0, 0, 0));
    }
    assertEquals(List.of(), findings);
  }

  @Test
  void shouldKeepOneFindingWhenItIsPlacedLessExactly() {
    TrafficSimCycle first = cycle(flow(60, 15, 0));
    diagnosis.accept(Traces.causedBy(first.span(), cycles.end(), 0, 0, 4, 4, 4));
    for (int i = 0; i < 8; i++) {
      TrafficSimCycle cause = cycle(flow(60, 15, 0));
      diagnosis.accept(Traces.causedBy(cause.span(), cycles.end(), 0, 0, 1, 6, 5));
      cause = cycle(flow(60, 15, 0));
      diagnosis.accept(Traces.causedBy(cause.span(), cycles.end(), 0, 0, 4, 4, 4));
    }
    assertEquals(List.of(LOSS_AT_HOP), kinds(BEGUN));
    assertEquals(List.of(), kinds(OVER));
  }

  @Test
  void shouldSayThatLossBeginsElsewhereWhenItMoves() {
    TrafficSimCycle first = cycle(flow(60, 15, 0));
    diagnosis.accept(Traces.causedBy(first.span(), cycles.end(), 0, 4, 5, 5, 4));
    for (int trace = 0; trace < 2; trace++) {
      assertEquals(List.of(), kinds(OVER), "a single one may be wrong");
      TrafficSimCycle later = cycle(flow(60, 15, 0));
      diagnosis.accept(Traces.causedBy(later.span(), cycles.end(), 0, 0, 0, 0, 5));
    }
    assertEquals(List.of(LOSS_AT_HOP, LOSS_AT_HOP), kinds(BEGUN));
    assertEquals(List.of(LOSS_AT_HOP), kinds(OVER));
    assertEquals(
        "Between 10.0.1.1 (hop 1) and 10.0.2.1 (hop 2), loss does not begin any more but between"
            + " 10.0.4.1 (hop 4) and 10.0.5.1 (hop 5), after 3 minutes.",
        placings().get(1).sentence());
  }

  @Test
  void shouldNotTakeAnOlderCycleForTheCauseThatIsLeftOut() {
    cycle(flow(60, 0, 0));
    diagnosis.accept(new AgentPause(700_000_000, cycles.end() + PathCycles.MINUTE / 2));
    TrafficSimCycle cause = cycle(flow(60, 15, 0));
    cycle(flow(60, 14, 0, 25_000_000));
    diagnosis.accept(Traces.causedBy(cause.span(), cycles.end() + 1_000_000_000, 0, 0, 4, 4, 4));
    assertEquals(List.of(LOSS_AT_HOP), kinds(BEGUN));
  }
}
