package io.netsonde.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.ClockOffset.Basis;
import io.netsonde.measurement.TwoClockPath.Window;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Over simulated paths: the true offset lies within the stated bound, always; the bound is never
 * wider than half the window's lowest round trip and the drift over the window; and a one-way delay
 * that is stated is off by a tenth of the median at most.
 */
final class ClockBoundTest {
  private static final int PATHS = 500;
  private static final int WINDOWS = 20;
  private static final int PACKETS = 60;
  private static final long MILLI = 1_000_000;

  private int judged;
  private int stated;
  private int byClocks;
  private int refuted;

  @Test
  void shouldHoldTheTruthWithinTheBoundWhenPathsClocksAndLossAreRandom() {
    for (long seed = 0; seed < PATHS; seed++) {
      TwoClockPath path = new TwoClockPath(seed, false, 1L << 50);
      CycleStatistics statistics = new CycleStatistics();
      for (int i = 0; i < WINDOWS; i++) {
        Window window = path.window(PACKETS);
        CycleFigures figures = close(statistics, window, OptionalLong.empty());
        String where = "window " + i + " of seed " + seed;
        assertEquals(0, figures.clockSteps(), where);
        judge(window, figures, where);
      }
    }
    assertTrue(judged > PATHS * WINDOWS * 0.9, () -> "only " + judged + " windows had answers");
  }

  @Test
  void shouldHoldTheTruthWithinTheBoundWhenClocksKnowTheirErrors() {
    for (long seed = 0; seed < PATHS; seed++) {
      Random random = new Random(~seed);
      TwoClockPath path = new TwoClockPath(seed, false, 1L << random.nextInt(10, 26));
      CycleStatistics statistics = new CycleStatistics();
      for (int i = 0; i < WINDOWS; i++) {
        Window window = path.window(PACKETS);
        long error = window.farthest() + random.nextLong(window.farthest() + 2);
        CycleFigures figures = close(statistics, window, OptionalLong.of(error));
        String where = "window " + i + " of seed " + seed;
        assertEquals(0, figures.clockErrorsRefuted(), where);
        judge(window, figures, where);
      }
    }
    assertTrue(byClocks > PATHS, () -> "only " + byClocks + " windows went by the clocks");
    assertTrue(stated > PATHS, () -> "only " + stated + " windows stated a delay");
  }

  /** A lie may mislead its own window, within what the network allows, but none after it. */
  @Test
  void shouldKeepTheNetworksBoundWhenClocksLieAboutTheirErrors() {
    int misled = 0;
    for (long seed = 0; seed < PATHS / 2; seed++) {
      Random random = new Random(~seed);
      TwoClockPath path = new TwoClockPath(seed, false, 1L << random.nextInt(16, 34));
      CycleStatistics trusting = new CycleStatistics();
      CycleStatistics networkOnly = new CycleStatistics();
      for (int i = 0; i < WINDOWS; i++) {
        Window window = path.window(PACKETS);
        boolean lie = random.nextBoolean();
        long error = lie ? random.nextLong(window.farthest() + 1) : window.farthest();
        CycleFigures figures = close(trusting, window, OptionalLong.of(error));
        CycleFigures network = close(networkOnly, window, OptionalLong.empty());
        String where = "window " + i + " of seed " + seed;
        assertEquals(0, figures.clockSteps(), where);
        judge(window, network, where);
        if (!lie) {
          judge(window, figures, where);
        } else if (figures.clockErrorsRefuted() > 0) {
          assertEquals(network.clock(), figures.clock(), where);
          assertEquals(network.forward().delay(), figures.forward().delay(), where);
          judge(window, figures, where);
          refuted++;
        } else if (figures.clock().isPresent()) {
          ClockOffset wide = network.clock().orElseThrow();
          ClockOffset narrow = figures.clock().get();
          long apart = Math.abs(wide.offsetNanos() - narrow.offsetNanos());
          assertTrue(apart + narrow.boundNanos() <= wide.boundNanos() + 1, where);
          misled += error(window, figures) > bound(figures) ? 1 : 0;
        }
      }
    }
    assertTrue(refuted > PATHS, "only " + refuted + " lies were refuted");
    assertTrue(misled > 0, "no lie was hard to see");
  }

  @Test
  void shouldSeeAStepOfEitherClockOnceAndBeRightAgainInTheNextWindow() {
    for (long seed = 0; seed < PATHS; seed++) {
      Random random = new Random(~seed);
      TwoClockPath path = new TwoClockPath(seed, true, 1L << 30);
      CycleStatistics statistics = new CycleStatistics();
      // Above what a round trip and the drift of the longest windows with no answer could explain.
      long size = random.nextLong(400, 1L << random.nextInt(10, 40)) * MILLI;
      long step = random.nextBoolean() ? size : -size;
      boolean sender = random.nextBoolean();
      for (int i = 0; i < 8; i++) {
        boolean steps = i == 3;
        Window window =
            path.window(
                PACKETS,
                () -> {
                  if (steps && sender) {
                    path.stepSender(step);
                  } else if (steps) {
                    path.stepReflector(step);
                  }
                });
        CycleFigures figures = close(statistics, window, OptionalLong.empty());
        String where = "window " + i + " of seed " + seed + ", step of " + step;
        assertEquals(steps ? 1 : 0, figures.clockSteps(), where);
        assertTrue(error(window, figures) <= bound(figures), where);
        if (!steps) {
          judge(window, figures, where);
        } else {
          assertTrue(figures.forward().delay().isEmpty(), where);
          assertTrue(figures.reverse().delay().isEmpty(), where);
        }
        for (Direction direction : Direction.values()) {
          assertTrue(largest(figures.of(direction).pdv()) < size / 2, where);
          assertTrue(largest(figures.of(direction).ipdv()) < size / 2, where);
        }
      }
    }
  }

  private CycleFigures close(CycleStatistics statistics, Window window, OptionalLong error) {
    Stamps stamps = Stamps.common(List.of(window.trace()));
    return statistics.close(window.trace(), stamps, false, error, 0, 0);
  }

  private void judge(Window window, CycleFigures figures, String where) {
    assertEquals(figures.roundTrip().received() == 0, figures.clock().isEmpty(), where);
    if (figures.clock().isEmpty()) {
      return;
    }
    assertTrue(error(window, figures) <= bound(figures), () -> where + figures.clock());
    long widest = window.lowestRtt() + 2 * ClockOffsetEstimator.drift(window.length()) + 1;
    assertTrue(2 * bound(figures) <= widest, () -> where + figures.clock() + " above " + widest);
    judged++;
    byClocks += figures.clock().get().basis() == Basis.CLOCKS ? 1 : 0;
    judgeDelays(window, figures, where);
  }

  private void judgeDelays(Window window, CycleFigures figures, String where) {
    Stamps stamps = Stamps.common(List.of(window.trace()));
    CycleFigures truth =
        new CycleStatistics().close(window.truth(), stamps, true, OptionalLong.empty(), 0, 0);
    for (Direction direction : List.of(Direction.FORWARD, Direction.REVERSE)) {
      Distribution delays = figures.of(direction).delay();
      for (int rank = 0; rank < delays.count(); rank++) {
        long off = Math.abs(delays.value(rank) - truth.of(direction).delay().value(rank));
        assertTrue(10 * off <= delays.median(), () -> where + ": off by " + off);
      }
      stated += delays.isEmpty() ? 0 : 1;
    }
  }

  private static long error(Window window, CycleFigures figures) {
    return Math.abs(window.offset() - figures.clock().orElseThrow().offsetNanos());
  }

  private static long largest(Distribution values) {
    return LongStream.of(values.values()).map(Math::abs).max().orElse(0);
  }

  private static long bound(CycleFigures figures) {
    return figures.clock().orElseThrow().boundNanos();
  }
}
