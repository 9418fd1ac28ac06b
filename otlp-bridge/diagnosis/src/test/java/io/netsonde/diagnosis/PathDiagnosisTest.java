package io.netsonde.diagnosis;

import static io.netsonde.diagnosis.PathCycles.flow;
import static io.netsonde.measurement.Finding.State.BEGUN;
import static io.netsonde.measurement.Finding.State.OVER;
import static io.netsonde.measurement.FindingKind.LOCAL_INTERFACE;
import static io.netsonde.measurement.FindingKind.LOSS_AT_HOP;
import static io.netsonde.measurement.FindingKind.ONE_DIRECTION;
import static io.netsonde.measurement.FindingKind.ONE_FLOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.InterfaceChange;
import io.netsonde.measurement.TrafficSimCycle;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PathDiagnosisTest extends DiagnosedCycles {
  private static final int WEEK = 7 * 24 * 60;

  @Test
  void shouldSayThatOneDirectionLoses() {
    cycles(5, flow(60, 0, 0));
    cycles(1, flow(60, 12, 0));
    assertEquals(List.of(), findings);
    cycles(2, flow(60, 12, 0));
    assertEquals(List.of(ONE_DIRECTION), kinds(BEGUN));
    Finding finding = findings.getFirst();
    assertEquals("forward", finding.details().get("netsonde.direction"));
    assertEquals(0.2, finding.evidence().getOrDefault("netsonde.forward.loss", Double.NaN), 1e-12);
    assertTrue(
        finding
            .sentence()
            .matches(
                "On the way to berlin.example.net, (13|20) % of packets are lost, on the way back"
                    + " none, since 14:(19|20):00; 99.9 % sure."),
        finding.sentence());
    cycles(2, flow(60, 0, 0));
    assertEquals(List.of(), kinds(OVER));
    cycles(3, flow(60, 0, 0));
    assertEquals(List.of(ONE_DIRECTION), kinds(OVER));
  }

  @Test
  void shouldSayThatTheWayBackLoses() {
    cycles(3, flow(100, 1, 15));
    assertEquals(List.of(ONE_DIRECTION), kinds(BEGUN));
    assertTrue(
        findings.getFirst().sentence().startsWith("On the way back from berlin.example.net, 15 % "),
        findings.getFirst().sentence());
  }

  @Test
  void shouldNotBlameOneDirectionWhenBothLose() {
    cycles(10, flow(600, 120, 90));
    assertEquals(List.of(), findings);
  }

  @Test
  void shouldLetSingleBurstPass() {
    for (int i = 0; i < 10; i++) {
      cycles(1, flow(60, 40, 0));
      cycles(3, flow(60, 0, 0));
    }
    assertEquals(List.of(), findings);
  }

  @Test
  void shouldSayThatOneFlowLoses() {
    CycleFigures[] flows = Collections.nCopies(8, flow(200, 0, 0)).toArray(new CycleFigures[0]);
    cycles(3, flows);
    flows[3] = flow(200, 40, 0);
    cycles(2, flows);
    assertEquals(List.of(), findings);
    cycles(1, flows);
    assertEquals(List.of(ONE_FLOW), kinds(BEGUN));
    cycles(5, flows);
    assertEquals(List.of(ONE_FLOW), kinds(BEGUN), "and not of one direction as well");
    assertEquals(
        "Flow 3 of 8 to berlin.example.net loses 20 % on the way there, the others nothing, since"
            + " 14:17:00: one of several equal-cost paths is bad; 99.9 % sure.",
        findings.getFirst().sentence());
    flows[3] = flow(200, 0, 0);
    cycles(4, flows);
    assertEquals(List.of(ONE_FLOW), kinds(OVER));
  }

  @Test
  void shouldSayWhereLossBegins() {
    cycles(5, flow(60, 0, 0));
    TrafficSimCycle cause = cycles.of(flow(60, 12, 0));
    diagnosis.accept(cause);
    diagnosis.accept(Traces.causedBy(cause.span(), cycles.end(), 0, 0, 3, 4, 3));
    assertEquals(List.of(LOSS_AT_HOP), kinds(BEGUN));
    Finding finding = findings.getFirst();
    assertTrue(
        finding
            .sentence()
            .matches(
                "Between 10\\.0\\.2\\.1 \\(hop 2\\) and 10\\.0\\.3\\.1 \\(hop 3\\), 2\\d % of"
                    + " packets are lost on the way there, since 14:19:00; 15 rounds of a trace,"
                    + " [89]\\d.* %"
                    + " sure\\."),
        finding.sentence());
    assertEquals(3, finding.evidence().getOrDefault("netsonde.hop", Double.NaN));
    assertEquals("10.0.3.1", finding.details().get("network.peer.address"));
    cycles(2, flow(60, 0, 0));
    assertEquals(List.of(), kinds(OVER));
    cycles(1, flow(60, 0, 0));
    assertEquals(List.of(LOSS_AT_HOP), kinds(OVER));
    assertEquals(
        "Between 10.0.2.1 (hop 2) and 10.0.3.1 (hop 3), packets get through again, after 60"
            + " seconds.",
        findings.getLast().sentence());
  }

  @Test
  void shouldPassOverRouterThatLimitsItsAnswers() {
    cycles(2, flow(60, 0, 0));
    diagnosis.accept(Traces.triggered(cycles.end(), 0, 0, 7, 0, 0));
    assertEquals(List.of(), findings);
  }

  @Test
  void shouldAskTwoScheduledTracesToAgree() {
    diagnosis.accept(Traces.scheduled(cycles.end(), 0, 0, 5, 5, 4));
    assertEquals(List.of(), findings);
    diagnosis.accept(Traces.scheduled(cycles.end() + PathCycles.MINUTE, 0, 0, 5, 4, 5));
    assertEquals(List.of(LOSS_AT_HOP), kinds(BEGUN));
    assertEquals(cycles.end(), findings.getFirst().sinceEpochNanos());
    assertTrue(
        findings.getFirst().sentence().contains(" are lost there or back, since "),
        findings.getFirst().sentence());
    diagnosis.accept(Traces.scheduled(cycles.end() + 2 * PathCycles.MINUTE, 0, 0, 0, 0, 0));
    diagnosis.accept(Traces.scheduled(cycles.end() + 3 * PathCycles.MINUTE, 0, 0, 0, 0, 0));
    assertEquals(List.of(LOSS_AT_HOP), kinds(OVER));
  }

  @Test
  void shouldFollowLossThatMoves() {
    cycles(1, flow(60, 15, 0));
    diagnosis.accept(Traces.triggered(cycles.end(), 0, 0, 5, 5, 4));
    diagnosis.accept(Traces.triggered(cycles.end(), 0, 0, 0, 0, 5));
    diagnosis.accept(Traces.triggered(cycles.end(), 0, 0, 0, 0, 5));
    assertEquals(List.of(LOSS_AT_HOP, LOSS_AT_HOP), kinds(BEGUN));
    assertEquals(List.of(LOSS_AT_HOP), kinds(OVER));
  }

  @Test
  void shouldBlameTheLocalInterfaceWhenTheFirstHopLoses() {
    cycles(1, flow(60, 14, 0));
    diagnosis.accept(Traces.triggered(cycles.end(), 4, 3, 4, 3));
    assertEquals(List.of(LOCAL_INTERFACE), kinds(BEGUN));
    assertTrue(
        findings.getFirst().sentence().startsWith("Between this host and 10.0.1.1 (hop 1), "),
        findings.getFirst().sentence());
  }

  @Test
  void shouldBlameTheLocalInterfaceWhenItChanges() {
    cycles(5, flow(60, 0, 0));
    diagnosis.accept(
        new InterfaceChange(
            PathCycles.PATH,
            Optional.of("eth0"),
            "wlan0",
            "192.0.2.7",
            "eth0 is down",
            cycles.end() + PathCycles.MINUTE / 2));
    cycles(1, flow(60, 5, 0));
    assertEquals(List.of(LOCAL_INTERFACE), kinds(BEGUN));
    assertEquals(
        "The way out to berlin.example.net changed from eth0 to wlan0 (eth0 is down), and 5 of 60"
            + " packets were lost about that time, more than before, since 14:19:30; 99.9 % sure.",
        findings.getFirst().sentence());
    cycles(3, flow(60, 0, 0));
    assertEquals(List.of(LOCAL_INTERFACE), kinds(OVER));
  }

  @Test
  void shouldPassOverChangeOfInterfaceThatLosesNothing() {
    diagnosis.accept(
        new InterfaceChange(
            PathCycles.PATH, Optional.empty(), "eth0", "192.0.2.7", "begins", PathCycles.START));
    cycles(2, flow(60, 20, 20));
    cycles(1, flow(60, 0, 0));
    diagnosis.accept(
        new InterfaceChange(
            PathCycles.PATH,
            Optional.of("eth0"),
            "wlan0",
            "192.0.2.7",
            "eth0 is down",
            cycles.end() + 1));
    cycles(1, flow(60, 1, 0));
    assertEquals(List.of(), findings);
  }

  @Test
  void shouldPassOverCyclesAndWindowsOfNothing() {
    cycles(5, flow(0, 0, 0));
    cycles(5, flow(60, 60, 0));
    diagnosis.finish();
    assertTrue(findings.stream().noneMatch(one -> one.kind() == ONE_FLOW));
  }

  /**
   * Random loss of a thousandth each way, and in each direction of a flow a burst every 200 cycles.
   */
  @Test
  void shouldFindLessThanOneHealthyPathLossyPerWeek() {
    int weeks = 10;
    Random random = new Random(1);
    for (int week = 0; week < weeks; week++) {
      for (int minute = 0; minute < WEEK; minute++) {
        CycleFigures[] flows = new CycleFigures[4];
        for (int i = 0; i < flows.length; i++) {
          flows[i] = flow(60, healthyLoss(random), healthyLoss(random));
        }
        diagnosis.accept(cycles.of(flows));
      }
    }
    int begun = kinds(BEGUN).size();
    System.out.println("PATH: " + (double) begun / weeks + " false findings a week");
    assertTrue(begun < weeks, findings.toString());
  }

  private static long healthyLoss(Random random) {
    long lost = random.nextInt(200) == 0 ? random.nextInt(1, 20) : 0;
    for (int packet = 0; packet < 40; packet++) {
      lost += random.nextInt(1000) == 0 ? 1 : 0;
    }
    return lost;
  }

  @Test
  void shouldFindRealLossWithinThreeCycles() {
    Random random = new Random(2);
    int trials = 300;
    int found = 0;
    for (int trial = 0; trial < trials; trial++) {
      findings.clear();
      Diagnosis fresh =
          new Diagnosis(DiagnosisSettings.DEFAULTS, one -> findings.add((Finding) one));
      boolean there = random.nextBoolean();
      for (int cycle = 0; cycle < 3; cycle++) {
        int lost = 0;
        for (int packet = 0; packet < 60; packet++) {
          lost += random.nextInt(5) == 0 ? 1 : 0;
        }
        fresh.accept(cycles.of(there ? flow(60, lost, 0) : flow(60, 0, lost)));
      }
      found += kinds(BEGUN).equals(List.of(ONE_DIRECTION)) ? 1 : 0;
    }
    System.out.println("PATH: " + found + " of " + trials + " within three cycles");
    assertTrue(found >= 0.97 * trials, found + " of " + trials);
  }
}
