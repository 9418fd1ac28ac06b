package io.netsonde.trafficsim.sender;

import static io.netsonde.trafficsim.sender.SenderRig.LOST;
import static io.netsonde.trafficsim.sender.SenderRig.MILLI;
import static io.netsonde.trafficsim.sender.SenderRig.RECEIVED;
import static io.netsonde.trafficsim.sender.SenderRig.SECOND;
import static io.netsonde.trafficsim.sender.SenderRig.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.CycleTrace;
import io.netsonde.measurement.CycleTrace.Forward;
import io.netsonde.measurement.CycleTrace.Outcome;
import io.netsonde.trafficsim.wire.Packet;
import io.netsonde.trafficsim.wire.PacketType;
import io.netsonde.trafficsim.wire.RejectReason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One flow against answers made by hand: the session, its cookies, and what is hostile or late. */
class FlowSenderTest {
  private static final int CYCLE = 3;

  private static SenderRig everySecond() {
    return SenderRig.greeted(settings(SECOND, CYCLE, 2 * SECOND, 0));
  }

  @Test
  void shouldTryAgainAndCountWhatCannotBeSentWhenNobodyAnswers() {
    SenderRig rig = new SenderRig(settings(SECOND, CYCLE, 2 * SECOND, 0));
    rig.flow.start(0);
    rig.runUntil(31 * SECOND);
    // At 0 2 4 6 8 10, 15 17 19 21 23 25, 30.
    assertEquals(13, rig.sentOf(PacketType.HELLO));
    assertEquals(3, rig.rounds);
    assertEquals(0, rig.sentOf(PacketType.DATA));
    // Slots 10 s to 31 s are 22 packets, 7 whole cycles; the last leaves 2 s after its successor.
    assertEquals(5, rig.closed.size());
    assertEquals(Outcome.LOST, rig.closed.getFirst().trace().outcome(0));
  }

  @Test
  void shouldNotSayThatTheNetworkRefusedWhatWaitsForAPeerThatNeverAnswered() {
    SenderRig rig = new SenderRig(settings(SECOND, CYCLE, 2 * SECOND, 0));
    rig.flow.start(0);
    rig.runUntil(31 * SECOND);
    CycleTrace trace = rig.closed.getFirst().trace();
    for (int row = 0; row < CYCLE; row++) {
      assertEquals(-1, trace.sendLagNanos(row));
      assertFalse(trace.wasRefused(row));
    }
  }

  @Test
  void shouldSayThatTheNetworkRefusedWhatCannotEvenGreetThePeer() {
    SenderRig rig = new SenderRig(settings(SECOND, CYCLE, 2 * SECOND, 0));
    rig.plugged = false;
    rig.flow.start(0);
    rig.runUntil(31 * SECOND);
    CycleTrace trace = rig.closed.getFirst().trace();
    for (int row = 0; row < CYCLE; row++) {
      assertEquals(-1, trace.sendLagNanos(row));
      assertTrue(trace.wasRefused(row));
    }
  }

  @Test
  void shouldTellWhatWasRefusedFromWhatHadNoAddressToGoTo() {
    SenderRig rig = everySecond();
    rig.plugged = false;
    rig.runUntil(SECOND);
    rig.hasAddress = false;
    rig.runUntil(20 * SECOND);
    CycleTrace trace = rig.closed.getFirst().trace();
    assertFalse(trace.wasRefused(0));
    assertTrue(trace.wasRefused(1));
    assertFalse(trace.wasRefused(2));
    assertEquals(-1, trace.sendLagNanos(2));
  }

  @Test
  void shouldEndAtOnceWhenStoppedBeforeAnyAnswer() {
    SenderRig rig = new SenderRig(settings(SECOND, CYCLE, 2 * SECOND, 0));
    rig.flow.start(0);
    rig.poll();
    rig.flow.stop();
    rig.poll();
    assertTrue(rig.flow.isDone());
  }

  @Test
  void shouldCloseTheLastCycleAtItsLastSlotWhenNothingCanBeSent() {
    SenderRig rig = new SenderRig(settings(SECOND, 1, 2 * SECOND, 1));
    rig.flow.start(0);
    rig.runUntil(10 * SECOND);
    assertEquals(1, rig.closed.size());
    assertTrue(rig.flow.isDone());
  }

  @Test
  void shouldKeepTheNewerCookieWhenAnOlderAnswerArrivesLate() {
    SenderRig rig = everySecond();
    Packet first = rig.take(PacketType.DATA);
    Packet late = rig.answerTo(first);
    rig.runUntil(SECOND);
    rig.cookie = 1002;
    rig.answer(rig.take(PacketType.DATA));
    rig.deliver(late);
    rig.runUntil(2 * SECOND);
    assertEquals(1002, rig.take(PacketType.DATA).cookie);
  }

  @Test
  void shouldTakeNothingFromACopyButItsCount() {
    SenderRig rig = everySecond();
    Packet answer = rig.answerTo(rig.take(PacketType.DATA));
    rig.deliver(answer);
    for (int second = 1; second <= 6; second++) {
      rig.runUntil(second * SECOND);
      rig.deliver(answer);
    }
    // Packets 1, 2 and 3 timed out one after the other: after 5 s the session is down, a copy or
    // not.
    assertEquals(List.of(true, false), rig.states);
    assertEquals(1, rig.sentOf(PacketType.HELLO));
    assertEquals(6, rig.flow.rejected(RejectReason.DUPLICATE));
    assertFalse(rig.flow.isUp());
  }

  @Test
  void shouldDropAReplayWhenItsCycleIsLongGone() {
    SenderRig rig = everySecond();
    Packet first = rig.answerTo(rig.take(PacketType.DATA));
    rig.deliver(first);
    for (int second = 1; second <= 12; second++) {
      rig.runUntil(second * SECOND);
      rig.answer(rig.take(PacketType.DATA));
    }
    rig.deliver(first);
    assertEquals(1, rig.flow.rejected(RejectReason.REPLAY));
  }

  @Test
  void shouldIgnoreAnswersToNothing() {
    SenderRig rig = everySecond();
    Packet data = rig.take(PacketType.DATA);
    Packet unknown = rig.answerTo(data);
    unknown.sequence = 1;
    rig.deliver(unknown);
    Packet before = rig.answerTo(data);
    before.sequence = -1;
    rig.deliver(before);
    Packet hello = rig.answerTo(data);
    hello.inReplyTo = PacketType.HELLO;
    hello.sequence = 900;
    rig.deliver(hello);
    Packet pong = rig.answerTo(data);
    pong.type = PacketType.PONG;
    rig.deliver(pong);
    assertEquals(4, rig.flow.rejected(RejectReason.UNEXPECTED));
    Packet slow = rig.answerTo(data);
    slow.replied = slow.received + SECOND;
    rig.deliver(slow);
    Packet fast = rig.answerTo(data);
    fast.replied = fast.received - 1;
    rig.deliver(fast);
    Packet overflow = rig.answerTo(data);
    overflow.received = Long.MIN_VALUE;
    overflow.replied = Long.MAX_VALUE;
    rig.deliver(overflow);
    assertEquals(3, rig.flow.rejected(RejectReason.MALFORMED));
    Packet stranger = rig.answerTo(data);
    stranger.sourceAgent = 5;
    rig.deliver(stranger);
    assertEquals(1, rig.flow.rejected(RejectReason.WRONG_TARGET));
  }

  @Test
  void shouldAcceptThePongOfItsOwnPingOnly() {
    SenderRig rig = SenderRig.greeted(settings(60 * SECOND, CYCLE, 2 * SECOND, 0));
    rig.runUntil(2 * SECOND);
    Packet first = rig.take(PacketType.PING);
    Packet replay = rig.answerTo(first);
    rig.deliver(replay);
    rig.runUntil(4 * SECOND);
    assertEquals(1, rig.sentOf(PacketType.PING));
    rig.deliver(replay);
    assertEquals(1, rig.flow.rejected(RejectReason.UNEXPECTED));
    rig.answer(rig.take(PacketType.PING));
    assertEquals(1, rig.flow.rejected(RejectReason.UNEXPECTED));
  }

  @Test
  void shouldGreetAgainWhenThreePingsGoUnanswered() {
    SenderRig rig = SenderRig.greeted(settings(60 * SECOND, CYCLE, 2 * SECOND, 0));
    rig.take(PacketType.DATA);
    rig.runUntil(20 * SECOND);
    // DATA of 0 s timed out, then PINGs of 2 s and 4 s: from 6 s on at 6 8 10 12 14 16 s.
    assertEquals(2, rig.sentOf(PacketType.PING));
    assertEquals(6, rig.sentOf(PacketType.HELLO));
  }

  @Test
  void shouldNotGoBackToAFormerBootWhenItsGreetingWasUnderWayForLong() {
    SenderRig rig = new SenderRig(settings(SECOND, CYCLE, 2 * SECOND, 0));
    rig.flow.start(0);
    rig.runUntil(2 * SECOND);
    Packet delayed = rig.answerTo(rig.take(PacketType.HELLO));
    rig.boot = 12;
    rig.cookie = 2001;
    rig.answer(rig.take(PacketType.HELLO));
    rig.deliver(delayed);
    rig.runUntil(3 * SECOND);
    assertEquals(0, rig.restarts);
    rig.sent.removeIf(packet -> packet.type == PacketType.DATA && packet.sequence == 0);
    assertEquals(2001, rig.take(PacketType.DATA).cookie);
    assertEquals(1, rig.flow.rejected(RejectReason.UNEXPECTED));
  }

  @Test
  void shouldStillGreetWhenOnlyAFormerIncarnationIsHeard() {
    SenderRig rig = everySecond();
    Packet old = rig.answerTo(rig.take(PacketType.DATA));
    rig.runUntil(4 * SECOND + 1);
    Packet hello = rig.take(PacketType.HELLO);
    rig.boot = 12;
    rig.count = 0;
    rig.answer(hello);
    assertEquals(1, rig.restarts);
    rig.sent.clear();
    rig.runUntil(9 * SECOND);
    assertEquals(1, rig.sentOf(PacketType.HELLO));
    assertFalse(rig.flow.isUp());
    rig.deliver(old);
    assertFalse(rig.flow.isUp(), "its answer to packet 0 counts, but it is gone");
  }

  @Test
  void shouldKeepTheOrderOfAnswersWhenOneTrailsInFromBeforeARestart() {
    SenderRig rig = SenderRig.greeted(settings(SECOND, 20, 10 * SECOND, 0));
    rig.count = 5_000;
    Packet trailing = rig.answerTo(rig.take(PacketType.DATA));
    rig.runUntil(13 * SECOND);
    rig.boot = 12;
    rig.count = 0;
    rig.answer(rig.take(PacketType.HELLO));
    rig.now += MILLI;
    rig.deliver(trailing);
    rig.sent.clear();
    for (int second = 14; second < 20; second++) {
      rig.runUntil(second * SECOND);
      rig.answer(rig.take(PacketType.DATA));
    }
    rig.flow.stop();
    rig.runUntil(60 * SECOND);
    assertTrue(rig.flow.isDone());
    for (int row = 14; row < 20; row++) {
      assertEquals(Outcome.ANSWERED, rig.closed.getFirst().trace().outcome(row));
      assertEquals(0, rig.closed.getFirst().trace().reverseExtent(row), "row " + row);
    }
  }

  @Test
  void shouldGreetAgainWhenItsOwnNetworkRefusesThreePackets() {
    SenderRig rig = everySecond();
    rig.answer(rig.take(PacketType.DATA));
    rig.plugged = false;
    rig.runUntil(3 * SECOND);
    assertEquals(List.of(true, false), rig.states);
    rig.plugged = true;
    rig.runUntil(5 * SECOND);
    assertEquals(1, rig.sentOf(PacketType.HELLO));
  }

  @Test
  void shouldCountARefusedPacketOnceWhenToldTwice() {
    SenderRig rig = everySecond();
    rig.take(PacketType.DATA);
    rig.plugged = false;
    rig.now = SECOND;
    rig.poll();
    rig.flow.sendFailed();
    rig.flow.stop();
    rig.runUntil(30 * SECOND);
    assertEquals(150, rig.closed.getFirst().bytesSent());
    assertEquals(2, rig.closed.getFirst().trace().size());
  }

  @Test
  void shouldNotSpinWhenStoppedWhileSeveralReportsAreMissing() {
    SenderRig rig = SenderRig.greeted(settings(100 * MILLI, 1, 10 * SECOND, 0));
    rig.answer(rig.take(PacketType.DATA));
    for (int i = 1; i <= 30; i++) {
      rig.runUntil(i * 100L * MILLI);
      rig.answer(rig.take(PacketType.DATA));
    }
    // The last packet is never answered, nor is any report.
    rig.runUntil(3_100 * MILLI);
    rig.flow.stop();
    rig.runUntil(19 * SECOND);
    assertTrue(rig.flow.isDone());
    assertEquals(32, rig.closed.size());
  }

  @Test
  void shouldAskForReportsLessOftenThanItSendsDataWhenNoneComes() {
    SenderRig rig = SenderRig.greeted(settings(MILLI, 10, 2 * SECOND, 0));
    rig.runUntil(20 * SECOND);
    // 20,000 packets in 2,000 cycles: one first question each, and repetitions 1 ms apart at least.
    assertEquals(20_001, rig.sentOf(PacketType.DATA));
    assertTrue(rig.sentOf(PacketType.REPORT) < 20_000, rig.sentOf(PacketType.REPORT) + " requests");
    assertTrue(rig.closed.size() > 1_500);
  }

  @Test
  void shouldBelieveNeverCameOnlyWhileTheCookieIsSurelyGood() {
    SenderRig rig = SenderRig.greeted(settings(10 * SECOND, 8, 2 * SECOND, 0));
    rig.answer(rig.take(PacketType.DATA));
    rig.runUntil(73 * SECOND);
    Packet report = rig.take(PacketType.REPORT);
    rig.deliver(rig.reportTo(report, 0, RECEIVED, LOST, LOST, LOST, LOST, LOST, LOST, LOST));
    rig.flow.stop();
    rig.runUntil(90 * SECOND);
    assertEquals(Forward.REPLIED, rig.fate(0, 0));
    // The cookie came with the answer to the packet of 0 s; 2 s are allowed for the way.
    for (int row = 1; row <= 5; row++) {
      assertEquals(Forward.NOT_RECEIVED, rig.fate(0, row), "sent at " + 10 * row + " s");
    }
    assertEquals(Forward.UNKNOWN, rig.fate(0, 6), "58 s and more");
    assertEquals(Forward.UNKNOWN, rig.fate(0, 7));
  }

  @Test
  void shouldNotBelieveNeverCameOfPacketsSentToAnotherBoot() {
    SenderRig rig = SenderRig.greeted(settings(SECOND, 8, 2 * SECOND, 0));
    rig.answer(rig.take(PacketType.DATA));
    rig.runUntil(5 * SECOND - 1);
    // Packets 1 and 2 have not timed out before 4 s + 1 ns: the third HELLO-less timeout is at 5 s.
    rig.runUntil(5 * SECOND + 1);
    rig.boot = 12;
    rig.cookie = 2001;
    rig.count = 0;
    rig.answer(rig.take(PacketType.HELLO));
    assertEquals(1, rig.restarts);
    rig.runUntil(10 * SECOND);
    rig.deliver(
        rig.reportTo(
            rig.take(PacketType.REPORT), 6, 0x40, 0x40, 0x40, 0x40, 0x40, 0x40, LOST, LOST));
    rig.flow.stop();
    rig.runUntil(30 * SECOND);
    assertEquals(Forward.UNKNOWN, rig.fate(0, 5));
    assertEquals(Forward.NOT_RECEIVED, rig.fate(0, 6));
    assertEquals(Forward.NOT_RECEIVED, rig.fate(0, 7));
  }

  @Test
  void shouldDoubtWhatWasSentSinceTheLastAnswerWhenThePeerForgotTheSession() {
    SenderRig rig = SenderRig.greeted(settings(SECOND, 8, 2 * SECOND, 0));
    rig.answer(rig.take(PacketType.DATA));
    rig.runUntil(5 * SECOND + 1);
    rig.cookie = 1002;
    rig.count = 0;
    rig.answer(rig.take(PacketType.HELLO));
    assertEquals(0, rig.restarts);
    rig.runUntil(10 * SECOND);
    rig.deliver(rig.reportTo(rig.take(PacketType.REPORT), 0, RECEIVED, 0, 0, 0, 0, 0, LOST, LOST));
    rig.flow.stop();
    rig.runUntil(30 * SECOND);
    assertEquals(Forward.UNKNOWN, rig.fate(0, 1));
    assertEquals(Forward.UNKNOWN, rig.fate(0, 5));
    assertEquals(Forward.NOT_RECEIVED, rig.fate(0, 6));
  }

  @Test
  void shouldDoubtWhatWasNeverAnsweredWhenTheAddressMayHaveBeenRefused() {
    // Behind a NAT that changed its mind right after the handshake nothing was ever answered.
    assertEquals(Forward.UNKNOWN, fateOfTheFirstWhenGreetedAgainWith(1002));
    // The same cookie again shows that the one sent with was good: the path lost what came not.
    assertEquals(Forward.NOT_RECEIVED, fateOfTheFirstWhenGreetedAgainWith(1001));
  }

  private static Forward fateOfTheFirstWhenGreetedAgainWith(long cookie) {
    SenderRig rig = SenderRig.greeted(settings(SECOND, 6, 2 * SECOND, 0));
    rig.runUntil(4 * SECOND + 1);
    rig.cookie = cookie;
    rig.answer(rig.take(PacketType.HELLO));
    rig.runUntil(8 * SECOND);
    rig.deliver(rig.reportTo(rig.take(PacketType.REPORT), 5, 0x40, 0x40, 0x40, 0x40, 0x40, 3));
    rig.flow.stop();
    rig.runUntil(30 * SECOND);
    assertEquals(Forward.REPLIED, rig.fate(0, 5));
    return rig.fate(0, 0);
  }
}
