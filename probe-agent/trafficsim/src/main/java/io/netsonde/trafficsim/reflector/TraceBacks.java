package io.netsonde.trafficsim.reflector;

import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.trace.Flow5Tuple;
import io.netsonde.measurement.trace.TraceAnswer;
import io.netsonde.measurement.trace.TraceProtocol;
import io.netsonde.trafficsim.trace.FinishedTrace;
import io.netsonde.trafficsim.trace.SessionTrace;
import io.netsonde.trafficsim.wire.Authenticator;
import io.netsonde.trafficsim.wire.Packet;
import io.netsonde.trafficsim.wire.PacketCodec;
import io.netsonde.trafficsim.wire.PacketType;
import io.netsonde.trafficsim.wire.TraceBack;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The traces back to senders that asked for one: PINGs of their session with rising TTL, sent from
 * the reflector's own socket. Bounded in number, length and frequency.
 */
final class TraceBacks {
  /** A client that was not heard for so long may not be there any more: its trace ends. */
  static final long SILENCE_NANOS = 30_000_000_000L;

  /** A trace under way. */
  private static final class Running {
    final Session session;
    final InetSocketAddress address;
    final TraceBack request;
    final SessionTrace trace;

    /** Which key signs its PINGs: that of the request. */
    final int key;

    int sequence;

    Running(Session session, TraceBack request, SessionTrace trace, int key, int sequence) {
      this.session = session;
      this.address = session.address;
      this.request = request;
      this.trace = trace;
      this.key = key;
      this.sequence = sequence;
    }
  }

  private final ReflectorSettings settings;
  private final @Nullable Authenticator authenticator;
  private final SessionTable sessions;
  private final MeasurementSink sink;
  private final CoolDowns coolDowns;
  private final SplittableRandom random;
  private final List<Running> running = new ArrayList<>();
  private final Packet packet = new Packet();
  private @Nullable UnaryOperator<InetSocketAddress> localFor;
  private boolean stirred;

  // Of the PING composed last.
  private @Nullable Running last;
  private int hopLimit;

  TraceBacks(
      ReflectorSettings settings,
      @Nullable Authenticator authenticator,
      SessionTable sessions,
      MeasurementSink sink) {
    this.settings = settings;
    this.authenticator = authenticator;
    this.sessions = sessions;
    this.sink = sink;
    this.coolDowns = new CoolDowns(settings.traceBack().coolDown().toNanos());
    this.random = new SplittableRandom(settings.boot());
  }

  /** See {@link Reflector#offerTraces}. */
  void offer(UnaryOperator<InetSocketAddress> local) {
    localFor = local;
  }

  /** A PING of a proven client asks for a trace; it begins, or not. */
  TraceBack.Decision decide(ByteBuffer asked, Packet ping, Session session, long now, long epoch) {
    TraceBack request = TraceBack.decode(asked);
    boolean isOffered = localFor != null && settings.traceBack().most() > 0;
    if (request == null || !isOffered || session.receivedCount == 0) {
      return TraceBack.Decision.REFUSED;
    }
    TraceRequests asks = session.traceRequests;
    if (asks.isAccepted(request.span())) {
      return TraceBack.Decision.ACCEPTED; // asked again, since the answer was lost, or replayed
    }
    if (!asks.isNew(ping.sequence)) {
      return TraceBack.Decision.REFUSED;
    }
    if (running.size() >= settings.traceBack().most() || isRunning(session)) {
      return TraceBack.Decision.BUSY;
    }
    switch (coolDowns.begin(session.agent, now)) {
      case COOLING -> {
        return TraceBack.Decision.COOLING_DOWN;
      }
      case FULL -> {
        return TraceBack.Decision.BUSY;
      }
      case BEGUN -> {}
    }
    asks.accepted(request.span());
    begin(request, session, now, epoch);
    return TraceBack.Decision.ACCEPTED;
  }

  private void begin(TraceBack request, Session session, long now, long epoch) {
    SessionTrace trace =
        new SessionTrace(
            settings.traceBack().settings(request), session.id, random.split(), now, epoch);
    int key = authenticator == null ? 0 : authenticator.verifiedKey();
    running.add(new Running(session, request, trace, key, random.nextInt()));
    stirred = true;
  }

  private boolean isRunning(Session session) {
    return running.stream().anyMatch(one -> one.session == session);
  }

  /** A PONG of a proven client; says whether it answers a probe, or null where none is traced. */
  @Nullable Boolean onPong(Packet pong, Session session, long nanos) {
    for (int i = 0; i < running.size(); i++) {
      Running one = running.get(i);
      if (one.session == session) {
        stirred = true;
        return one.trace.onPong(
            pong.sequence, one.address.getAddress(), nanos, pong.replied - pong.received);
      }
    }
    return null;
  }

  /** See {@link Reflector#onError}. */
  void onError(InetSocketAddress target, ByteBuffer quote, TraceAnswer answer) {
    for (int i = 0; i < running.size(); i++) {
      Running one = running.get(i);
      if (one.address.equals(target)) {
        stirred = true;
        one.trace.onError(quote, answer);
      }
    }
  }

  /** Whether there may be probes to send now, before the deadline. */
  boolean isStirred() {
    return stirred;
  }

  boolean isActive() {
    return !running.isEmpty();
  }

  /** When to poll at the latest; not after {@code latest}. */
  long nextDeadlineNanos(long latest) {
    long next = latest;
    for (int i = 0; i < running.size(); i++) {
      long due = running.get(i).trace.nextDeadlineNanos();
      next = due - next < 0 ? due : next;
    }
    return next;
  }

  /** Writes the next PING that is due into {@code out}, flipped, and returns its length, or 0. */
  int poll(long now, long epoch, ByteBuffer out) {
    stirred = false;
    last = null;
    for (int i = 0; i < running.size(); i++) {
      Running one = running.get(i);
      if (isGone(one)) {
        running.remove(i--);
        continue;
      }
      boolean isHeard = now - one.session.heardNanos < SILENCE_NANOS;
      hopLimit = isHeard ? one.trace.poll(now) : 0;
      if (hopLimit > 0) {
        last = one;
        return write(one, now, epoch, out);
      }
      if (!isHeard || one.trace.isDone()) {
        running.remove(i--);
        publish(one, now);
      }
    }
    return 0;
  }

  /** Whether its session has expired, or its client is elsewhere: it is another path then. */
  private boolean isGone(Running one) {
    return sessions.find(one.session.agent, one.session.id) != one.session
        || !one.address.equals(one.session.address);
  }

  private int write(Running one, long now, long epoch, ByteBuffer out) {
    int sequence = one.sequence++;
    one.trace.sending(sequence, now);
    packet.clear();
    packet.type = PacketType.PING;
    packet.sourceAgent = (int) settings.agentId();
    packet.targetAgent = one.session.agent;
    packet.session = one.session.id;
    packet.sequence = sequence;
    packet.sent = epoch;
    packet.boot = settings.boot();
    packet.clock = settings.clock();
    int length = PacketCodec.minimalLength(packet, authenticator != null);
    out.clear();
    PacketCodec.encode(packet, length, authenticator, one.key, out);
    out.flip();
    return length;
  }

  /** Where the PING composed last goes. */
  InetSocketAddress target() {
    return current().address;
  }

  /** How many hops it may take. */
  int hopLimit() {
    return hopLimit;
  }

  void sendFailed() {
    current().trace.sendFailed();
  }

  void sent(long key) {
    current().trace.sent(key);
  }

  private Running current() {
    Running one = last;
    if (one == null) {
      throw new IllegalStateException("no PING has been polled");
    }
    return one;
  }

  void onSendStamp(long key, long nanos) {
    // By index, as everywhere here: where nothing is traced it costs no iterator.
    for (int i = 0; i < running.size(); i++) {
      running.get(i).trace.onSendStamp(key, nanos);
    }
  }

  /** Ends all, and publishes what they found so far. */
  void end(long now) {
    running.forEach(one -> publish(one, now));
    running.clear();
  }

  private void publish(Running one, long now) {
    UnaryOperator<InetSocketAddress> local = localFor;
    if (local == null) {
      return;
    }
    FinishedTrace found = one.trace.finish(now);
    InetSocketAddress source = local.apply(one.address);
    Flow5Tuple flow =
        new Flow5Tuple(
            TraceProtocol.TRAFFICSIM,
            source.getAddress(),
            source.getPort(),
            one.address.getAddress(),
            one.address.getPort());
    sink.accept(
        found.reverse(
            Integer.toUnsignedLong(one.session.agent),
            one.request.span().child(random),
            one.request.cause(),
            flow));
  }
}
