package io.netsonde.trafficsim.sender;

import io.netsonde.measurement.CycleTrace;
import io.netsonde.measurement.Stamps;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What both kernels say of a cycle's packets, until enough of it has come, in whatever order, to go
 * into the trace. What cannot be true, given what else is known of the packet, is dropped, and told
 * to who counts. Monotonic times are this host's. The columns exist only where there are stamps.
 */
final class KernelStamps {
  private static final long NONE = FlowSender.NO_STAMP;

  private final CycleTrace trace;
  private final int size;
  private final Runnable discarded;
  private long @Nullable [] sentNanos;
  private long @Nullable [] sentEpoch;

  /** Of answers that came before the stamps of their packets. */
  private long @Nullable [] receivedNanos;

  /** Of reports that came before the stamps of the packets. */
  private long @Nullable [] leftDelay;

  KernelStamps(CycleTrace trace, int size, Runnable discarded) {
    this.trace = trace;
    this.size = size;
    this.discarded = discarded;
  }

  /**
   * The kernel sent the row's packet.
   *
   * @param processNanos when the process was about to send it: nothing leaves before
   */
  void sent(int row, long nanos, long epochNanos, long processNanos) {
    if (nanos - processNanos < 0) {
      discarded.run();
      return;
    }
    if (sentNanos == null || sentEpoch == null) {
      sentNanos = column();
      sentEpoch = column();
    }
    sentNanos[row] = nanos;
    sentEpoch[row] = epochNanos;
    long received = get(receivedNanos, row);
    if (received != NONE) {
      complete(row, nanos, epochNanos, received);
    }
  }

  /**
   * How long the row's answer took, as well as that is known: never less than it did.
   *
   * @param receivedStamp when the kernel received it, or {@link FlowSender#NO_STAMP}
   */
  long elapsedNanos(
      int row, long processSent, long processReceived, long receivedStamp, long residence) {
    long sent = get(sentNanos, row);
    long from = sent == NONE ? processSent : sent;
    boolean believable = receivedStamp != NONE && receivedStamp - processReceived <= 0;
    long elapsed = (believable ? receivedStamp : processReceived) - from;
    return elapsed < residence ? processReceived - processSent : elapsed;
  }

  /**
   * The kernel received the row's answer, which the trace has.
   *
   * @param processNanos when the process received it: nothing comes later
   */
  void received(int row, long nanos, long processNanos) {
    if (nanos - processNanos > 0) {
      discarded.run();
      return;
    }
    long sent = get(sentNanos, row);
    if (sent != NONE) {
      complete(row, sent, get(sentEpoch, row), nanos);
      return;
    }
    if (receivedNanos == null) {
      receivedNanos = column();
    }
    receivedNanos[row] = nanos;
  }

  /** The reflector reports that the row's answer left so long after the T3 that it carries. */
  void left(int row, long delayNanos) {
    if (!trace.has(row, Stamps.SENDER)) {
      if (leftDelay == null) {
        leftDelay = column();
      }
      leftDelay[row] = delayNanos;
      return;
    }
    long elapsed = trace.receivedNanos(row, Stamps.SENDER) - trace.sentNanos(row, Stamps.SENDER);
    if (residenceNanos(row) + delayNanos > elapsed) {
      discarded.run();
      return;
    }
    trace.answerLeft(row, delayNanos);
  }

  private void complete(int row, long sent, long epochNanos, long received) {
    long elapsed = received - sent;
    if (elapsed < residenceNanos(row)) {
      discarded.run();
      return;
    }
    trace.stamped(row, epochNanos, epochNanos + elapsed);
    long left = get(leftDelay, row);
    if (left != NONE) {
      left(row, left);
    }
  }

  /** As the answer says. */
  private long residenceNanos(int row) {
    return trace.reflectorSentNanos(row, Stamps.PROCESS) - trace.reflectorReceivedNanos(row);
  }

  private long[] column() {
    long[] column = new long[size];
    Arrays.fill(column, NONE);
    return column;
  }

  private static long get(long @Nullable [] column, int row) {
    return column == null ? NONE : column[row];
  }
}
