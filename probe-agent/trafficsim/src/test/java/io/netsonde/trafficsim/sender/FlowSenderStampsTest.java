package io.netsonde.trafficsim.sender;

import static io.netsonde.trafficsim.sender.SenderRig.EPOCH;
import static io.netsonde.trafficsim.sender.SenderRig.MILLI;
import static io.netsonde.trafficsim.sender.SenderRig.RECEIVED;
import static io.netsonde.trafficsim.sender.SenderRig.SECOND;
import static io.netsonde.trafficsim.sender.SenderRig.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netsonde.measurement.ClockError;
import io.netsonde.measurement.CycleTrace;
import io.netsonde.measurement.CycleTrace.Outcome;
import io.netsonde.measurement.Stamps;
import io.netsonde.trafficsim.wire.Packet;
import io.netsonde.trafficsim.wire.PacketType;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** One flow whose socket's kernel stamps what it sends and receives. */
class FlowSenderStampsTest {
  private static final int CYCLE = 2;
  private static final long SENT_AFTER = 3_000;

  private SenderRig rig =
      SenderRig.greeted(settings(SECOND, CYCLE, 2 * SECOND, 0), ClockError.UNKNOWN);

  private CycleTrace cycle(int index) {
    rig.flow.stop();
    rig.poll();
    rig.runUntil(rig.now + 10 * SECOND);
    return rig.closed.get(index).trace();
  }

  /** The kernel sent the packet so long after the process. */
  private void stamp(Packet packet) {
    rig.stamp(packet, packet.sent - EPOCH + SENT_AFTER);
  }

  private void answer(Packet data, long kernelNanos) {
    rig.now = Math.max(rig.now, kernelNanos + MILLI);
    rig.kernelNanos = kernelNanos;
    rig.answer(data);
  }

  @Test
  void shouldKnowBothSetsWhenTheReportTellsWhenTheAnswerLeft() {
    Packet data = rig.take(PacketType.DATA);
    stamp(data);
    answer(data, 20 * MILLI);
    rig.runUntil(SECOND);
    Packet second = rig.take(PacketType.DATA);
    answer(second, SECOND + 20 * MILLI);
    rig.runUntil(SECOND + 100 * MILLI);
    // Until the cycle closes, with its report, a stamp counts.
    stamp(second);
    rig.delays = new int[] {1_234, -1};
    rig.deliver(rig.reportTo(rig.take(PacketType.REPORT), 0, RECEIVED, RECEIVED));
    CycleTrace trace = cycle(0);
    assertEquals(Stamps.KERNEL, trace.best(0));
    assertEquals(EPOCH + SENT_AFTER, trace.sentNanos(0, Stamps.KERNEL));
    assertEquals(20 * MILLI - SENT_AFTER, trace.roundTripDelayNanos(0, Stamps.SENDER));
    assertEquals(20 * MILLI - SENT_AFTER - 1_234, trace.roundTripDelayNanos(0, Stamps.KERNEL));
    assertEquals(Stamps.SENDER, trace.best(1));
    assertEquals(20 * MILLI - SENT_AFTER, trace.roundTripDelayNanos(1, Stamps.SENDER));
    assertEquals(0, rig.flow.discardedStamps());
  }

  @Test
  void shouldTakeStampsOfItsOwnDataOnly() {
    rig = SenderRig.greeted(settings(60 * SECOND, CYCLE, 2 * SECOND, 0), ClockError.UNKNOWN);
    answer(rig.take(PacketType.DATA), 20 * MILLI);
    rig.runUntil(3 * SECOND);
    stamp(rig.take(PacketType.PING));
    rig.flow.onSendStamp(99, SECOND, EPOCH + SECOND);
    CycleTrace trace = cycle(0);
    assertEquals(Stamps.PROCESS, trace.best(0));
    assertEquals(0, rig.flow.discardedStamps());
  }

  @Test
  void shouldIgnoreStampsOfCyclesLongClosed() {
    Packet first = rig.take(PacketType.DATA);
    rig.answer(first);
    for (int second = 1; second < 12; second++) {
      rig.runUntil(second * SECOND);
      rig.answer(rig.take(PacketType.DATA));
    }
    assertEquals(Outcome.ANSWERED, rig.closed.getFirst().trace().outcome(0));
    stamp(first);
    assertEquals(0, rig.flow.discardedStamps());
  }

  @Test
  void shouldCountWhatCannotBeTrue() {
    Packet data = rig.take(PacketType.DATA);
    rig.stamp(data, -1);
    rig.now = MILLI;
    rig.kernelNanos = MILLI + 1;
    rig.answer(data);
    assertEquals(2, rig.flow.discardedStamps());
    assertEquals(Stamps.PROCESS, cycle(0).best(0));
  }

  @Test
  void shouldBeInTimeByTheKernelWhenTheProcessStoodStill() {
    Packet data = rig.take(PacketType.DATA);
    // It answers at once; the process sees that when the timeout has passed, but has not said so.
    Packet answer = rig.answerTo(data);
    answer.received = EPOCH + 10 * MILLI;
    answer.replied = answer.received;
    rig.now = 3 * SECOND;
    rig.kernelNanos = 20 * MILLI;
    rig.deliver(answer);
    stamp(data);
    CycleTrace trace = cycle(0);
    assertEquals(Outcome.ANSWERED, trace.outcome(0));
    assertEquals(3 * SECOND, trace.roundTripDelayNanos(0, Stamps.PROCESS));
    assertEquals(20 * MILLI - SENT_AFTER, trace.roundTripDelayNanos(0, Stamps.SENDER));
  }

  @Test
  void shouldBeLateWhenTheKernelSaysSo() {
    Packet data = rig.take(PacketType.DATA);
    stamp(data);
    rig.runUntil(2 * SECOND + 5_000);
    rig.kernelNanos = 2 * SECOND + SENT_AFTER + 1;
    rig.answer(data);
    assertEquals(Outcome.LATE, cycle(0).outcome(0));
  }

  @Test
  void shouldStateTheClocksErrorWhenBothEndsKnowTheirs() {
    assertEquals(OptionalLong.of(5_000 + 2_000_000), clockErrorWith(OptionalLong.of(5_000), 2_000));
    assertEquals(OptionalLong.empty(), clockErrorWith(OptionalLong.empty(), 2_000));
    assertEquals(OptionalLong.empty(), clockErrorWith(OptionalLong.of(5_000), 0));
  }

  private OptionalLong clockErrorWith(OptionalLong own, int peerMicros) {
    rig = SenderRig.greeted(settings(SECOND, CYCLE, 2 * SECOND, 0), () -> own);
    rig.answer(rig.take(PacketType.DATA));
    rig.runUntil(SECOND);
    rig.answer(rig.take(PacketType.DATA));
    rig.clockErrorMicros = peerMicros;
    rig.deliver(rig.reportTo(rig.take(PacketType.REPORT), 0, RECEIVED, RECEIVED));
    rig.runUntil(2 * SECOND - 1);
    return rig.closed.getFirst().clockErrorNanos();
  }

  @Test
  void shouldStateTheLargestErrorOfTheCycle() {
    long[] errors = {10, 10, 700, 30};
    int[] asked = {0};
    rig =
        SenderRig.greeted(
            settings(SECOND, 3, 2 * SECOND, 0),
            () -> OptionalLong.of(errors[Math.min(asked[0]++, 3)]));
    for (int second = 0; second < 3; second++) {
      rig.runUntil(second * SECOND);
      rig.answer(rig.take(PacketType.DATA));
    }
    rig.clockErrorMicros = 1;
    rig.deliver(rig.reportTo(rig.take(PacketType.REPORT), 0, RECEIVED, RECEIVED, RECEIVED));
    assertEquals(OptionalLong.of(1_700), rig.closed.getFirst().clockErrorNanos());
  }

  @Test
  void shouldKnowNoErrorOfTheClocksWhenNoReportComes() {
    rig = SenderRig.greeted(settings(SECOND, CYCLE, 2 * SECOND, 0), () -> OptionalLong.of(1));
    rig.answer(rig.take(PacketType.DATA));
    cycle(0);
    assertEquals(OptionalLong.empty(), rig.closed.getFirst().clockErrorNanos());
  }
}
