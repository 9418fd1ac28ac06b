package io.netsonde.traceroute.net;

import io.netsonde.measurement.trace.HopEnd;
import io.netsonde.measurement.trace.TraceAnswer;
import io.netsonde.traceroute.PathMtuSearch;
import io.netsonde.traceroute.ProbeForm;
import java.util.OptionalInt;

/** Sends the long probes of one trace, one at a time. On the loop's thread. */
final class MtuProbing {
  /** Their numbers are above those of the rounds. */
  static final int FIRST_PROBE = 1 << 19;

  private static final int V4_LEAST = 68;
  private static final int V6_LEAST = 1_280;

  /** Sends a probe of so many bytes of IP packet; false if it did not leave. */
  interface Sender {
    boolean send(int probe, int packetBytes);
  }

  private final PathMtuSearch search;
  private final Sender sender;
  private long timeoutNanos;
  private int probe = FIRST_PROBE - 1;
  private boolean waiting;
  private long deadlineNanos;

  MtuProbing(boolean v4, int localMtu, long timeoutNanos, Sender sender) {
    this.search = new PathMtuSearch(v4 ? V4_LEAST : V6_LEAST, localMtu);
    this.timeoutNanos = timeoutNanos;
    this.sender = sender;
  }

  /** From now on no answer takes longer than this, as far as is known. */
  void expectWithin(long nanos) {
    timeoutNanos = Math.min(timeoutNanos, nanos);
  }

  /** Sends what is due; returns whether there is no more to ask. */
  boolean work(long nowNanos) {
    if (waiting && deadlineNanos - nowNanos <= 0) {
      waiting = false;
      search.onSilence();
    }
    while (!waiting && !search.isDone()) {
      probe++;
      if (sender.send(probe, search.size())) {
        waiting = true;
        deadlineNanos = nowNanos + timeoutNanos;
      } else {
        search.onTooBig(search.size(), 0);
      }
    }
    return search.isDone();
  }

  long nextDeadlineNanos() {
    return deadlineNanos;
  }

  OptionalInt pathMtu() {
    return search.pathMtu();
  }

  /** An answer to that probe, or to an untold one. */
  void onAnswer(int answered, TraceAnswer answer) {
    if (isAsked(answered) && answer.end() == HopEnd.TARGET) {
      waiting = false;
      search.onFits(search.size());
    }
  }

  void onTooBig(int answered, int mtu) {
    if (isAsked(answered)) {
      waiting = false;
      search.onTooBig(search.size(), mtu);
    }
  }

  private boolean isAsked(int answered) {
    return waiting && (answered == probe || answered == ProbeForm.UNTOLD);
  }
}
