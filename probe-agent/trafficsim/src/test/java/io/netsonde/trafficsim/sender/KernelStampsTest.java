package io.netsonde.trafficsim.sender;

import static io.netsonde.trafficsim.sender.SenderRig.EPOCH;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netsonde.measurement.CycleTrace;
import io.netsonde.measurement.Stamps;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One packet: sent by the process at 1,000, received at 9,000; the reflector had it for 3,000. */
class KernelStampsTest {
  private static final long SENT = 1_000;
  private static final long RECEIVED = 9_000;
  private static final long RESIDENCE = 3_000;

  private final CycleTrace trace = new CycleTrace(0, 2);
  private int discarded;
  private final KernelStamps stamps = new KernelStamps(trace, 2, () -> discarded++);

  @BeforeEach
  void answer() {
    long t2 = EPOCH + 50_000;
    trace.answered(
        1, CycleTrace.Outcome.ANSWERED, 0, 0, EPOCH + SENT, t2, t2 + RESIDENCE, EPOCH + RECEIVED);
  }

  private void sent(long nanos) {
    stamps.sent(1, nanos, EPOCH + nanos + 7, SENT);
  }

  private void received(long nanos) {
    stamps.received(1, nanos, RECEIVED);
  }

  private void assertAll() {
    assertEquals(Stamps.KERNEL, trace.best(1));
    assertEquals(EPOCH + 1_507, trace.sentNanos(1, Stamps.SENDER));
    assertEquals(EPOCH + 8_007, trace.receivedNanos(1, Stamps.SENDER));
    assertEquals(6_500 - RESIDENCE, trace.roundTripDelayNanos(1, Stamps.SENDER));
    assertEquals(6_500 - RESIDENCE - 400, trace.roundTripDelayNanos(1, Stamps.KERNEL));
    assertEquals(8_000 - RESIDENCE, trace.roundTripDelayNanos(1, Stamps.PROCESS));
    assertEquals(0, discarded);
  }

  @Test
  void shouldFillTheTraceInWhateverOrderTheStampsCome() {
    sent(1_500);
    received(8_000);
    stamps.left(1, 400);
    assertAll();
  }

  @Test
  void shouldFillTheTraceWhenTheAnswerComesBeforeTheSendStamp() {
    received(8_000);
    sent(1_500);
    stamps.left(1, 400);
    assertAll();
  }

  @Test
  void shouldFillTheTraceWhenTheSendStampComesLast() {
    received(8_000);
    stamps.left(1, 400);
    assertEquals(Stamps.PROCESS, trace.best(1));
    sent(1_500);
    assertAll();
  }

  @Test
  void shouldKeepTheProcessesWhenTheKernelHasSentBeforeTheProcess() {
    sent(SENT - 1);
    received(8_000);
    assertEquals(Stamps.PROCESS, trace.best(1));
    assertEquals(1, discarded);
    sent(SENT);
    assertEquals(Stamps.SENDER, trace.best(1));
  }

  @Test
  void shouldKeepTheProcessesWhenTheKernelHasReceivedAfterTheProcess() {
    sent(1_500);
    received(RECEIVED + 1);
    assertEquals(Stamps.PROCESS, trace.best(1));
    assertEquals(1, discarded);
    received(RECEIVED);
    assertEquals(Stamps.SENDER, trace.best(1));
  }

  @Test
  void shouldKeepTheProcessesWhenTheReflectorHadItForLonger() {
    sent(5_001);
    received(8_000);
    assertEquals(Stamps.PROCESS, trace.best(1));
    assertEquals(1, discarded);
    sent(5_000);
    received(8_000);
    assertEquals(0, trace.roundTripDelayNanos(1, Stamps.SENDER));
    assertEquals(1, discarded);
  }

  @Test
  void shouldNotCorrectT3WhenTheAnswerWouldHaveArrivedBeforeItLeft() {
    sent(1_500);
    received(8_000);
    stamps.left(1, 3_501);
    assertEquals(Stamps.SENDER, trace.best(1));
    assertEquals(1, discarded);
    stamps.left(1, 3_500);
    assertEquals(0, trace.roundTripDelayNanos(1, Stamps.KERNEL));
  }

  @Test
  void shouldNotCorrectT3WhenTheReportCameFirst() {
    stamps.left(1, 3_501);
    sent(1_500);
    received(8_000);
    assertEquals(Stamps.SENDER, trace.best(1));
    assertEquals(1, discarded);
  }

  @Test
  void shouldTellHowLongItTookByTheBestStampsAsTheyAre() {
    long none = FlowSender.NO_STAMP;
    assertEquals(8_000, elapsed(none));
    assertEquals(7_000, elapsed(8_000));
    assertEquals(8_000, elapsed(RECEIVED + 1), "not believed");
    sent(1_500);
    assertEquals(7_500, elapsed(none));
    assertEquals(6_500, elapsed(8_000));
    assertEquals(8_000, elapsed(4_499), "less than the reflector had it for");
    assertEquals(0, discarded, "asking is no finding");
  }

  private long elapsed(long kernelNanos) {
    return stamps.elapsedNanos(1, SENT, RECEIVED, kernelNanos, RESIDENCE);
  }
}
