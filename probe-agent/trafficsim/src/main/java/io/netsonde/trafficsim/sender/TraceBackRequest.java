package io.netsonde.trafficsim.sender;

import static io.netsonde.trafficsim.sender.Deadline.reached;

import io.netsonde.trafficsim.wire.Packet;
import io.netsonde.trafficsim.wire.TraceBack;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Asks the peer to trace back: a PING that is repeated a few times until its PONG comes. */
final class TraceBackRequest {
  static final int ATTEMPTS = 10;
  static final long REPEAT_NANOS = 1_000_000_000L;

  private final RequestWriter requests;
  private final FlowListener listener;
  private @Nullable TraceBack request;
  private int asked;
  private long nextNanos;
  private final int[] sequences = new int[ATTEMPTS];
  private final long[] sentNanos = new long[ATTEMPTS];
  private int answered;
  private TraceBack.Decision decision = TraceBack.Decision.REFUSED;

  TraceBackRequest(RequestWriter requests, FlowListener listener) {
    this.requests = requests;
    this.listener = listener;
  }

  void begin(TraceBack wanted, long nowNanos) {
    request = wanted;
    asked = 0;
    nextNanos = nowNanos;
  }

  void end() {
    request = null;
  }

  /** Whether there is something to ask, or to give up, at {@link #nextNanos}. */
  boolean isAsking() {
    return request != null && asked < ATTEMPTS;
  }

  long nextNanos() {
    return nextNanos;
  }

  boolean isDue(long nowNanos) {
    return isAsking() && reached(nextNanos, nowNanos);
  }

  int ask(long nowNanos, long epochNanos, int sequence, ByteBuffer out) {
    sequences[asked] = sequence;
    sentNanos[asked] = nowNanos;
    asked++;
    nextNanos = nowNanos + REPEAT_NANOS;
    return requests.writePing(sequence, epochNanos, request, out);
  }

  /** Whether it answers one of these requests; then the decision is told. */
  boolean onPong(Packet pong) {
    TraceBack wanted = request;
    for (int i = 0; wanted != null && i < asked; i++) {
      if (sequences[i] == pong.sequence) {
        answered = i;
        request = null;
        decision = TraceBack.decision(pong.traceBack);
        listener.traceBackDecided(decision);
        return true;
      }
    }
    return false;
  }

  /** What the peer decided, after {@link #onPong}. */
  TraceBack.Decision decision() {
    return decision;
  }

  /** When the request left that was answered. */
  long askedNanos() {
    return sentNanos[answered];
  }
}
