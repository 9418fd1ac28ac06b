package io.netsonde.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.ClockOffset.Basis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CycleStatisticsAgainstSlowTest {
  private static final int FLOWS = 2500;

  @Test
  void shouldEqualTheSecondImplementationWhenPathsAreRandom() {
    Seen seen = new Seen();
    for (long seed = 0; seed < FLOWS; seed++) {
      RandomTraces path = new RandomTraces(seed);
      Random random = new Random(seed);
      CycleStatistics fast = new CycleStatistics();
      SlowStatistics slow = new SlowStatistics();
      int index = 0;
      Stamps last = null;
      for (CycleTrace trace : path.cycles()) {
        Stamps stamps = random.nextInt(4) == 0 ? any(random) : Stamps.common(List.of(trace));
        OptionalLong error = path.clockError();
        boolean shared = path.sharedClock();
        CycleFigures expected = slow.close(trace, stamps, shared, error, 100 + seed, seed);
        CycleFigures actual = fast.close(trace, stamps, shared, error, 100 + seed, seed);
        String where = "cycle " + index++ + " of seed " + seed;
        assertEquals(expected.mos().map(Mos::oneWay), actual.mos().map(Mos::oneWay), where);
        assertEquals(score(expected), score(actual), 1e-9, where);
        assertEquals(withoutMos(expected), withoutMos(actual), where);
        seen.look(actual);
        seen.changes += stamps != last && last != null ? 1 : 0;
        last = stamps;
      }
    }
    seen.requireVariety();
  }

  @Test
  void shouldTellFlowsLossesApartAgainWhenTheyAreTotalled() {
    for (long seed = 0; seed < 2000; seed++) {
      List<CycleFigures> flows = new ArrayList<>();
      BurstGap expected = BurstGap.NONE;
      for (long flow = 0; flow < 3; flow++) {
        CycleTrace trace = new RandomTraces(seed * 3 + flow).cycles().getFirst();
        Stamps stamps = Stamps.common(List.of(trace));
        flows.add(new CycleStatistics().close(trace, stamps, false, OptionalLong.empty(), 0, 0));
        expected = expected.plus(SlowStatistics.burstGap(trace));
      }
      CycleFigures total = CycleStatistics.total(flows);
      assertEquals(expected.burstDensity(), total.burstLossDensity(), "seed " + seed);
      assertEquals(expected.gapDensity(), total.gapLossDensity(), "seed " + seed);
      for (Direction direction : Direction.values()) {
        assertEquals(
            flows.stream().mapToLong(flow -> flow.of(direction).lost()).sum(),
            total.of(direction).lost(),
            "seed " + seed);
        assertEquals(
            Distribution.merge(flows.stream().map(flow -> flow.of(direction).pdv()).toList()),
            total.of(direction).pdv(),
            "seed " + seed);
      }
    }
  }

  /** The other flows may have decided on stamps that this one lacks. */
  private static Stamps any(Random random) {
    return Stamps.values()[random.nextInt(Stamps.values().length)];
  }

  private static double score(CycleFigures figures) {
    return figures.mos().map(Mos::score).orElse(0.0);
  }

  /** A score is a floating-point sum: it is compared on its own. */
  private static CycleFigures withoutMos(CycleFigures f) {
    return new CycleFigures(
        f.packets(),
        f.forward(),
        f.reverse(),
        f.roundTrip(),
        f.late(),
        f.undecided(),
        f.unstamped(),
        f.jitter(),
        f.burstLossDensity(),
        f.gapLossDensity(),
        f.lossEpisodes(),
        f.reorderingExtent(),
        f.clock(),
        f.clockSteps(),
        f.clockErrorsRefuted(),
        Optional.empty(),
        f.refused(),
        f.sendLag(),
        f.bytesSent(),
        f.bytesReceived());
  }

  /** That the random paths had what they are meant to have, or the comparison proves little. */
  private static final class Seen {
    private long steps;
    private long late;
    private long undecided;
    private long shared;
    private long statedAcrossClocks;
    private long notStated;
    private long oneWayMos;
    private long bursts;
    private long ended;
    private long refuted;
    private long byClocks;
    private long unstamped;
    private long changes;

    void look(CycleFigures figures) {
      steps += figures.clockSteps();
      late += figures.late();
      refuted += figures.clockErrorsRefuted();
      unstamped += figures.unstamped();
      undecided += figures.undecided();
      bursts += figures.burstLossDensity() > 0 ? 1 : 0;
      ended += figures.forward().lossRuns().count() + figures.reverse().lossRuns().count();
      oneWayMos += figures.mos().filter(Mos::oneWay).isPresent() ? 1 : 0;
      if (figures.clock().isPresent()) {
        boolean stated = !figures.forward().delay().isEmpty();
        byClocks += stated && figures.clock().get().basis() == Basis.CLOCKS ? 1 : 0;
        boolean one = figures.clock().get().shared();
        shared += one && stated ? 1 : 0;
        statedAcrossClocks += !one && stated ? 1 : 0;
        notStated += stated ? 0 : 1;
      }
    }

    void requireVariety() {
      for (long figure :
          new long[] {
            steps,
            late,
            undecided,
            shared,
            statedAcrossClocks,
            notStated,
            oneWayMos,
            bursts,
            ended,
            refuted,
            byClocks,
            unstamped,
            changes
          }) {
        assertTrue(figure >= 20, this::toString);
      }
    }

    @Override
    public String toString() {
      return "steps %d late %d undecided %d shared %d across %d not %d mos %d bursts %d ended %d refuted %d"
          .concat(" clocks %d unstamped %d changes %d")
          .formatted(
              steps,
              late,
              undecided,
              shared,
              statedAcrossClocks,
              notStated,
              oneWayMos,
              bursts,
              ended,
              refuted,
              byClocks,
              unstamped,
              changes);
    }
  }
}
