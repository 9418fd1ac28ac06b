package io.netsonde.trafficsim.sender;

import static io.netsonde.trafficsim.sender.Deadline.sooner;

import io.netsonde.measurement.trace.TraceAnswer;
import io.netsonde.trafficsim.trace.SessionTrace;
import io.netsonde.trafficsim.trace.TraceRequest;
import io.netsonde.trafficsim.wire.Packet;
import io.netsonde.trafficsim.wire.RejectReason;
import io.netsonde.trafficsim.wire.TraceBack;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A flow's trace, one at a time, and what it has agreed to with the peer beside: PINGs of either
 * side that are no measurement and keep no session.
 */
final class TraceExchange {
  private final FlowSettings settings;
  private final Session session;
  private final RequestWriter requests;
  private final FlowListener listener;
  private final TraceBackRequest back;
  private final PeerProbes peerProbes;

  private @Nullable SessionTrace trace;
  private @Nullable InetAddress peer;

  /** The PINGs of the latest trace: an answer to one that comes after its end is no surprise. */
  private int firstSequence;

  private int lastSequence;
  private int hopLimit;
  private boolean lastWasProbe;

  TraceExchange(
      FlowSettings settings, Session session, RequestWriter requests, FlowListener listener) {
    this.settings = settings;
    this.session = session;
    this.requests = requests;
    this.listener = listener;
    this.back = new TraceBackRequest(requests, listener);
    this.peerProbes = new PeerProbes(settings, session, requests);
  }

  /**
   * Begins; false where one is under way. Without a session routers answer, but not the peer, and
   * it is not asked for anything.
   */
  boolean begin(
      TraceRequest request,
      InetAddress target,
      int latestSequence,
      RandomGenerator order,
      long nowNanos,
      long epochNanos) {
    if (trace != null) {
      return false;
    }
    peer = target;
    trace = new SessionTrace(request.settings(), settings.session(), order, nowNanos, epochNanos);
    firstSequence = latestSequence + 1;
    lastSequence = latestSequence;
    back.end();
    if (request.back() && session.isHeld()) {
      back.begin(request.forPeer(), nowNanos);
      peerProbes.agree(request.settings(), nowNanos);
    }
    return true;
  }

  /** Whether one is under way. */
  boolean isActive() {
    return trace != null;
  }

  /** Ends the one under way, if any, and tells what it found so far. */
  void end(long nowNanos) {
    SessionTrace ended = trace;
    back.end();
    if (ended != null) {
      trace = null;
      listener.traced(ended.finish(nowNanos));
    }
  }

  /** Drops the one under way, if any: its path is no longer the flow's. */
  void abandon() {
    back.end();
    peerProbes.end();
    if (trace != null) {
      trace = null;
      listener.traceAbandoned();
    }
  }

  /** When there is something to do; not after {@code latest}. */
  long nextDeadlineNanos(long latest) {
    SessionTrace current = trace;
    long next = current == null ? latest : sooner(latest, current.nextDeadlineNanos());
    return back.isAsking() ? sooner(next, back.nextNanos()) : next;
  }

  /**
   * Writes what is due and returns its length, or 0.
   *
   * @param nextSequence of a PING; taken where {@link #tookSequence} says so
   */
  int poll(long nowNanos, long epochNanos, int nextSequence, ByteBuffer out) {
    int length = peerProbes.poll(nowNanos, out);
    if (length > 0) {
      return length;
    }
    if (back.isDue(nowNanos)) {
      lastSequence = nextSequence;
      return back.ask(nowNanos, epochNanos, nextSequence, out);
    }
    return pollProbe(nowNanos, epochNanos, nextSequence, out);
  }

  private int pollProbe(long nowNanos, long epochNanos, int nextSequence, ByteBuffer out) {
    SessionTrace current = trace;
    if (current == null) {
      return 0;
    }
    hopLimit = current.poll(nowNanos);
    if (hopLimit == 0) {
      if (current.isDone()) {
        trace = null;
        listener.traced(current.finish(nowNanos));
      }
      return 0;
    }
    current.sending(nextSequence, nowNanos);
    lastSequence = nextSequence;
    lastWasProbe = true;
    return requests.writePing(nextSequence, epochNanos, null, out);
  }

  /** Whether what was polled last has the sequence that was offered. */
  boolean tookSequence(int offered) {
    return lastSequence == offered;
  }

  /** Something else may be sent next: what was polled before is settled. */
  void polling() {
    hopLimit = 0;
    lastWasProbe = false;
  }

  /** How many hops what was polled last may take; 0: as many as any packet. */
  int hopLimit() {
    return hopLimit;
  }

  void sendFailed() {
    SessionTrace current = trace;
    if (lastWasProbe && current != null) {
      current.sendFailed();
    }
  }

  void sent(long key) {
    SessionTrace current = trace;
    if (lastWasProbe && current != null) {
      current.sent(key);
    }
  }

  void onSendStamp(long key, long nanos) {
    SessionTrace current = trace;
    if (current != null) {
      current.onSendStamp(key, nanos);
    }
  }

  void onError(ByteBuffer quote, TraceAnswer answer) {
    SessionTrace current = trace;
    if (current != null) {
      current.onError(quote, answer);
    }
  }

  /**
   * A PONG that answers no keep-alive.
   *
   * @param nanos when it arrived, by the best stamp
   */
  @Nullable RejectReason onPong(Packet pong, long nanos) {
    SessionTrace current = trace;
    InetAddress from = peer;
    if (back.onPong(pong)) {
      session.adopt(pong, back.askedNanos());
      if (back.decision() != TraceBack.Decision.ACCEPTED) {
        peerProbes.end();
      }
      return null;
    }
    if (current != null && from != null && session.isHeld()) {
      long sentNanos = current.sentNanos(pong.sequence);
      if (current.onPong(pong.sequence, from, nanos, pong.replied - pong.received)) {
        session.adopt(pong, sentNanos);
        return null;
      }
    }
    // Late, or for the second time: no news of the peer, but no surprise either.
    boolean isOld =
        pong.sequence - firstSequence >= 0 && lastSequence - pong.sequence >= 0 && from != null;
    return isOld ? RejectReason.DUPLICATE : RejectReason.UNEXPECTED;
  }

  /** A PING of the peer's: answered where it was agreed upon. */
  @Nullable RejectReason onPing(Packet ping, int length, long nowNanos, long epochNanos) {
    return peerProbes.onPing(ping, length, nowNanos, epochNanos);
  }
}
