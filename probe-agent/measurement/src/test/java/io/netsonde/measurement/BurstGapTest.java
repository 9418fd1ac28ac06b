package io.netsonde.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BurstGapTest {
  /** RFC 3611, section 4.7.2, by hand: 0 and 50 stand alone, 20 to 30 are a burst. */
  @Test
  void shouldDivideWhenThereIsABurstBetweenSingleLosses() {
    BurstGap divided = BurstGap.of(losing(60, 0, 20, 22, 30, 50));
    assertEquals(new BurstGap(11, 3, 49, 2), divided);
    assertEquals(3.0 / 11, divided.burstDensity());
    assertEquals(2.0 / 49, divided.gapDensity());
  }

  @Test
  void shouldSeparateAtGminWhenTwoLossesAreApart() {
    assertEquals(new BurstGap(17, 2, 43, 0), BurstGap.of(losing(60, 10, 26)));
    assertEquals(new BurstGap(0, 0, 60, 2), BurstGap.of(losing(60, 10, 27)));
  }

  @Test
  void shouldHaveNoDensityWhenThereIsNothingToDivide() {
    assertEquals(0, BurstGap.of(losing(60)).burstDensity());
    assertEquals(0, BurstGap.of(losing(60)).gapDensity());
    assertEquals(new BurstGap(3, 3, 0, 0), BurstGap.of(losing(3, 0, 1, 2)));
    assertEquals(0, BurstGap.of(losing(3, 0, 1, 2)).gapDensity());
    assertEquals(1, BurstGap.of(losing(1, 0)).gapDensity());
  }

  @Test
  void shouldEqualTheSlowDivisionAndComeBackFromDensitiesWhenLossesAreRandom() {
    for (long seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      int size = random.nextInt(1, 90);
      double loss = Math.pow(random.nextDouble(), 3);
      int[] lost = IntStream.range(0, size).filter(i -> random.nextDouble() < loss).toArray();
      CycleTrace trace = losing(size, lost);
      BurstGap divided = BurstGap.of(trace);
      assertEquals(SlowStatistics.burstGap(trace), divided, "seed " + seed);
      CycleFigures figures =
          new CycleStatistics().close(trace, Stamps.PROCESS, false, OptionalLong.empty(), 0, 0);
      assertEquals(divided, BurstGap.of(figures), "from densities, seed " + seed);
    }
  }

  private static CycleTrace losing(int size, int... lost) {
    CycleTrace trace = new CycleTrace(0, size);
    for (int row = 0; row < size; row++) {
      int packet = row;
      if (IntStream.of(lost).noneMatch(l -> l == packet)) {
        trace.answered(row, CycleTrace.Outcome.ANSWERED, row, row, row, row + 1, row + 1, row + 2);
      }
    }
    return trace;
  }
}
