package io.netsonde.ping;

import io.netsonde.measurement.CycleTrace;
import java.util.Arrays;

/**
 * What the kernel says of a cycle's requests and replies, in whatever order it comes, until both
 * stamps of a row can go into the trace. What contradicts the process's own stamps is dropped.
 */
final class EchoStamps {
  private static final long NONE = EchoSender.NO_STAMP;

  private final CycleTrace trace;
  private final Runnable discarded;
  private final long[] sentNanos;
  private final long[] sentEpoch;
  private final long[] receivedNanos;

  EchoStamps(CycleTrace trace, Runnable discarded) {
    this.trace = trace;
    this.discarded = discarded;
    sentNanos = new long[trace.size()];
    sentEpoch = new long[trace.size()];
    receivedNanos = new long[trace.size()];
    Arrays.fill(sentNanos, NONE);
    Arrays.fill(receivedNanos, NONE);
  }

  /** The kernel sent the row's request, which the process was about to send at that time. */
  void sent(int row, long nanos, long epochNanos, long processNanos) {
    if (nanos - processNanos < 0) {
      discarded.run();
      return;
    }
    sentNanos[row] = nanos;
    sentEpoch[row] = epochNanos;
    complete(row);
  }

  /** The kernel received the row's reply, which the process received at that time. */
  void received(int row, long nanos, long processNanos) {
    if (nanos - processNanos > 0) {
      discarded.run();
      return;
    }
    receivedNanos[row] = nanos;
    complete(row);
  }

  /** How long the row's reply took, as well as that is known: never less than it did. */
  long elapsedNanos(int row, long processSent, long processReceived, long receivedStamp) {
    long from = sentNanos[row] == NONE ? processSent : sentNanos[row];
    boolean believable = receivedStamp != NONE && receivedStamp - processReceived <= 0;
    long elapsed = (believable ? receivedStamp : processReceived) - from;
    return elapsed < 0 ? processReceived - processSent : elapsed;
  }

  private void complete(int row) {
    if (sentNanos[row] == NONE || receivedNanos[row] == NONE) {
      return;
    }
    long elapsed = receivedNanos[row] - sentNanos[row];
    if (elapsed < 0) {
      discarded.run();
    } else {
      trace.stamped(row, sentEpoch[row], sentEpoch[row] + elapsed);
    }
  }
}
