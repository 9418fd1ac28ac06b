package io.netsonde.trafficsim.sender;

import io.netsonde.measurement.CycleTrace.Outcome;
import io.netsonde.measurement.ReorderingMeter;
import io.netsonde.trafficsim.ClockErrorWatch;
import io.netsonde.trafficsim.wire.Packet;
import io.netsonde.trafficsim.wire.RejectReason;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A flow's packets from numbering to decision: the cycle being sent and those before it that still
 * have packets in flight. Every sequence belongs to exactly one cycle.
 */
final class CycleLedger {
  private final FlowSettings settings;
  private final ReportQueue decided;
  private final ClockErrorWatch clockError;
  private final FlowListener listener;
  private final ArrayDeque<OpenCycle> open = new ArrayDeque<>();
  private final ReorderingMeter roundTripOrder = new ReorderingMeter();
  private final ReorderingMeter reverseOrder = new ReorderingMeter();
  private final IndexUnfolder receiveIndex = new IndexUnfolder();
  private final IndexUnfolder replyIndex = new IndexUnfolder();
  private long nextSequence;
  private long lastAnswered;
  private long arrivals;
  private long cyclesBegun;
  private long discardedStamps;

  CycleLedger(
      FlowSettings settings,
      ReportQueue decided,
      ClockErrorWatch clockError,
      FlowListener listener) {
    this.settings = settings;
    this.decided = decided;
    this.clockError = clockError;
    this.listener = listener;
    this.nextSequence = settings.firstSequence();
    this.lastAnswered = nextSequence - 1;
  }

  long nextSequence() {
    return nextSequence;
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  /** Whether the last of a limited number of cycles has all its packets. */
  boolean isComplete() {
    return settings.maxCycles() > 0
        && cyclesBegun == settings.maxCycles()
        && (open.isEmpty() || open.getLast().isFull());
  }

  void send(long nowNanos, long epochNanos, long lagNanos, long boot, boolean sure) {
    OpenCycle cycle = current();
    cycle.send(nowNanos, epochNanos, lagNanos, settings.size(), boot, sure);
    cycle.noteClockError(clockError.errorNanos(nowNanos));
    nextSequence++;
  }

  /** A slot whose packet can't be sent. */
  void skip(long nowNanos, long epochNanos) {
    OpenCycle cycle = current();
    cycle.skip(nowNanos, epochNanos);
    nextSequence++;
    listener.packetDecided(cycle.trace, cycle.rows() - 1);
  }

  void sendFailed() {
    OpenCycle cycle = open.getLast();
    cycle.unsend(settings.size());
    listener.packetDecided(cycle.trace, cycle.rows() - 1);
  }

  boolean hasUndecided() {
    return firstUndecided() != null;
  }

  /** When the oldest packet in flight times out; only while {@link #hasUndecided}. */
  long expiryNanos() {
    OpenCycle cycle = firstUndecided();
    if (cycle == null) {
      throw new IllegalStateException("nothing is in flight");
    }
    return cycle.expiryNanos(settings.timeoutNanos());
  }

  /** Times out the oldest packet in flight if its time is up; says whether it did. */
  boolean expireNext(long nowNanos) {
    OpenCycle cycle = firstUndecided();
    if (cycle == null) {
      return false;
    }
    int row = cycle.expireNext(nowNanos, settings.timeoutNanos());
    if (row < 0) {
      return false;
    }
    listener.packetDecided(cycle.trace, row);
    return true;
  }

  /** Takes the oldest cycle if all its packets are decided and, unless ending, it is full. */
  @Nullable OpenCycle pollDecided(long nowNanos, boolean ending) {
    OpenCycle oldest = open.peekFirst();
    if (oldest == null || !oldest.isDecided() || !(oldest.isFull() || ending)) {
      return null;
    }
    oldest.noteClockError(clockError.errorNanos(nowNanos));
    return open.pollFirst();
  }

  /** An ACK to DATA. Null if it shows that the peer lives; a copy does not. */
  @Nullable RejectReason onAnswer(
      Packet ack, int bytes, long nowNanos, long kernelNanos, Session session) {
    long sequence = nextSequence + (ack.sequence - (int) nextSequence);
    if (sequence < settings.firstSequence() || sequence >= nextSequence) {
      return RejectReason.UNEXPECTED;
    }
    OpenCycle cycle = find(sequence);
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

  /** See {@link FlowSender#onSendStamp}. */
  void onSendStamp(long sequence, long nanos, long epochNanos) {
    OpenCycle cycle = find(sequence);
    if (cycle == null) {
      cycle = decided.find(sequence);
    }
    if (cycle != null) {
      int row = (int) (sequence - cycle.firstSequence);
      cycle.stamps.sent(row, nanos, epochNanos, cycle.sentNanos(row));
    }
  }

  /** See {@link FlowSender#discardedStamps}. */
  long discardedStamps() {
    return discardedStamps;
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
   * @return the first sequence that it may have refused
   */
  long peerForgot(long boot) {
    receiveIndex.restart(boot);
    replyIndex.restart(boot);
    for (OpenCycle cycle : open) {
      cycle.doubtFrom(lastAnswered + 1);
    }
    return lastAnswered + 1;
  }

  private OpenCycle current() {
    OpenCycle newest = open.peekLast();
    if (newest == null || newest.isFull()) {
      newest =
          new OpenCycle(cyclesBegun++, nextSequence, settings.cycle(), () -> discardedStamps++);
      open.addLast(newest);
    }
    return newest;
  }

  private @Nullable OpenCycle firstUndecided() {
    OpenCycle oldest = open.peekFirst();
    if (oldest == null || !oldest.isDecided()) {
      return oldest;
    }
    if (open.size() == 1) {
      return null; // The rule on a good path, and no iterator is needed to know it.
    }
    for (OpenCycle cycle : open) {
      if (!cycle.isDecided()) {
        return cycle;
      }
    }
    return null;
  }

  /** Answers are mostly to what was sent lately: newest first. */
  private @Nullable OpenCycle find(long sequence) {
    OpenCycle newest = open.peekLast();
    if (newest == null || newest.contains(sequence)) {
      return newest;
    }
    for (Iterator<OpenCycle> older = open.descendingIterator(); older.hasNext(); ) {
      OpenCycle cycle = older.next();
      if (cycle.contains(sequence)) {
        return cycle;
      }
    }
    return null;
  }
}
