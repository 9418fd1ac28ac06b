package io.netsonde.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class ClockOffsetEstimatorTest {
  private static final long START = 1_700_000_000_000_000_000L;
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000_000_000;

  private final ClockOffsetEstimator estimator = new ClockOffsetEstimator();

  /** 20 ms there and 0.2 ms back on equal clocks: -0.2 <= offset <= 20, and drift over 20.2 ms. */
  @Test
  void shouldBoundByHalfTheRoundTripWhenThePathIsAsymmetric() {
    answer(START, 0, 20 * MILLI, MILLI / 5);
    ClockOffset offset = estimate();
    assertEquals(9_900_000 + 1_010, offset.offsetNanos()); // upper end 20 ms + 2020 ns
    assertEquals(10_100_000 + 1_010, offset.boundNanos());
    assertFalse(offset.shared());
  }

  @Test
  void shouldIntersectWhenAnswersConfineDifferentEnds() {
    answer(START, 5 * MILLI, MILLI, 30 * MILLI); // -25 <= offset <= 6
    answer(START + SECOND, 5 * MILLI, 30 * MILLI, MILLI); // 4 <= offset <= 35
    ClockOffset offset = estimate();
    // The upper end, 6 ms, is 1.031 s old: widened by 103.1 us. The lower end is fresh.
    assertEquals((4_000_000 + 6_103_100) / 2, offset.offsetNanos());
    assertEquals((6_103_100 - 4_000_000) / 2, offset.boundNanos());
  }

  @Test
  void shouldWidenByDriftWhenAnswersAgeAndSayLess() {
    answer(START, 0, MILLI, MILLI);
    long fresh = estimate().boundNanos();
    answer(START + 60 * SECOND, 0, 500 * MILLI, 500 * MILLI);
    assertNear(fresh + 6_100_000, estimate().boundNanos(), 300); // 61 s at 100 ppm
  }

  @Test
  void shouldStartAnewAndCountWhenAClockSteps() {
    answer(START, 0, MILLI, MILLI);
    assertFalse(answer(START + SECOND, 0, MILLI, MILLI));
    assertTrue(answer(START + 2 * SECOND, 40 * MILLI, MILLI, MILLI));
    assertFalse(answer(START + 3 * SECOND, 40 * MILLI, MILLI, MILLI));
    assertEquals(1, estimator.steps());
    assertNear(40 * MILLI, estimate().offsetNanos(), MILLI);
  }

  @Test
  void shouldSeeTheStepWhenTheSendersClockJumpsADay() {
    for (long day : new long[] {86_400 * SECOND, -86_400 * SECOND}) {
      ClockOffsetEstimator fresh = new ClockOffsetEstimator();
      fresh.onAnswer(START, START + MILLI, START + MILLI, START + 2 * MILLI);
      long t1 = START + SECOND + day;
      long t2 = START + SECOND + MILLI;
      assertTrue(fresh.onAnswer(t1, t2, t2, t1 + 2 * MILLI), "by " + day);
      assertNear(-day, fresh.estimate().orElseThrow().offsetNanos(), MILLI);
    }
  }

  @Test
  void shouldNotCallItAStepWhenDriftStaysWithinTheAssumed() {
    for (int i = 0; i < 5_000; i++) {
      assertFalse(answer(START + i * SECOND, i * 99_000L, 1_000, 1_000), "after " + i + " s");
    }
  }

  @Test
  void shouldIgnoreStampsWhenTheyContradictEachOther() {
    assertFalse(estimator.onAnswer(START, START + 5, START + 50, START + 10));
    assertTrue(estimator.estimate().isEmpty());
    assertFalse(estimator.onAnswer(START, Long.MAX_VALUE, Long.MIN_VALUE, START + 10));
    assertFalse(estimator.onAnswer(START, -1, -1, START + 10));
    assertTrue(estimator.estimate().isEmpty());
  }

  @Test
  void shouldHoldTheTruthWithinTheBoundWhenPathsAndDriftsAreRandom() {
    for (long seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      ClockOffsetEstimator fresh = new ClockOffsetEstimator();
      double drift = (random.nextDouble() * 2 - 1) * 0.99e-4;
      long offset = random.nextLong(-(1L << 50), 1L << 50);
      long lowest = Long.MAX_VALUE;
      long at = START;
      for (int i = 0; i < 60; i++) {
        long there = random.nextLong(1 + random.nextLong(1, 100 * MILLI));
        long back = random.nextLong(1 + random.nextLong(1, 100 * MILLI));
        long stay = random.nextLong(MILLI);
        long arrived = at + there;
        long left = arrived + stay;
        long returned = left + back;
        long t2 = arrived + offset + Math.round(drift * (arrived - START));
        long t3 = left + offset + Math.round(drift * (left - START));
        assertFalse(fresh.onAnswer(at, t2, t3, returned), "step at " + i + ", seed " + seed);
        lowest = Math.min(lowest, there + back);

        ClockOffset estimate = fresh.estimate().orElseThrow();
        long truth = offset + Math.round(drift * (returned - START));
        long error = Math.abs(estimate.offsetNanos() - truth);
        assertTrue(error <= estimate.boundNanos() + 2, "error " + error + ", seed " + seed);
        double widest = lowest / 2.0 + 1.01e-4 * (returned - START) + 4;
        assertTrue(estimate.boundNanos() <= widest, "at " + i + ", seed " + seed);
        at = returned + random.nextLong(SECOND);
      }
    }
  }

  private boolean answer(long at, long offset, long there, long back) {
    long t2 = at + there + offset;
    return estimator.onAnswer(at, t2, t2, at + there + back);
  }

  private ClockOffset estimate() {
    return estimator.estimate().orElseThrow();
  }

  private static void assertNear(long expected, long actual, long tolerance) {
    assertTrue(
        Math.abs(actual - expected) <= tolerance,
        () -> actual + " is not within " + tolerance + " of " + expected);
  }
}
