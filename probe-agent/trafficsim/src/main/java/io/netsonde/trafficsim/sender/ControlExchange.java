package io.netsonde.trafficsim.sender;

import static io.netsonde.trafficsim.sender.Deadline.reached;
import static io.netsonde.trafficsim.sender.Deadline.sooner;

import io.netsonde.trafficsim.wire.Packet;
import io.netsonde.trafficsim.wire.PacketType;
import io.netsonde.trafficsim.wire.RejectReason;
import io.netsonde.trafficsim.wire.ReportPage;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a flow says beside DATA: HELLO, PING and REPORT, and what the answers to them mean. */
final class ControlExchange {
  /** How far a flow has come. */
  enum Phase {
    /** DATA is sent. */
    SENDING,
    /** No longer, but the fate of some packets is open. */
    AWAITING,
    /** Nothing but reports is waited for, if anything. */
    REPORTING
  }

  /** A session that has sent nothing for so long sends a PING. */
  static final long KEEPALIVE_NANOS = 2_000_000_000L;

  private static final long NO_PING = Long.MIN_VALUE;

  private final FlowSettings settings;
  private final Session session;
  private final ReportQueue reports;
  private final RequestWriter requests;
  private final FlowListener listener;
  private final Handshake handshake = new Handshake();
  private final Greetings greetings = new Greetings();
  private final TraceExchange traces;
  private int exchanges;
  private long pingNanos = NO_PING;
  private int pingSequence;
  private long lastSentNanos;

  ControlExchange(
      FlowSettings settings,
      Session session,
      ReportQueue reports,
      RequestWriter requests,
      TraceExchange traces,
      FlowListener listener) {
    this.settings = settings;
    this.session = session;
    this.reports = reports;
    this.requests = requests;
    this.traces = traces;
    this.listener = listener;
  }

  /** The flow starts: greets at once. */
  void start(long nowNanos) {
    lastSentNanos = nowNanos;
    handshake.begin(nowNanos);
  }

  /** Answers stay away: greets, unless it already does. */
  void regain(long nowNanos) {
    handshake.begin(nowNanos);
  }

  /** The peer may be elsewhere: a handshake under way greets there at once. */
  void targetChanged(long nowNanos) {
    handshake.hurry(nowNanos);
  }

  /** The peer answers: there is nothing to regain. */
  void answered() {
    handshake.end();
  }

  /** A datagram of any kind leaves. */
  void sent(long nowNanos) {
    lastSentNanos = nowNanos;
  }

  /** Whether a first whole round of HELLOs has passed without success. */
  boolean hasFailed(long nowNanos) {
    return handshake.hasFailed(nowNanos);
  }

  /** Gives the PING under way up if its time is over; says whether it was. */
  boolean expirePing(long nowNanos) {
    if (pingNanos == NO_PING || !reached(pingExpiryNanos(), nowNanos)) {
      return false;
    }
    pingNanos = NO_PING;
    return true;
  }

  /** When there is something to do; not after {@code latest}. */
  long nextDeadlineNanos(long latest, Phase phase) {
    long next = latest;
    if (handshake.isActive() && !isOver(phase)) {
      next = sooner(next, handshake.nextNanos());
    }
    if (!reports.isEmpty()) {
      next = sooner(next, reports.nextDeadlineNanos(session.isHeld(), isLast(phase)));
    }
    if (session.isHeld() && !handshake.isActive() && phase == Phase.SENDING) {
      next = sooner(next, pingNanos == NO_PING ? keepaliveNanos() : pingExpiryNanos());
    }
    return next;
  }

  /** Writes what is due and returns its length, or 0. */
  int poll(long nowNanos, long epochNanos, Phase phase, ByteBuffer out) {
    if (handshake.isDue(nowNanos) && !isOver(phase)) {
      if (handshake.attempt(nowNanos)) {
        listener.handshakeRound(handshake.round());
      }
      greetings.sent(++exchanges, nowNanos);
      return requests.write(PacketType.HELLO, epochNanos, exchanges, out);
    }
    ReportExchange due = session.isHeld() ? reports.due(nowNanos) : null;
    if (due != null) {
      ReportPage question = reports.ask(due, nowNanos, isLast(phase));
      return requests.writeReport(question, due.cycle().rows(), epochNanos, ++exchanges, out);
    }
    if (session.isHeld()
        && !handshake.isActive()
        && phase == Phase.SENDING
        && pingNanos == NO_PING
        && reached(keepaliveNanos(), nowNanos)) {
      pingNanos = nowNanos;
      pingSequence = ++exchanges;
      return requests.write(PacketType.PING, epochNanos, exchanges, out);
    }
    return 0;
  }

  /** When the HELLO left that is answered; empty if none was awaited. */
  OptionalLong onGreeting(Packet ack) {
    return greetings.answered(ack.sequence);
  }

  /** The number of the latest HELLO, PING or REPORT. */
  int latestSequence() {
    return exchanges;
  }

  /** Writes what a trace has to send and returns its length, or 0. */
  int pollTrace(long nowNanos, long epochNanos, ByteBuffer out) {
    int offered = exchanges + 1;
    int length = traces.poll(nowNanos, epochNanos, offered, out);
    exchanges += length > 0 && traces.tookSequence(offered) ? 1 : 0;
    return length;
  }

  @Nullable RejectReason onPong(Packet pong, long arrivedNanos) {
    if (pingNanos == NO_PING || pong.sequence != pingSequence) {
      return traces.onPong(pong, arrivedNanos);
    }
    session.adopt(pong, pingNanos);
    pingNanos = NO_PING;
    return null;
  }

  @Nullable RejectReason onReport(Packet answer, long nowNanos) {
    ReportPage page = answer.report == null ? null : ReportPage.decode(answer.report);
    if (page == null) {
      return RejectReason.MALFORMED;
    }
    OptionalLong askedNanos = reports.onPage(page, answer.boot, session, nowNanos);
    if (askedNanos.isEmpty()) {
      return RejectReason.UNEXPECTED;
    }
    session.adopt(answer, askedNanos.getAsLong());
    return null;
  }

  private static boolean isLast(Phase phase) {
    return phase == Phase.REPORTING;
  }

  private boolean isOver(Phase phase) {
    return isLast(phase) && reports.isEmpty();
  }

  private long keepaliveNanos() {
    return lastSentNanos + KEEPALIVE_NANOS;
  }

  private long pingExpiryNanos() {
    return pingNanos + settings.timeoutNanos();
  }
}
