package io.netsonde.trafficsim.sender;

import io.netsonde.trafficsim.ClockErrorWatch;
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
  private long nextSequence;
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

  /** A slot whose packet can't be sent: see {@link OpenCycle#skip}. */
  void skip(long nowNanos, long epochNanos, boolean isRefused) {
    OpenCycle cycle = current();
    cycle.skip(nowNanos, epochNanos, isRefused);
    nextSequence++;
    listener.packetDecided(cycle.trace, cycle.rows() - 1);
  }

  /** The packet numbered last did not leave: see {@link OpenCycle#unsend}. */
  void unsend(boolean isRefused) {
    OpenCycle cycle = open.getLast();
    cycle.unsend(settings.size(), isRefused);
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

  /** See {@link OpenCycle#doubtFrom}. */
  void doubtFrom(long sequence) {
    for (OpenCycle cycle : open) {
      cycle.doubtFrom(sequence);
    }
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

  /**
   * The cycle of that packet, of those with packets in flight. Answers are mostly to what was sent
   * lately: newest first.
   */
  @Nullable OpenCycle find(long sequence) {
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
