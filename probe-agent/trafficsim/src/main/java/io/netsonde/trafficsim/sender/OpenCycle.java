package io.netsonde.trafficsim.sender;

import io.netsonde.measurement.CycleTrace;
import io.netsonde.measurement.CycleTrace.Outcome;
import io.netsonde.trafficsim.ClockErrorWatch;
import java.util.OptionalLong;

/**
 * One cycle until its figures are final: which of its packets were sent when, and which are
 * decided.
 *
 * <p>A row is added when its slot comes, sent or not. It is decided when it is answered or its
 * timeout has passed; one that could not be sent is decided at once. The cycle can close when it is
 * full and every row is decided.
 */
final class OpenCycle {
  final long index;
  final long firstSequence;
  final int planned;
  final CycleTrace trace;
  final KernelStamps stamps;
  private final long[] sentNanos;
  private final long[] sentEpoch;
  private final long[] boot;
  private final boolean[] decided;

  /** Rows whose loss the reflector could misjudge: sent with a cookie it may have refused. */
  private final boolean[] doubtful;

  private int rows;
  private int undecided;
  private int cursor;
  private long startNanos;
  private long startEpochNanos;
  private long lastDecisionNanos;
  private long bytesSent;
  private long bytesReceived;
  private long ownClockError;
  private long peerClockError;
  private boolean peerClockKnown;

  OpenCycle(long index, long firstSequence, int planned, Runnable discardedStamp) {
    this.index = index;
    this.firstSequence = firstSequence;
    this.planned = planned;
    trace = new CycleTrace(firstSequence, planned);
    stamps = new KernelStamps(trace, planned, discardedStamp);
    sentNanos = new long[planned];
    sentEpoch = new long[planned];
    boot = new long[planned];
    decided = new boolean[planned];
    doubtful = new boolean[planned];
  }

  int rows() {
    return rows;
  }

  boolean isFull() {
    return rows == planned;
  }

  boolean isDecided() {
    return undecided == 0;
  }

  boolean contains(long sequence) {
    return sequence >= firstSequence && sequence < firstSequence + rows;
  }

  /** The next row's packet leaves now. */
  void send(
      long nowNanos, long epochNanos, long lagNanos, int bytes, long underBoot, boolean sure) {
    begin(nowNanos, epochNanos);
    sentNanos[rows] = nowNanos;
    sentEpoch[rows] = epochNanos;
    boot[rows] = underBoot;
    doubtful[rows] = !sure;
    trace.sent(rows, lagNanos);
    bytesSent += bytes;
    rows++;
    undecided++;
  }

  /**
   * The next row's packet can't be sent: sent and lost, as far as the round trip goes.
   *
   * @param isRefused whether the network refuses what is sent, or there is no session to send in
   */
  void skip(long nowNanos, long epochNanos, boolean isRefused) {
    begin(nowNanos, epochNanos);
    if (isRefused) {
      trace.refused(rows);
    }
    sentNanos[rows] = nowNanos;
    sentEpoch[rows] = epochNanos;
    decided[rows] = true;
    doubtful[rows] = true;
    lastDecisionNanos = nowNanos;
    rows++;
  }

  /**
   * The row that was written last did not leave.
   *
   * @param isRefused whether the network refused it, or there was no address to send it to
   */
  void unsend(int bytes, boolean isRefused) {
    int row = rows - 1;
    if (isRefused) {
      trace.refused(row);
    } else {
      trace.skipped(row);
    }
    bytesSent -= bytes;
    doubtful[row] = true;
    if (!decided[row]) {
      decide(row, sentNanos[row]);
    }
  }

  /** Moves past decided rows, deciding the next one if its time is up; says which, or -1. */
  int expireNext(long nowNanos, long timeoutNanos) {
    while (cursor < rows && decided[cursor]) {
      cursor++;
    }
    if (cursor == rows || nowNanos - sentNanos[cursor] <= timeoutNanos) {
      return -1;
    }
    decide(cursor, sentNanos[cursor] + timeoutNanos);
    return cursor++;
  }

  /** When {@link #expireNext} has something to do; only while {@link #isDecided} is false. */
  long expiryNanos(long timeoutNanos) {
    int row = cursor;
    while (row < rows && decided[row]) {
      row++;
    }
    return sentNanos[row] + timeoutNanos + 1;
  }

  long elapsedNanos(int row, long nowNanos) {
    return nowNanos - sentNanos[row];
  }

  /** The same as well as both kernels' stamps and the process's tell it. */
  long elapsedNanos(int row, long nowNanos, long kernelNanos, long residence) {
    return stamps.elapsedNanos(row, sentNanos[row], nowNanos, kernelNanos, residence);
  }

  long sentNanos(int row) {
    return sentNanos[row];
  }

  boolean wasSent(int row) {
    return trace.sendLagNanos(row) >= 0;
  }

  boolean isAnswered(int row) {
    return trace.outcome(row) != Outcome.LOST;
  }

  /** Records the row's first answer. */
  void answer(
      int row, Outcome outcome, long arrival, long receiveIndex, long t2, long t3, long nowNanos) {
    long t1 = sentEpoch[row];
    trace.answered(
        row, outcome, arrival, receiveIndex, t1, t2, t3, t1 + elapsedNanos(row, nowNanos));
    if (!decided[row]) {
      decide(row, nowNanos);
    } else {
      lastDecisionNanos = nowNanos;
    }
  }

  void countReceived(int bytes) {
    bytesReceived += bytes;
  }

  /** Whether a report of {@code reporter} that the row never came is to be believed. */
  boolean isCertain(int row, long reporter) {
    return !doubtful[row] && boot[row] == reporter;
  }

  /** Rows from {@code sequence} on that have no answer may have been sent in vain. */
  void doubtFrom(long sequence) {
    for (int row = (int) Math.clamp(sequence - firstSequence, 0L, (long) rows); row < rows; row++) {
      doubtful[row] = true;
    }
  }

  /** This host's clock may have been so far off, {@link ClockErrorWatch#UNKNOWN} included. */
  void noteClockError(long nanos) {
    ownClockError = Math.max(ownClockError, nanos);
  }

  /** So may the peer's, as its report says. */
  void notePeerClockError(long nanos) {
    peerClockKnown = true;
    peerClockError = Math.max(peerClockError, nanos);
  }

  private OptionalLong clockError() {
    boolean known =
        peerClockKnown
            && ownClockError != ClockErrorWatch.UNKNOWN
            && peerClockError != ClockErrorWatch.UNKNOWN;
    return known ? OptionalLong.of(ownClockError + peerClockError) : OptionalLong.empty();
  }

  ClosedCycle close(boolean sharedClock) {
    return new ClosedCycle(
        index,
        isFull() ? trace : trace.prefix(rows),
        !isFull(),
        sharedClock,
        clockError(),
        startEpochNanos,
        startEpochNanos + (lastDecisionNanos - startNanos),
        bytesSent,
        bytesReceived);
  }

  private void begin(long nowNanos, long epochNanos) {
    if (rows == 0) {
      startNanos = nowNanos;
      startEpochNanos = epochNanos;
      lastDecisionNanos = nowNanos;
    }
  }

  private void decide(int row, long atNanos) {
    decided[row] = true;
    undecided--;
    if (atNanos - lastDecisionNanos > 0) {
      lastDecisionNanos = atNanos;
    }
  }
}
