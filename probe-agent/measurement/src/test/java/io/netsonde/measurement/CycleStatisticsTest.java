package io.netsonde.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.CycleTrace.Forward;
import io.netsonde.measurement.CycleTrace.Outcome;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class CycleStatisticsTest {
  private static final long START = 1_700_000_000_000_000_000L;
  private static final long SECOND = 1_000_000_000;
  private static final long MILLI = 1_000_000;

  private final CycleStatistics statistics = new CycleStatistics();
  private long arrivals;

  @Test
  void shouldCountEveryPacketOnceWhenFatesDiffer() {
    CycleTrace trace = new CycleTrace(0, 8);
    answer(trace, 0, 1, 1);
    answer(trace, 1, 1, 1);
    late(trace, 2);
    trace.reported(3, Forward.NOT_RECEIVED, false, 0);
    trace.reported(4, Forward.RECEIVED, true, 0);
    trace.reported(5, Forward.REPLIED, false, 2);
    trace.answeredAgain(1);
    trace.reordered(1, 3, ReorderingMeter.UNEXTENDED);
    trace.sent(0, 5);
    trace.sent(1, 0);
    // 6 and 7: nobody knows.
    CycleFigures figures = close(statistics, trace, true, 640, 320);

    assertCounts(figures.roundTrip(), 8, 2, 6, 1, 1);
    assertCounts(figures.forward(), 6, 5, 1, 2, 1);
    assertCounts(figures.reverse(), 4, 3, 1, 1, 1);
    assertEquals(8, figures.packets());
    assertEquals(1, figures.late());
    assertEquals(2, figures.undecided());
    assertEquals(3, figures.reorderingExtent());
    assertEquals(Distribution.of(0, 5), figures.sendLag());
    assertEquals(640, figures.bytesSent());
    assertEquals(320, figures.bytesReceived());
    assertEquals(1.0 / 6, figures.forward().loss().orElseThrow());
    assertEquals(1.0 / 6 - 1.0 / 4, figures.lossAsymmetry().orElseThrow(), 1e-12);
  }

  @Test
  void shouldHaveNoFiguresOfDelayWhenNothingWasAnswered() {
    CycleFigures figures = close(statistics, new CycleTrace(0, 5), false, 0, 0);
    assertCounts(figures.roundTrip(), 5, 0, 5, 0, 0);
    assertCounts(figures.forward(), 0, 0, 0, 0, 0);
    assertTrue(figures.forward().loss().isEmpty());
    assertTrue(figures.clock().isEmpty());
    assertTrue(figures.mos().isEmpty());
    assertTrue(figures.roundTrip().jitterNanos().isEmpty());
    assertEquals(5, figures.undecided());
    assertEquals(1, figures.burstLossDensity());
  }

  /** RFC 3393, RFC 5481: delays 10, 14, lost, 12, 11 have differences 4 and -1 only. */
  @Test
  void shouldSpanNoLossWhenTakingIpdvAndGoOnAcrossTheSeam() {
    CycleTrace first = new CycleTrace(100, 4);
    answer(first, 0, 10, 1);
    answer(first, 1, 14, 1);
    answer(first, 3, 12, 1);
    CycleTrace second = new CycleTrace(104, 1);
    answer(second, 0, 11, 1);
    assertEquals(Distribution.of(4), close(statistics, first, true, 0, 0).roundTrip().ipdv());
    CycleFigures next = close(statistics, second, true, 0, 0);
    assertEquals(Distribution.of(-1), next.roundTrip().ipdv());
    assertEquals(Distribution.of(-1), next.forward().ipdv());
    assertEquals(Distribution.of(0), next.reverse().ipdv());
  }

  /** RFC 5481, section 4.2: above the smallest of the interval, which is the cycle. */
  @Test
  void shouldMeasurePdvFromTheCyclesMinimumWhenDelaysVary() {
    CycleTrace first = new CycleTrace(0, 3);
    answer(first, 0, 30, 1);
    answer(first, 1, 20, 3);
    answer(first, 2, 25, 2);
    CycleFigures figures = close(statistics, first, true, 0, 0);
    assertEquals(Distribution.of(10, 0, 5), figures.forward().pdv());
    assertEquals(Distribution.of(0, 2, 1), figures.reverse().pdv());
    assertEquals(Distribution.of(8, 0, 4), figures.roundTrip().pdv());
  }

  /** RFC 3550, A.8, in the order of arrival at the reflector: transits 10, 26, 10. */
  @Test
  void shouldTakeForwardJitterInTheReflectorsOrderWhenPacketsOvertake() {
    CycleTrace trace = new CycleTrace(0, 3);
    answer(trace, 0, 0, 10, 1, false);
    answer(trace, 1, 2, 10, 1, false);
    answer(trace, 2, 1, 26, 1, false);
    CycleFigures figures = close(statistics, trace, true, 0, 0);
    assertEquals(OptionalLong.of(2), figures.forward().jitterNanos()); // 1 + 15 / 16 = 1.94
    assertEquals(OptionalLong.of(1), figures.roundTrip().jitterNanos()); // 0, then 1
    assertEquals(Distribution.of(0, 1), figures.jitter());
  }

  @Test
  void shouldCarryALossRunAcrossTheSeamWhenItEndsInTheNextCycle() {
    CycleTrace first = new CycleTrace(0, 4);
    answer(first, 0, 1, 1);
    CycleFigures before = close(statistics, first, true, 0, 0);
    assertTrue(before.roundTrip().lossRuns().isEmpty());
    assertEquals(3, before.roundTrip().longestLossRun());
    assertEquals(1, before.lossEpisodes());

    CycleTrace second = new CycleTrace(4, 4);
    answer(second, 2, 1, 1);
    CycleFigures after = close(statistics, second, true, 0, 0);
    assertEquals(Distribution.of(5), after.roundTrip().lossRuns());
    assertEquals(5, after.roundTrip().longestLossRun());
    assertEquals(1, after.lossEpisodes(), "only the run of one began here (RFC 6534)");
  }

  @Test
  void shouldEndAForwardRunWhenAFateIsUnknownAndSkipWhatWasNotRepliedInReverse() {
    CycleTrace trace = new CycleTrace(0, 7);
    trace.reported(0, Forward.NOT_RECEIVED, false, 0);
    trace.reported(1, Forward.NOT_RECEIVED, false, 0);
    trace.reported(3, Forward.NOT_RECEIVED, false, 0);
    trace.reported(4, Forward.REPLIED, false, 0);
    trace.reported(5, Forward.RECEIVED, false, 0);
    trace.reported(6, Forward.REPLIED, false, 0);
    CycleFigures figures = close(statistics, trace, true, 0, 0);
    assertEquals(Distribution.of(2, 1), figures.forward().lossRuns());
    assertEquals(2, figures.reverse().longestLossRun());
  }

  @Test
  void shouldEndARunWhenSequencesAreSkippedBetweenCycles() {
    close(statistics, new CycleTrace(0, 3), true, 0, 0);
    CycleFigures figures = close(statistics, new CycleTrace(10, 2), true, 0, 0);
    assertEquals(Distribution.of(3), figures.roundTrip().lossRuns());
    assertEquals(2, figures.roundTrip().longestLossRun());
    assertEquals(1, figures.lossEpisodes());
  }

  @Test
  void shouldTakeNoDifferenceAcrossAStepWhenTheReflectorsClockJumps() {
    CycleTrace trace = new CycleTrace(0, 4);
    answer(trace, 0, 10 * MILLI, 10 * MILLI);
    answer(trace, 1, 11 * MILLI, 10 * MILLI);
    long jump = 5 * SECOND;
    answer(trace, 2, 20 * MILLI + jump, 10 * MILLI - jump);
    answer(trace, 3, 22 * MILLI + jump, 10 * MILLI - jump);
    CycleFigures figures = close(statistics, trace, false, 0, 0);
    assertEquals(1, figures.clockSteps());
    assertEquals(Distribution.of(MILLI, 2 * MILLI), figures.forward().ipdv());
    assertEquals(Distribution.of(0, 0), figures.reverse().ipdv());
    assertEquals(Distribution.of(0, MILLI, 0, 2 * MILLI), figures.forward().pdv());
    assertEquals(Distribution.of(MILLI, 9 * MILLI, 2 * MILLI), figures.roundTrip().ipdv());
    // MILLI / 16, then 15 / 16 of that and 2 MILLI / 16.
    assertEquals(OptionalLong.of(183_594), figures.forward().jitterNanos());
    assertTrue(figures.forward().delay().isEmpty());
    assertNear(jump, figures.clock().orElseThrow().offsetNanos(), 10 * MILLI);
  }

  @Test
  void shouldKeepNegativeDelaysWhenTheClockIsShared() {
    CycleTrace trace = new CycleTrace(0, 2);
    answer(trace, 0, -3, 10);
    answer(trace, 1, 7, 4);
    CycleFigures figures = close(statistics, trace, true, 0, 0);
    assertEquals(Distribution.of(-3, 7), figures.forward().delay());
    assertEquals(Distribution.of(4, 10), figures.reverse().delay());
    assertEquals(ClockOffset.SHARED, figures.clock().orElseThrow());
    assertTrue(figures.mos().orElseThrow().oneWay());
    assertEquals(-7.0, figures.delayAsymmetryNanos().orElseThrow());
  }

  @Test
  void shouldStateOnlyTheDirectionWithAQueueWhenTheBoundIsATenthOfItsMedian() {
    long offset = 3 * SECOND;
    CycleTrace trace = new CycleTrace(0, 3);
    answer(trace, 0, offset + MILLI, MILLI - offset);
    answer(trace, 1, offset + 100 * MILLI, MILLI - offset);
    answer(trace, 2, offset + 120 * MILLI, MILLI - offset);
    CycleFigures figures = close(statistics, trace, false, 0, 0);
    long bound = figures.clock().orElseThrow().boundNanos();
    long estimate = figures.clock().orElseThrow().offsetNanos();
    assertNear(MILLI, bound, 250_000);
    assertEquals(
        Distribution.of(
            offset + MILLI - estimate,
            offset + 100 * MILLI - estimate,
            offset + 120 * MILLI - estimate),
        figures.forward().delay());
    assertTrue(figures.reverse().delay().isEmpty());
    assertTrue(figures.mos().orElseThrow().oneWay());
    assertTrue(figures.delayAsymmetryNanos().isEmpty());
  }

  @Test
  void shouldHalveTheRoundTripWhenNoOneWayDelayIsStated() {
    CycleTrace trace = new CycleTrace(0, 1);
    answer(trace, 0, 200 * MILLI, 0);
    CycleFigures figures = close(statistics, trace, false, 0, 0);
    assertEquals(new Mos(Mos.score(100, 0, 0, 1), false), figures.mos().orElseThrow());
  }

  @Test
  void shouldFollowItsRulesWhenFlowsAreTotalled() {
    CycleTrace one = new CycleTrace(0, 3);
    answer(one, 0, 10, 10);
    answer(one, 1, 26, 10); // jitter 1
    CycleTrace two = new CycleTrace(0, 2);
    answer(two, 0, 10, 10);
    answer(two, 1, 90, 10); // jitter 5
    CycleFigures first = close(new CycleStatistics(), one, true, 1, 2);
    CycleFigures second = close(new CycleStatistics(), two, true, 10, 20);
    CycleFigures silent = close(new CycleStatistics(), new CycleTrace(0, 4), true, 0, 0);

    assertEquals(first, CycleStatistics.total(List.of(first)));
    CycleFigures total = CycleStatistics.total(List.of(first, second, silent));
    assertCounts(total.roundTrip(), 9, 4, 5, 0, 0);
    assertEquals(OptionalLong.of(3), total.roundTrip().jitterNanos());
    assertEquals(Distribution.of(20, 36, 20, 100), total.roundTrip().delay());
    assertEquals(Distribution.of(10, 26, 10, 90), total.forward().delay());
    assertEquals(4, total.roundTrip().longestLossRun());
    assertEquals(1, total.burstLossDensity());
    assertEquals(0.2, total.gapLossDensity());
    assertEquals(11, total.bytesSent());
    assertEquals(22, total.bytesReceived());
    assertEquals(2, total.lossEpisodes());
    assertEquals(ClockOffset.SHARED, total.clock().orElseThrow());
    assertEquals(Mos.of(total.forward(), total.reverse(), total.roundTrip()), total.mos());
    assertThrows(IllegalArgumentException.class, () -> CycleStatistics.total(List.of()));
  }

  @Test
  void shouldStateNoTotalDelayWhenAnAnsweredFlowDoesNot() {
    CycleTrace one = new CycleTrace(0, 1);
    answer(one, 0, 10, 10);
    CycleFigures stated = close(new CycleStatistics(), one, true, 0, 0);
    CycleFigures unstated = close(new CycleStatistics(), one, false, 0, 0);
    CycleFigures total = CycleStatistics.total(List.of(stated, unstated));
    assertTrue(total.forward().delay().isEmpty());
    assertEquals(2, total.roundTrip().delay().count());
    assertEquals(ClockOffset.SHARED, total.clock().orElseThrow(), "the smaller bound");
  }

  private static CycleFigures close(
      CycleStatistics statistics,
      CycleTrace trace,
      boolean sharedClock,
      long bytesSent,
      long bytesReceived) {
    return statistics.close(
        trace, Stamps.PROCESS, sharedClock, OptionalLong.empty(), bytesSent, bytesReceived);
  }

  private void answer(CycleTrace trace, int row, long there, long back) {
    answer(trace, row, trace.firstSequence() + row, there, back, false);
  }

  private void late(CycleTrace trace, int row) {
    answer(trace, row, trace.firstSequence() + row, 5 * SECOND, 1, true);
  }

  private void answer(CycleTrace trace, int row, long index, long there, long back, boolean late) {
    long t1 = START + (trace.firstSequence() + row) * SECOND;
    long t2 = t1 + there;
    Outcome outcome = late ? Outcome.LATE : Outcome.ANSWERED;
    trace.answered(row, outcome, arrivals++, index, t1, t2, t2 + 7, t2 + 7 + back);
  }

  private static void assertCounts(
      DirectionFigures figures,
      long sent,
      long received,
      long lost,
      long duplicates,
      long reordered) {
    assertEquals(
        List.of(sent, received, lost, duplicates, reordered),
        List.of(
            figures.sent(),
            figures.received(),
            figures.lost(),
            figures.duplicates(),
            figures.reordered()));
  }

  private static void assertNear(long expected, long actual, long tolerance) {
    assertTrue(
        Math.abs(actual - expected) <= tolerance,
        () -> actual + " is not within " + tolerance + " of " + expected);
  }
}
