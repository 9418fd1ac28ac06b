package io.netsonde.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.CycleTrace.Outcome;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Echoes against a reflector that answers in no time: the round trip has to be the same. */
class EchoStatisticsTest {
  private static final long START = 1_700_000_000_000_000_000L;

  @Test
  void shouldSayTheSameOfTheRoundTripAsOfAReflectorThatAnswersInNoTime() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int run = 0; run < 500; run++) {
      EchoStatistics echoes = new EchoStatistics();
      CycleStatistics answers = new CycleStatistics();
      long first = 0;
      for (int cycle = 0; cycle < 4; cycle++) {
        int size = random.nextInt(1, 60);
        CycleTrace echo = new CycleTrace(first, size);
        CycleTrace answer = new CycleTrace(first, size);
        fill(echo, answer, random);
        Stamps stamps = EchoStatistics.stamps(echo);
        assertEquals(Stamps.common(List.of(answer)), stamps);
        CycleFigures of = echoes.close(echo, stamps, 1, 2);
        CycleFigures like = answers.close(answer, stamps, true, OptionalLong.empty(), 1, 2);
        assertSame(like, of, "seed " + seed);
        first += size;
      }
    }
  }

  private static void fill(CycleTrace echo, CycleTrace answer, Random random) {
    boolean stamped = random.nextBoolean();
    for (int row = 0; row < echo.size(); row++) {
      echo.sent(row, row);
      answer.sent(row, row);
      int fate = random.nextInt(10);
      if (fate == 0) {
        continue;
      }
      Outcome outcome = fate == 1 ? Outcome.LATE : Outcome.ANSWERED;
      long t1 = START + row * 1_000_000_000L;
      long t4 = t1 + random.nextLong(1_000, 90_000_000);
      long place = echo.firstSequence() + (random.nextInt(8) == 0 ? row + 3 : row);
      echo.echoed(row, outcome, place, t1, t4);
      answer.answered(row, outcome, place, row, t1, t1, t1, t4);
      if (stamped && fate > 2) {
        echo.stamped(row, t1 + 200, t4 - 300);
        answer.stamped(row, t1 + 200, t4 - 300);
      }
      if (fate == 3) {
        echo.answeredAgain(row);
        answer.answeredAgain(row);
      }
      int extent = random.nextInt(20) == 0 ? 2 : 0;
      echo.reordered(row, extent, extent);
      answer.reordered(row, extent, extent);
    }
  }

  private static void assertSame(CycleFigures expected, CycleFigures of, String seed) {
    assertEquals(expected.roundTrip(), of.roundTrip(), seed);
    assertEquals(expected.packets(), of.packets(), seed);
    assertEquals(expected.late(), of.late(), seed);
    assertEquals(expected.unstamped(), of.unstamped(), seed);
    assertEquals(expected.jitter(), of.jitter(), seed);
    assertEquals(expected.burstLossDensity(), of.burstLossDensity(), seed);
    assertEquals(expected.gapLossDensity(), of.gapLossDensity(), seed);
    assertEquals(expected.lossEpisodes(), of.lossEpisodes(), seed);
    assertEquals(expected.reorderingExtent(), of.reorderingExtent(), seed);
    assertEquals(expected.sendLag(), of.sendLag(), seed);
    assertEquals(of.roundTrip().lost(), of.undecided(), seed);
    assertEquals(DirectionFigures.NONE, of.forward(), seed);
    assertEquals(DirectionFigures.NONE, of.reverse(), seed);
    assertTrue(of.clock().isEmpty(), seed);
  }

  @Test
  void shouldSayTheKernelStampedWhenBothOfAnEchosStampsAreItsOwn() {
    assertEquals(TimestampSource.KERNEL, EchoStatistics.source(Stamps.SENDER));
    assertEquals(TimestampSource.PROCESS, EchoStatistics.source(Stamps.PROCESS));
  }
}
