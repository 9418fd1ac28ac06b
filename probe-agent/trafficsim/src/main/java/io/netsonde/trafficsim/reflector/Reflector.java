package io.netsonde.trafficsim.reflector;

import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.Reflection;
import io.netsonde.measurement.TimestampSource;
import io.netsonde.measurement.trace.TraceAnswer;
import io.netsonde.trafficsim.wire.Authenticator;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;

/**
 * Answers TrafficSim senders: docs/protocol.md, "The reflector". Pure: the shell brings datagrams
 * and times, and sends what is answered. DATA of a known session costs neither an HMAC (unless keys
 * are configured) nor an allocation. Not safe for several threads.
 */
public final class Reflector {
  /** How far the deadline is when nothing is to be done. */
  private static final long IDLE_NANOS = 3_600_000_000_000L;

  private final ReflectorSettings settings;
  private final SessionTable sessions;
  private final Answers answers;
  private final SentAnswers sent;
  private final ActivityLedger ledger;
  private final TraceBacks traces;
  private final RequestHandler requests;
  private long arrivedNanos;

  /** The latest time heard of; stamps of a kernel and of a process come in no strict order. */
  private long latestNanos;

  private boolean began;

  /**
   * A reflector without sessions.
   *
   * @param sink told of {@link Reflection}s and {@link io.netsonde.measurement.ReflectorActivity};
   *     called on the thread that calls this
   */
  public Reflector(ReflectorSettings settings, MeasurementSink sink) {
    Authenticator authenticator =
        settings.keys().isEmpty() ? null : Authenticator.of(settings.keys());
    this.settings = settings;
    this.sessions = new SessionTable(settings.limits(), settings.secret());
    this.answers = new Answers(settings, authenticator);
    this.sent = new SentAnswers(sessions);
    this.ledger = new ActivityLedger(sink);
    this.traces = new TraceBacks(settings, authenticator, sessions, sink);
    this.requests =
        new RequestHandler(
            settings,
            sessions,
            new Admission(settings, authenticator, sessions),
            answers,
            new ReportAnswers(answers, sink),
            sent,
            traces,
            ledger);
  }

  /**
   * A datagram arrived.
   *
   * @param in its remaining bytes; its position is unchanged
   * @param source where it came from
   * @param nowNanos when it arrived, by the monotonic clock
   * @param epochNanos the same as an epoch time: T2
   * @param stamps who took these two; the kernel's may lie before what was told last
   * @param out cleared, and filled with the answer, ready to {@link #seal} and to send; at least as
   *     large as {@code in}
   * @return the answer's length, never more than the request's; 0: silence
   */
  public int onPacket(
      ByteBuffer in,
      InetSocketAddress source,
      long nowNanos,
      long epochNanos,
      TimestampSource stamps,
      ByteBuffer out) {
    passTo(nowNanos);
    arrivedNanos = nowNanos;
    sent.begin();
    out.clear().limit(0);
    return requests.handle(
        in, source, nowNanos, latestNanos, epochNanos, stamps == TimestampSource.KERNEL, out);
  }

  /**
   * Makes an answer ready to leave, at the last moment: T3 = T2 + residence, and the mac over all
   * of it.
   *
   * @param out as {@link #onPacket} left it
   * @param residenceNanos since T2 was taken, by the monotonic clock, at least 0
   */
  public void seal(ByteBuffer out, long residenceNanos) {
    answers.seal(out, residenceNanos);
    sent.sealed(arrivedNanos + residenceNanos);
  }

  /**
   * The answer sealed last was handed to the kernel, which will stamp it. Not called where it will
   * not.
   *
   * @param key under which the stamp will come: an unsigned 32-bit counter of the socket
   */
  public void sent(long key) {
    sent.sent(key);
  }

  /**
   * The kernel sent the datagram of that key. Where it was an answer to DATA that the kernel had
   * stamped too, the report will say how long after its T3 it left.
   *
   * @param nanos when, by the monotonic clock
   */
  public void onSendStamp(long key, long nanos) {
    sent.onStamp(key, nanos);
    traces.onSendStamp(key, nanos);
  }

  /**
   * Traces back for senders that ask for it from now on: whoever calls this sends what {@link
   * #pollProbe} gives. Without this, every request is refused.
   *
   * @param localFor the address and port from which packets go to that target
   */
  public void offerTraces(UnaryOperator<InetSocketAddress> localFor) {
    traces.offer(localFor);
  }

  /** Whether a trace is under way. */
  public boolean isTracing() {
    return traces.isActive();
  }

  /**
   * Whether {@link #pollProbe} is to be called at once, not only at the deadline: to be asked after
   * every datagram and error.
   */
  public boolean isStirred() {
    return traces.isStirred();
  }

  /**
   * Writes the next PING of a trace that is due, to be called until there is none; where it goes
   * say {@link #probeTarget} and {@link #probeHopLimit}, and what became of it is told by {@link
   * #probeSent} or {@link #probeFailed}.
   *
   * @param out cleared, and filled with the PING
   * @return its length, or 0
   */
  public int pollProbe(long nowNanos, long epochNanos, ByteBuffer out) {
    passTo(nowNanos);
    return traces.poll(nowNanos, epochNanos, out);
  }

  /** Where the PING polled last goes. */
  public InetSocketAddress probeTarget() {
    return traces.target();
  }

  /** How many hops it may take, 1 to 255. */
  public int probeHopLimit() {
    return traces.hopLimit();
  }

  /** It was handed to the kernel, which will stamp it under this key. */
  public void probeSent(long key) {
    traces.sent(key);
  }

  /** It could not be sent. */
  public void probeFailed() {
    traces.sendFailed();
  }

  /**
   * The network said that something sent to that address did not get through (ICMP).
   *
   * @param quote what it quotes of its UDP payload, may be empty; unchanged
   */
  public void onError(InetSocketAddress target, ByteBuffer quote, TraceAnswer answer) {
    traces.onError(target, quote, answer);
  }

  /** When to call {@link #onTimeout}; compare by difference. Changes with each call of this. */
  public long nextDeadlineNanos() {
    long deadline = latestNanos + IDLE_NANOS;
    if (ledger.isPending() && ledger.dueNanos() - deadline < 0) {
      deadline = ledger.dueNanos();
    }
    Session next = sessions.nextToExpire();
    if (next != null && expiryNanos(next) - deadline < 0) {
      deadline = expiryNanos(next);
    }
    return traces.nextDeadlineNanos(deadline);
  }

  /** Forgets sessions that have been silent for too long, and publishes what is due. */
  public void onTimeout(long nowNanos) {
    passTo(nowNanos);
    Session next = sessions.nextToExpire();
    while (next != null && expiryNanos(next) - nowNanos <= 0) {
      sessions.remove(next);
      ledger.sessions(-1, nowNanos);
      next = sessions.nextToExpire();
    }
    if (ledger.isPending() && ledger.dueNanos() - nowNanos <= 0) {
      ledger.publish();
    }
  }

  /** Publishes at once what has not been, before the program ends. */
  public void flush() {
    traces.end(latestNanos);
    ledger.publish();
  }

  /** How many sessions are held. */
  public int sessions() {
    return sessions.size();
  }

  /** Memory held by all sessions' windows. */
  public long windowBytes() {
    return sessions.windowBytes();
  }

  private void passTo(long nowNanos) {
    if (!began || nowNanos - latestNanos > 0) {
      began = true;
      latestNanos = nowNanos;
    }
  }

  private long expiryNanos(Session session) {
    return session.heardNanos + settings.limits().expiry().toNanos();
  }
}
