package io.netsonde.trafficsim.sender;

import io.netsonde.measurement.CycleTrace.Outcome;
import io.netsonde.measurement.ReorderingMeter;
import io.netsonde.trafficsim.wire.Packet;
import io.netsonde.trafficsim.wire.RejectReason;
import org.jspecify.annotations.Nullable;

/** Enters the answers to a flow's packets into their cycles, in the order in which they come. */
final class AnswerBook {
  private final FlowSettings settings;
  private final CycleLedger ledger;
  private final ReportQueue decided;
  private final FlowListener listener;
  private final ReorderingMeter roundTripOrder = new ReorderingMeter();
  private final ReorderingMeter reverseOrder = new ReorderingMeter();
  private final IndexUnfolder receiveIndex = new IndexUnfolder();
  private final IndexUnfolder replyIndex = new IndexUnfolder();
  private long lastAnswered;
  private long arrivals;

  AnswerBook(
      FlowSettings settings, CycleLedger ledger, ReportQueue decided, FlowListener listener) {
    this.settings = settings;
    this.ledger = ledger;
    this.decided = decided;
    this.listener = listener;
    this.lastAnswered = settings.firstSequence() - 1;
  }

  /** An ACK to DATA. Null if it shows that the peer lives; a copy does not. */
  @Nullable RejectReason onAnswer(
      Packet ack, int bytes, long nowNanos, long kernelNanos, Session session) {
    long next = ledger.nextSequence();
    long sequence = next + (ack.sequence - (int) next);
    if (sequence < settings.firstSequence() || sequence >= next) {
      return RejectReason.UNEXPECTED;
    }
    OpenCycle cycle = ledger.find(sequence);
    if (cycle == null) {
      return onTrailingAnswer(decided.find(sequence), ack, sequence, session);
    }
    int row = (int) (sequence - cycle.firstSequence);
    if (!cycle.wasSent(row)) {
      return RejectReason.UNEXPECTED;
    }
    long elapsed = cycle.elapsedNanos(row, nowNanos);
    long residence = ack.replied - ack.received;
    if (residence < 0 || residence > elapsed) {
      return RejectReason.MALFORMED;
    }
    cycle.countReceived(bytes);
    if (cycle.isAnswered(row)) {
      cycle.trace.answeredAgain(row);
      return RejectReason.DUPLICATE;
    }
    session.adopt(ack, cycle.sentNanos(row));
    noteAnswer(ack, sequence, session);
    boolean inTime =
        cycle.elapsedNanos(row, nowNanos, kernelNanos, residence) <= settings.timeoutNanos();
    cycle.answer(
        row,
        inTime ? Outcome.ANSWERED : Outcome.LATE,
        arrivals++,
        receiveIndex.unfold(ack.receivedCount, ack.boot),
        ack.received,
        ack.replied,
        nowNanos);
    if (kernelNanos != FlowSender.NO_STAMP) {
      cycle.stamps.received(row, kernelNanos, nowNanos);
    }
    cycle.trace.reordered(
        row,
        roundTripOrder.onArrival(sequence),
        reverseOrder.onArrival(replyIndex.unfold(ack.repliedCount, ack.boot)));
    listener.packetDecided(cycle.trace, row);
    return null;
  }

  /** Outcomes of a decided cycle are final, but answers may trail behind it. */
  private @Nullable RejectReason onTrailingAnswer(
      @Nullable OpenCycle cycle, Packet ack, long sequence, Session session) {
    if (cycle == null) {
      // Nobody knows whether this is a copy; it is none if it answers the latest yet.
      return noteAnswer(ack, sequence, session) ? null : RejectReason.REPLAY;
    }
    int row = (int) (sequence - cycle.firstSequence);
    if (!cycle.wasSent(row)) {
      return RejectReason.UNEXPECTED;
    }
    if (cycle.isAnswered(row)) {
      cycle.trace.answeredAgain(row);
      return RejectReason.DUPLICATE;
    }
    session.adopt(ack, cycle.sentNanos(row));
    noteAnswer(ack, sequence, session);
    return null;
  }

  /** The peer has answered that sequence; says whether it is the latest of all so far. */
  private boolean noteAnswer(Packet ack, long sequence, Session session) {
    session.dataAnswered(ack, sequence);
    boolean latest = sequence > lastAnswered;
    lastAnswered = Math.max(lastAnswered, sequence);
    return latest;
  }

  /**
   * The peer counts anew, and may have refused everything since its last answer: what it does not
   * remember of that is not to be held against the path.
   *
   * @param boot its boot id from now on
   */
  void peerForgot(long boot) {
    receiveIndex.restart(boot);
    replyIndex.restart(boot);
    ledger.doubtFrom(lastAnswered + 1);
    decided.doubtFrom(lastAnswered + 1);
  }
}
