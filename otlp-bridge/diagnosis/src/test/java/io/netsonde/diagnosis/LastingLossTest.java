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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Loss that lasts is found once, from its beginning to its end. */
class LastingLossTest extends DiagnosedCycles {
  private static final int DAY = 24 * 60;

  private final Random random = new Random(9);

  private long lost(double share) {
    return random.doubles(60).filter(each -> each < share).count();
  }

  @Test
  void shouldFindLastingLossOfOneDirectionOnceWhateverItsSize() {
    for (double share : new double[] {0.02, 0.04, 0.07, 0.1, 0.2, 0.6}) {
      findings.clear();
      long start = cycles.end();
      for (int cycle = 0; cycle < DAY; cycle++) {
        cycles(1, flow(60, lost(share), 0));
      }
      assertEquals(List.of(ONE_DIRECTION), kinds(BEGUN), share + " lost");
      assertEquals(List.of(), kinds(OVER));
      assertTrue(findings.getFirst().atEpochNanos() <= start + 45 * PathCycles.MINUTE);
      cycles(30, flow(60, 0, 0));
      assertEquals(List.of(ONE_DIRECTION), kinds(OVER));
    }
  }

  /**
   * Of paths that lose one of 2,000 packets each way for two hours, and then a fiftieth one way.
   */
  @Test
  void shouldFindSmallLossWithinTheHourAndSayWhenItBegan() {
    int trials = 200;
    int early = 0;
    List<Double> delays = new ArrayList<>();
    List<Double> errors = new ArrayList<>();
    for (int trial = 0; trial < trials; trial++) {
      PathCycles one = new PathCycles();
      List<Finding> found = new ArrayList<>();
      Diagnosis fresh = new Diagnosis(DiagnosisSettings.DEFAULTS, it -> found.add((Finding) it));
      for (int cycle = 0; cycle < 120; cycle++) {
        fresh.accept(one.of(flow(60, lost(0.0005), lost(0.0005))));
      }
      early += found.size();
      found.clear();
      long start = one.end();
      while (found.isEmpty()) {
        fresh.accept(one.of(flow(60, lost(0.02), lost(0.0005))));
      }
      assertEquals(ONE_DIRECTION, found.getFirst().kind());
      delays.add((found.getFirst().atEpochNanos() - start) / (double) PathCycles.MINUTE);
      errors.add(Math.abs(found.getFirst().sinceEpochNanos() - start) / (double) PathCycles.MINUTE);
    }
    Collections.sort(delays);
    Collections.sort(errors);
    String figures =
        String.format(
            Locale.ROOT,
            "found after %.0f cycles, in 19 of 20 within %.0f; its beginning off by %.0f, %.0f",
            delays.get(trials / 2),
            delays.get(trials * 19 / 20),
            errors.get(trials / 2),
            errors.get(trials * 19 / 20));
    System.out.println("PATH: 2 % " + figures);
    assertEquals(0, early, "found before it was there");
    assertTrue(delays.get(trials * 19 / 20) <= 60, figures);
    assertTrue(errors.get(trials / 2) <= 3 && errors.get(trials * 19 / 20) <= 30, figures);
  }

  @Test
  void shouldFindLastingLossOfOneFlowOnce() {
    for (int cycle = 0; cycle < DAY; cycle++) {
      CycleFigures[] flows = new CycleFigures[8];
      Arrays.fill(flows, flow(60, 0, 0));
      flows[3] = flow(60, lost(0.15), 0);
      cycles(1, flows);
    }
    assertEquals(List.of(ONE_FLOW), kinds(BEGUN));
    assertEquals(List.of(), kinds(OVER));
    CycleFigures[] good = new CycleFigures[8];
    Arrays.fill(good, flow(60, 0, 0));
    cycles(4, good);
    assertEquals(List.of(ONE_FLOW), kinds(OVER));
    assertEquals(
        "Flow 3 to berlin.example.net gets through again, after 24 hours.",
        findings.getLast().sentence());
  }

  @Test
  void shouldSaySinceTheFirstCycleThatLost() {
    cycles(9, flow(60, 0, 0));
    long start = cycles.end();
    cycles(3, flow(60, 4, 0));
    cycles(20, flow(60, 4, 0));
    assertEquals(List.of(ONE_DIRECTION), kinds(BEGUN));
    assertEquals(start, findings.getFirst().sinceEpochNanos());
    long end = cycles.end();
    cycles(30, flow(60, 0, 0));
    double lasted =
        findings.getLast().evidence().getOrDefault("netsonde.finding.duration", Double.NaN);
    assertEquals((end - start) / 1e9, lasted);
  }

  @Test
  void shouldNotHoldBurstsForLossOfOneDirection() {
    PathCycles other = new PathCycles();
    for (int cycle = 0; cycle < 30; cycle++) {
      diagnosis.accept(other.of(PathCycles.burst(60, cycle % 2 == 0 ? 15 : 0)));
    }
    assertEquals(List.of(), findings);
  }

  @Test
  void shouldSayThatBothDirectionsLoseNow() {
    cycles(5, flow(60, 15, 0));
    assertEquals(List.of(ONE_DIRECTION), kinds(BEGUN));
    cycles(3, flow(60, 15, 12));
    assertEquals(List.of(ONE_DIRECTION), kinds(OVER));
    assertTrue(
        findings
            .getLast()
            .sentence()
            .startsWith("Packets are lost both on the way to berlin.example.net and back, after "),
        findings.getLast().sentence());
  }

  @Test
  void shouldFindTheOtherDirectionWhenThatLosesInstead() {
    cycles(5, flow(60, 15, 0));
    cycles(8, flow(60, 0, 15));
    assertEquals(List.of(ONE_DIRECTION, ONE_DIRECTION), kinds(BEGUN));
    assertEquals(List.of(ONE_DIRECTION), kinds(OVER));
  }

  @Test
  void shouldDateLossAtHopFromTheCycleThatCausedTheTrace() {
    cycles(2, flow(60, 0, 0));
    long start = cycles.end();
    TrafficSimCycle cause = cycles.of(flow(60, 12, 0));
    diagnosis.accept(cause);
    cycles(1, flow(60, 11, 0));
    diagnosis.accept(Traces.causedBy(cause.span(), cycles.end(), 0, 0, 4, 4, 4));
    assertEquals(start, findings.getLast().sinceEpochNanos());
    assertTrue(kinds(BEGUN).contains(LOSS_AT_HOP));
  }

  @Test
  void shouldGoOnSayingThatLossBeginsAtHopWhileOnlyTheTracedFlowLoses() {
    CycleFigures[] flows = new CycleFigures[8];
    Arrays.fill(flows, flow(60, 0, 0));
    flows[0] = flow(60, 15, 0);
    cycles(1, flows);
    diagnosis.accept(Traces.triggered(cycles.end(), 0, 0, 4, 4, 4));
    cycles(10, flows);
    assertEquals(List.of(), kinds(OVER), "though all flows together lose but 3 %");
    flows[0] = flow(60, 0, 0);
    cycles(4, flows);
    assertTrue(kinds(OVER).contains(LOSS_AT_HOP));
  }

  @Test
  void shouldBlameTheLocalInterfaceWhenPacketsCannotBeSent() {
    cycles(2, flow(60, 0, 0));
    cycles(1, PathCycles.unsent(60, 30));
    assertEquals(List.of(LOCAL_INTERFACE), kinds(BEGUN));
    assertEquals(
        "This host could not send 30 of 60 packets to berlin.example.net, since 14:16:00; 99.9 %"
            + " sure.",
        findings.getFirst().sentence());
    cycles(3, flow(60, 0, 0));
    assertEquals(
        "The way out to berlin.example.net is steady again, after 60 seconds.",
        findings.getLast().sentence());
  }

  @Test
  void shouldNotBlameTheLocalInterfaceWhileThePeerHasNeverAnswered() {
    cycles(5, PathCycles.skipped(60, 60));
    cycles(1, PathCycles.skipped(60, 20));
    cycles(5, flow(60, 0, 0));
    assertEquals(List.of(), findings);
  }

  @Test
  void shouldBlameTheLocalInterfaceForLossJustBeforeItChanges() {
    cycles(2, flow(60, 0, 0));
    long start = cycles.end();
    cycles(1, flow(60, 20, 20));
    long changed = cycles.end() + 5_000_000_000L;
    diagnosis.accept(
        new InterfaceChange(
            PathCycles.PATH, Optional.of("eth0"), "wlan0", "192.0.2.7", "eth0 is down", changed));
    cycles(1, flow(60, 0, 0));
    assertEquals(List.of(LOCAL_INTERFACE), kinds(BEGUN));
    assertEquals(start, findings.getFirst().sinceEpochNanos());
  }

  @Test
  void shouldNotBlameTheLocalInterfaceForLossThatWasThereBeforeItChanged() {
    for (int change = 0; change < 50; change++) {
      for (int cycle = 0; cycle < 20; cycle++) {
        cycles(1, flow(60, lost(0.1), lost(0.1)));
      }
      changed(cycles.end() + PathCycles.MINUTE / 2);
    }
    assertEquals(List.of(), kinds(BEGUN));
  }

  @Test
  void shouldNotBlameTheLocalInterfaceForBurstsThatComeAnyway() {
    for (int cycle = 0; cycle < 30; cycle++) {
      cycles(1, PathCycles.burst(60, cycle % 5 == 0 ? 15 : 0));
      changed(cycles.end() + PathCycles.MINUTE / 2);
    }
    assertEquals(List.of(), findings);
  }

  @Test
  void shouldBlameTheLocalInterfaceForLossThatIsMoreThanBefore() {
    for (int cycle = 0; cycle < 20; cycle++) {
      cycles(1, flow(60, 3, 3));
    }
    changed(cycles.end() + PathCycles.MINUTE / 2);
    cycles(1, flow(60, 15, 15));
    assertEquals(List.of(LOCAL_INTERFACE), kinds(BEGUN));
  }

  private void changed(long epochNanos) {
    diagnosis.accept(
        new InterfaceChange(
            PathCycles.PATH,
            Optional.of("wlan0"),
            "eth0",
            "192.0.2.7",
            "eth0 is better",
            epochNanos));
  }
}
