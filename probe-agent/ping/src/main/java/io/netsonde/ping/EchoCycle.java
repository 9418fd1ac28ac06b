package io.netsonde.ping;

import io.netsonde.measurement.CycleTrace;
import io.netsonde.measurement.CycleTrace.Outcome;
import io.netsonde.measurement.EchoError;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One cycle until its figures are final: which of its requests were sent when, and what became of
 * them. A row is decided when it is answered, when ICMP tells of it, when it could not be sent, or
 * when its timeout has passed.
 */
final class EchoCycle {
  final long index;
  final long firstSequence;
  final CycleTrace trace;
  private final EchoStamps stamps;
  private final long[] sentNanos;
  private final long[] sentEpoch;
  private final boolean[] decided;
  private final @Nullable EchoFailure[] failures;
  private int rows;
  private int undecided;
  private int cursor;
  private long startNanos;
  private long startEpochNanos;
  private long lastDecisionNanos;
  private long bytesSent;
  private long bytesReceived;

  EchoCycle(long index, long firstSequence, int planned, Runnable discardedStamp) {
    this.index = index;
    this.firstSequence = firstSequence;
    trace = new CycleTrace(firstSequence, planned);
    stamps = new EchoStamps(trace, discardedStamp);
    sentNanos = new long[planned];
    sentEpoch = new long[planned];
    decided = new boolean[planned];
    failures = new EchoFailure[planned];
  }

  int rows() {
    return rows;
  }

  boolean isFull() {
    return rows == trace.size();
  }

  boolean isDecided() {
    return undecided == 0;
  }

  boolean contains(long sequence) {
    return sequence >= firstSequence && sequence < firstSequence + rows;
  }

  int row(long sequence) {
    return (int) (sequence - firstSequence);
  }

  boolean isAnswered(int row) {
    return trace.outcome(row) != Outcome.LOST;
  }

  boolean wasSent(int row) {
    return trace.sendLagNanos(row) >= 0;
  }

  Optional<EchoFailure> failure(int row) {
    return isAnswered(row) ? Optional.empty() : Optional.ofNullable(failures[row]);
  }

  /** The next row's request leaves now. */
  void send(long nowNanos, long epochNanos, long lagNanos, int bytes) {
    if (rows == 0) {
      startNanos = nowNanos;
      startEpochNanos = epochNanos;
      lastDecisionNanos = nowNanos;
    }
    sentNanos[rows] = nowNanos;
    sentEpoch[rows] = epochNanos;
    trace.sent(rows, lagNanos);
    bytesSent += bytes;
    rows++;
    undecided++;
  }

  /**
   * The row that was written last did not leave; says whether it was still open.
   *
   * @param isRefused whether the network refused it, or there was no address to send it to
   */
  boolean unsend(int bytes, boolean isRefused) {
    int row = rows - 1;
    if (isRefused) {
      trace.refused(row);
    } else {
      trace.skipped(row);
    }
    bytesSent -= bytes;
    return decide(row, sentNanos[row]);
  }

  /** Decides the oldest open row if its time is up; says which, or -1. */
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

  /**
   * Until when to wait for what may still be said of the lost rows: a late reply, or ICMP's word on
   * why; empty where there is nothing to wait for.
   *
   * @param graceNanos how long after its sending a row is still spoken of
   */
  Optional<Long> graceEndNanos(long graceNanos) {
    for (int row = rows - 1; row >= 0; row--) {
      if (!isAnswered(row) && wasSent(row) && failures[row] == null) {
        return Optional.of(sentNanos[row] + graceNanos);
      }
    }
    return Optional.empty();
  }

  /** The kernel sent the row's request. */
  void onSendStamp(int row, long nanos, long epochNanos) {
    stamps.sent(row, nanos, epochNanos, sentNanos[row]);
  }

  /** The row's first reply. */
  void answer(int row, long arrival, int bytes, long nowNanos, long kernelNanos, long timeout) {
    long sent = sentNanos[row];
    long elapsed = stamps.elapsedNanos(row, sent, nowNanos, kernelNanos);
    Outcome outcome = elapsed <= timeout ? Outcome.ANSWERED : Outcome.LATE;
    long t1 = sentEpoch[row];
    // A reply read after the cycle's poll may carry a time before it, but none before its request.
    trace.echoed(row, outcome, arrival, t1, t1 + Math.max(0, nowNanos - sent));
    if (kernelNanos != EchoSender.NO_STAMP) {
      stamps.received(row, kernelNanos, nowNanos);
    }
    bytesReceived += bytes;
    if (!decide(row, nowNanos) && nowNanos - lastDecisionNanos > 0) {
      lastDecisionNanos = nowNanos;
    }
  }

  /** A further copy of the row's reply. */
  void answerAgain(int row, int bytes) {
    trace.answeredAgain(row);
    bytesReceived += bytes;
  }

  /** ICMP says why the row, which is not answered, is lost; says whether it was still open. */
  boolean fail(int row, EchoFailure failure, long nowNanos) {
    failures[row] = failure;
    return decide(row, nowNanos);
  }

  Map<EchoError, Long> errors() {
    Map<EchoError, Long> errors = new EnumMap<>(EchoError.class);
    for (int row = 0; row < rows; row++) {
      failure(row).ifPresent(failure -> errors.merge(failure.error(), 1L, Long::sum));
    }
    return errors;
  }

  long startEpochNanos() {
    return startEpochNanos;
  }

  long endEpochNanos() {
    return startEpochNanos + (lastDecisionNanos - startNanos);
  }

  long bytesSent() {
    return bytesSent;
  }

  long bytesReceived() {
    return bytesReceived;
  }

  private boolean decide(int row, long atNanos) {
    if (decided[row]) {
      return false;
    }
    decided[row] = true;
    undecided--;
    if (atNanos - lastDecisionNanos > 0) {
      lastDecisionNanos = atNanos;
    }
    return true;
  }
}
