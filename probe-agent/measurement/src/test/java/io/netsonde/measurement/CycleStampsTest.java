package io.netsonde.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.ClockOffset.Basis;
import io.netsonde.measurement.CycleTrace.Outcome;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A cycle's figures by the stamps that its packets have, and by the clocks' own errors. */
final class CycleStampsTest {
  private static final long START = 1_700_000_000_000_000_000L;
  private static final long SECOND = 1_000_000_000;
  private static final long MILLI = 1_000_000;

  /** How long the kernels need less than the processes see, each way. */
  private static final long QUICKER = 10;

  private final CycleStatistics statistics = new CycleStatistics();
  private long arrivals;

  @Test
  void shouldLeaveOutPacketsWithoutTheStampsWhenDelaysAreTheKernels() {
    CycleTrace trace = new CycleTrace(0, 5);
    answer(trace, 0, 50, 60, Stamps.KERNEL);
    answer(trace, 1, 90, 90, Stamps.PROCESS);
    answer(trace, 2, 52, 61, Stamps.KERNEL);
    answer(trace, 3, 57, 60, Stamps.KERNEL);
    CycleFigures figures = close(trace, Stamps.KERNEL, true, OptionalLong.empty());

    assertEquals(1, figures.unstamped());
    assertEquals(4, figures.roundTrip().received());
    assertEquals(1, figures.roundTrip().lost());
    // The process's 110, 113 and 117, less 10 each way.
    assertEquals(Distribution.of(90, 93, 97), figures.roundTrip().delay());
    assertEquals(Distribution.of(40, 42, 47), figures.forward().delay());
    assertEquals(Distribution.of(50, 51, 50), figures.reverse().delay());
    assertEquals(Distribution.of(0, 2, 7), figures.forward().pdv());
    assertEquals(Distribution.of(4), figures.roundTrip().ipdv(), "never across the unstamped one");
    assertEquals(Distribution.of(0, 0), figures.jitter()); // 3 / 16, then 15 / 16 of it and 4 / 16.
  }

  @Test
  void shouldTakeT3FromTheAnswerWhenOnlyTheSendersKernelStamped() {
    CycleTrace trace = new CycleTrace(0, 2);
    answer(trace, 0, 50, 60, Stamps.KERNEL);
    answer(trace, 1, 50, 60, Stamps.SENDER);
    CycleFigures figures = close(trace, Stamps.SENDER, true, OptionalLong.empty());
    assertEquals(0, figures.unstamped());
    assertEquals(Distribution.of(40, 40), figures.forward().delay());
    assertEquals(Distribution.of(55, 55), figures.reverse().delay());
  }

  @Test
  void shouldBeginJitterAndIpdvAnewWhenTheStampsChange() {
    CycleTrace first = new CycleTrace(0, 2);
    answer(first, 0, 1000, 1000, Stamps.PROCESS);
    answer(first, 1, 2600, 1000, Stamps.PROCESS);
    CycleFigures before = close(first, Stamps.PROCESS, true, OptionalLong.empty());
    assertEquals(OptionalLong.of(100), before.roundTrip().jitterNanos());

    CycleTrace second = new CycleTrace(2, 1);
    answer(second, 0, 500, 500, Stamps.KERNEL);
    CycleFigures changed = close(second, Stamps.KERNEL, true, OptionalLong.empty());
    assertEquals(OptionalLong.empty(), changed.roundTrip().jitterNanos(), "nothing to differ from");
    assertTrue(changed.jitter().isEmpty());
    assertTrue(changed.forward().ipdv().isEmpty());

    CycleTrace silent = new CycleTrace(3, 1);
    close(silent, Stamps.PROCESS, true, OptionalLong.empty());
    CycleTrace fourth = new CycleTrace(4, 2);
    answer(fourth, 0, 532, 500, Stamps.KERNEL);
    answer(fourth, 1, 532, 500, Stamps.KERNEL);
    CycleFigures after = close(fourth, Stamps.KERNEL, true, OptionalLong.empty());
    assertEquals(Distribution.of(2, 2), after.jitter(), "32 / 16: a silent cycle changes nothing");
    assertEquals(Distribution.of(0), after.roundTrip().ipdv());
  }

  @Test
  void shouldForgetTheJitterOfOtherStampsWhenNoPacketHasTheNewOnes() {
    CycleTrace first = new CycleTrace(0, 2);
    answer(first, 0, 1000, 1000, Stamps.PROCESS);
    answer(first, 1, 2600, 1000, Stamps.PROCESS);
    close(first, Stamps.PROCESS, true, OptionalLong.empty());
    CycleTrace second = new CycleTrace(2, 1);
    answer(second, 0, 1000, 1000, Stamps.PROCESS);
    CycleFigures figures = close(second, Stamps.KERNEL, true, OptionalLong.empty());
    assertEquals(OptionalLong.empty(), figures.roundTrip().jitterNanos());
  }

  @Test
  void shouldKnowTheClockButNoDelayWhenAFlowLacksTheStampsOfAllFlows() {
    CycleTrace bare = new CycleTrace(0, 1);
    answer(bare, 0, 50, 60, Stamps.PROCESS);
    CycleTrace stamped = new CycleTrace(0, 1);
    answer(stamped, 0, 50, 60, Stamps.KERNEL);
    CycleFigures none =
        new CycleStatistics().close(bare, Stamps.KERNEL, true, OptionalLong.empty(), 0, 0);
    CycleFigures some =
        new CycleStatistics().close(stamped, Stamps.KERNEL, true, OptionalLong.empty(), 0, 0);
    assertEquals(ClockOffset.SHARED, none.clock().orElseThrow());
    assertTrue(none.roundTrip().delay().isEmpty());
    assertTrue(none.mos().isEmpty());
    assertEquals(1, none.unstamped());

    CycleFigures total = CycleStatistics.total(List.of(none, some));
    assertEquals(1, total.unstamped());
    assertEquals(2, total.roundTrip().received());
    assertEquals(Distribution.of(40), total.forward().delay(), "the other flow has nothing to say");
  }

  /** The network alone: -0.2 <= offset <= 20 ms; the clocks: within 1 ms of each other. */
  @Test
  void shouldStateOneWayDelaysWhenBothClocksKnowTheirErrors() {
    CycleTrace trace = new CycleTrace(0, 1);
    answer(trace, 0, 20 * MILLI, MILLI / 5, Stamps.PROCESS);
    CycleFigures figures = close(trace, Stamps.PROCESS, false, OptionalLong.of(MILLI));
    ClockOffset clock = figures.clock().orElseThrow();
    assertEquals(Basis.CLOCKS, clock.basis());
    assertEquals(400_000, clock.offsetNanos());
    assertEquals(600_000, clock.boundNanos());
    // A tenth of 19.6 ms is above the error: 0.6 ms and 100 ppm of 20.2 ms.
    assertEquals(Distribution.of(19_600_000), figures.forward().delay());
    assertTrue(figures.reverse().delay().isEmpty(), "0.6 ms do not hold beside 0.6 ms");
    assertEquals(0, figures.clockErrorsRefuted());
  }

  /** A minute allows 6 ms of drift, but clocks that are never 2 ms apart don't drift that far. */
  @Test
  void shouldNeedNoDriftWhenTheClocksErrorsHoldThroughoutALongCycle() {
    CycleTrace trace = new CycleTrace(0, 61);
    for (int row = 0; row < 61; row++) {
      answer(trace, row, 30 * MILLI, 30 * MILLI, Stamps.PROCESS);
    }
    CycleFigures figures = close(trace, Stamps.PROCESS, false, OptionalLong.of(2 * MILLI));
    assertEquals(0, figures.clock().orElseThrow().offsetNanos());
    assertEquals(30 * MILLI, figures.forward().delay().median());
    assertEquals(30 * MILLI, figures.reverse().delay().median());
    CycleFigures without =
        new CycleStatistics().close(trace, Stamps.PROCESS, false, OptionalLong.empty(), 0, 0);
    assertTrue(without.forward().delay().isEmpty());
  }

  @Test
  void shouldGoByTheNetworkAloneWhenItRefutesTheClocksErrors() {
    long apart = 50 * MILLI;
    CycleTrace trace = new CycleTrace(0, 2);
    answer(trace, 0, apart + MILLI, MILLI - apart, Stamps.PROCESS);
    // On its own this one would not show it.
    answer(trace, 1, apart + 90 * MILLI, 90 * MILLI - apart, Stamps.PROCESS);
    CycleFigures figures = close(trace, Stamps.PROCESS, false, OptionalLong.of(MILLI));
    assertEquals(1, figures.clockErrorsRefuted());
    ClockOffset clock = figures.clock().orElseThrow();
    assertEquals(Basis.NETWORK, clock.basis());
    assertTrue(Math.abs(clock.offsetNanos() - apart) <= clock.boundNanos());
    assertEquals(0, figures.clockSteps());
    assertEquals(2, CycleStatistics.total(List.of(figures, figures)).clockErrorsRefuted());
  }

  @Test
  void shouldSayNetworkWhenTheClocksErrorsConfineNothing() {
    CycleTrace trace = new CycleTrace(0, 1);
    answer(trace, 0, MILLI, MILLI, Stamps.PROCESS);
    CycleFigures figures = close(trace, Stamps.PROCESS, false, OptionalLong.of(SECOND));
    assertEquals(Basis.NETWORK, figures.clock().orElseThrow().basis());
    assertEquals(0, figures.clockErrorsRefuted());
  }

  private CycleFigures close(
      CycleTrace trace, Stamps stamps, boolean shared, OptionalLong clockError) {
    return statistics.close(trace, stamps, shared, clockError, 0, 0);
  }

  /** Delays as the processes see them; the kernels take half of {@link #QUICKER} off each end. */
  private void answer(CycleTrace trace, int row, long there, long back, Stamps stamps) {
    long t1 = START + (trace.firstSequence() + row) * SECOND;
    long t2 = t1 + there;
    long t3 = t2 + 7;
    long t4 = t3 + back;
    trace.answered(row, Outcome.ANSWERED, arrivals, arrivals++, t1, t2, t3, t4);
    if (stamps != Stamps.PROCESS) {
      trace.stamped(row, t1 + QUICKER, t4 - QUICKER / 2);
    }
    if (stamps == Stamps.KERNEL) {
      trace.answerLeft(row, QUICKER / 2);
    }
  }
}
