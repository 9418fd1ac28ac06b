package io.netsonde.trafficsim.sender;

import static io.netsonde.trafficsim.sender.SenderRig.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.ClockError;
import io.netsonde.trafficsim.ClockErrorWatch;
import io.netsonde.trafficsim.wire.Packet;
import io.netsonde.trafficsim.wire.RejectReason;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CycleLedgerTest {
  private static final long MILLI = 1_000_000L;
  private final FlowSettings settings = settings(MILLI, 2, 10 * MILLI, 3);
  private final ReportQueue reports = new ReportQueue(settings);
  private final CycleLedger ledger =
      new CycleLedger(settings, reports, new ClockErrorWatch(ClockError.UNKNOWN), cycle -> {});
  private final AnswerBook answers = new AnswerBook(settings, ledger, reports, cycle -> {});
  private final Session session = new Session();

  private void send(long nowNanos) {
    ledger.send(nowNanos, nowNanos, 0, 0, true);
  }

  private OpenCycle take(boolean ending) {
    return Objects.requireNonNull(ledger.pollDecided(0, ending));
  }

  private @Nullable RejectReason answer(int sequence, long nowNanos) {
    Packet ack = new Packet();
    ack.sequence = sequence;
    ack.receivedCount = sequence + 1;
    ack.repliedCount = sequence + 1;
    return answers.onAnswer(ack, 150, nowNanos, FlowSender.NO_STAMP, session);
  }

  @Test
  void shouldPutEverySequenceIntoExactlyOneCycle() {
    for (int i = 0; i < 6; i++) {
      assertEquals(i == 0, ledger.isEmpty());
      assertFalse(ledger.isComplete());
      send(i * MILLI);
    }
    assertTrue(ledger.isComplete());
    for (int i = 5; i >= 0; i--) {
      assertNull(ledger.pollDecided(0, false));
      assertNull(answer(i, 6 * MILLI), "sequence " + i);
      assertEquals(RejectReason.DUPLICATE, answer(i, 6 * MILLI));
    }
    for (int index = 0; index < 3; index++) {
      OpenCycle cycle = ledger.pollDecided(0, false);
      assertNotNull(cycle);
      assertEquals(index, cycle.index);
      assertEquals(2L * index, cycle.firstSequence);
      ClosedCycle closed = cycle.close(false);
      assertEquals(300, closed.bytesSent());
      assertEquals(600, closed.bytesReceived());
      assertEquals(1, closed.trace().answerCopies(0));
    }
    assertTrue(ledger.isEmpty());
  }

  @Test
  void shouldCloseInOrderWhenALaterCycleIsDecidedFirst() {
    for (int i = 0; i < 4; i++) {
      send(i * MILLI);
    }
    answer(2, 5 * MILLI);
    answer(3, 5 * MILLI);
    answer(0, 5 * MILLI);
    assertNull(ledger.pollDecided(0, false));
    assertEquals(11 * MILLI + 1, ledger.expiryNanos());
    assertFalse(ledger.expireNext(11 * MILLI));
    assertTrue(ledger.expireNext(11 * MILLI + 1));
    assertFalse(ledger.hasUndecided());
    assertEquals(0, take(false).index);
    assertEquals(1, take(false).index);
  }

  @Test
  void shouldGiveUpAPartialCycleOnlyWhenEnding() {
    send(0);
    answer(0, MILLI);
    assertNull(ledger.pollDecided(0, false));
    assertEquals(1, take(true).rows());
  }

  @Test
  void shouldTellCopiesFromFirstAnswersBehindADecidedCycle() {
    send(0);
    send(MILLI);
    answer(0, 2 * MILLI);
    ledger.expireNext(12 * MILLI);
    reports.add(take(false), 12 * MILLI);
    assertEquals(RejectReason.DUPLICATE, answer(0, 13 * MILLI));
    assertNull(answer(1, 13 * MILLI), "late, but a sign of life");
    assertTrue(session.hasAnswerBefore(1));
  }

  @Test
  void shouldRefuseAnswersToWhatNeverLeft() {
    ledger.skip(0, 0, false);
    send(MILLI);
    ledger.unsend(true);
    assertEquals(RejectReason.UNEXPECTED, answer(0, 2 * MILLI));
    assertEquals(RejectReason.UNEXPECTED, answer(1, 2 * MILLI));
    assertEquals(RejectReason.UNEXPECTED, answer(2, 2 * MILLI));
    assertFalse(session.hasAnswerBefore(Long.MAX_VALUE));
    reports.add(take(false), 2 * MILLI);
    assertEquals(RejectReason.UNEXPECTED, answer(1, 3 * MILLI));
  }
}
