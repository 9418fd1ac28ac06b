package io.netsonde.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.CycleTrace.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StampsTest {
  @Test
  void shouldTakeTheBestSetThatHalfOfTheAnsweredPacketsHaveWhenACycleCloses() {
    assertEquals(Stamps.KERNEL, common("KKKK"));
    assertEquals(Stamps.KERNEL, common("KPKP"), "just half");
    assertEquals(Stamps.SENDER, common("KSPP"), "kernel stamps are the sender's too");
    assertEquals(Stamps.PROCESS, common("KPP"));
    assertEquals(Stamps.PROCESS, common("KSPPP"));
    assertEquals(Stamps.KERNEL, common("K---"), "lost packets have no say");
    assertEquals(Stamps.KERNEL, common("Kppp"), "nor have late ones");
    assertEquals(Stamps.PROCESS, common("P" + "k".repeat(5)));
    assertEquals(Stamps.PROCESS, common("---"));
    assertEquals(Stamps.PROCESS, common(""));
    assertEquals(Stamps.PROCESS, Stamps.common(List.of()));
  }

  @Test
  void shouldChooseForAllFlowsTogetherWhenTheyDiffer() {
    assertEquals(Stamps.KERNEL, common("PP", "KKKK", "PP"));
    assertEquals(Stamps.PROCESS, common("PPP", "KKKK", "PP"));
    assertEquals(Stamps.SENDER, common("SSSS", "KKKK", "PP"));
  }

  @Test
  void shouldCallFiguresTheKernelsOnlyWhenAllFourStampsAre() {
    assertEquals(TimestampSource.KERNEL, Stamps.KERNEL.source());
    assertEquals(TimestampSource.PROCESS, Stamps.SENDER.source());
    assertEquals(TimestampSource.PROCESS, Stamps.PROCESS.source());
  }

  /** T1 1000, T2 5000, T3 5100, T4 9100; the kernels: 1010, 5000, 5130, 9050. */
  @Test
  void shouldGiveEachSetsStampsWhenARowHasThem() {
    CycleTrace trace = new CycleTrace(0, 1);
    trace.answerLeft(0, 30); // The report may come before all else.
    trace.stamped(0, 1010, 9050);
    assertFalse(trace.has(0, Stamps.PROCESS), "there is no answer yet");
    assertFalse(trace.has(0, Stamps.KERNEL));
    trace.answered(0, Outcome.ANSWERED, 0, 0, 1000, 5000, 5100, 9100);

    assertEquals(Stamps.KERNEL, trace.best(0));
    assertStamps(trace, Stamps.PROCESS, 1000, 5100, 9100, 8000);
    assertStamps(trace, Stamps.SENDER, 1010, 5100, 9050, 7940);
    assertStamps(trace, Stamps.KERNEL, 1010, 5130, 9050, 7910);
    assertEquals(5000, trace.reflectorReceivedNanos(0));
  }

  @Test
  void shouldHaveNoBetterSetWhenAStampIsMissing() {
    CycleTrace trace = trace("PRS");
    assertEquals(Stamps.PROCESS, trace.best(0));
    assertEquals(Stamps.PROCESS, trace.best(1), "the reflector's stamps alone are no set");
    assertFalse(trace.has(1, Stamps.KERNEL));
    assertEquals(Stamps.SENDER, trace.best(2));
    assertFalse(trace.has(2, Stamps.KERNEL));
    assertThrows(IllegalStateException.class, () -> trace.sentNanos(0, Stamps.SENDER));
    assertThrows(IllegalStateException.class, () -> trace.receivedNanos(1, Stamps.KERNEL));
    assertThrows(IllegalStateException.class, () -> trace.reflectorSentNanos(2, Stamps.KERNEL));
    assertThrows(IllegalArgumentException.class, () -> trace.answerLeft(0, -1));
  }

  @Test
  void shouldKeepTheStampsWhenACycleIsCutShort() {
    CycleTrace cut = trace("KSPK").prefix(2);
    assertEquals(Stamps.KERNEL, cut.best(0));
    assertEquals(Stamps.SENDER, cut.best(1));
    assertEquals(2, cut.size());
    assertTrue(trace("P").prefix(1).has(0, Stamps.PROCESS));
  }

  private static void assertStamps(
      CycleTrace trace, Stamps stamps, long t1, long t3, long t4, long rtt) {
    assertTrue(trace.has(0, stamps));
    assertEquals(t1, trace.sentNanos(0, stamps));
    assertEquals(t3, trace.reflectorSentNanos(0, stamps));
    assertEquals(t4, trace.receivedNanos(0, stamps));
    assertEquals(rtt, trace.roundTripDelayNanos(0, stamps));
  }

  private static Stamps common(String... flows) {
    return Stamps.common(List.of(flows).stream().map(StampsTest::trace).toList());
  }

  /**
   * A letter a packet: - lost, else its stamps by Process, Sender, Reflector, Kernel; small late.
   */
  private static CycleTrace trace(String packets) {
    CycleTrace trace = new CycleTrace(0, packets.length());
    for (int row = 0; row < packets.length(); row++) {
      char letter = packets.charAt(row);
      if (letter == '-') {
        continue;
      }
      Outcome outcome = Character.isUpperCase(letter) ? Outcome.ANSWERED : Outcome.LATE;
      trace.answered(row, outcome, row, row, 0, 10, 10, 20);
      if ("SK".indexOf(Character.toUpperCase(letter)) >= 0) {
        trace.stamped(row, 1, 19);
      }
      if ("RK".indexOf(Character.toUpperCase(letter)) >= 0) {
        trace.answerLeft(row, 1);
      }
    }
    return trace;
  }
}
