package io.netsonde.trafficsim.reflector;

import io.netsonde.trafficsim.ClockErrorWatch;
import io.netsonde.trafficsim.wire.Packet;
import io.netsonde.trafficsim.wire.PacketType;
import io.netsonde.trafficsim.wire.RejectReason;
import io.netsonde.trafficsim.wire.TraceBack;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Takes one request at a time, and writes its answer or counts why there is none. */
final class RequestHandler {
  /** What a decision adds to a PONG at most: three lengths or tags, and two bytes. */
  private static final int DECISION_LENGTH = 5;

  private final ReflectorSettings settings;
  private final SessionTable sessions;
  private final Admission admission;
  private final Answers answers;
  private final ReportAnswers reports;
  private final SentAnswers sent;
  private final TraceBacks traces;
  private final ActivityLedger ledger;
  private final ClockErrorWatch clockError;
  private final Packet request = new Packet();

  // Of the request at hand.
  private long arrivedNanos;
  private long nowNanos;
  private long epochNanos;
  private boolean stamped;

  RequestHandler(
      ReflectorSettings settings,
      SessionTable sessions,
      Admission admission,
      Answers answers,
      ReportAnswers reports,
      SentAnswers sent,
      TraceBacks traces,
      ActivityLedger ledger) {
    this.settings = settings;
    this.sessions = sessions;
    this.admission = admission;
    this.answers = answers;
    this.reports = reports;
    this.sent = sent;
    this.traces = traces;
    this.ledger = ledger;
    this.clockError = new ClockErrorWatch(settings.clockError());
  }

  /** See {@link Reflector#onPacket}; time does not go back here. */
  int handle(
      ByteBuffer in,
      InetSocketAddress source,
      long stampNanos,
      long handledNanos,
      long arrivedEpochNanos,
      boolean stampedByKernel,
      ByteBuffer out) {
    arrivedNanos = stampNanos;
    nowNanos = handledNanos;
    epochNanos = arrivedEpochNanos;
    stamped = stampedByKernel;
    RejectReason reason = admission.check(in, request);
    if (reason != null) {
      return reject(ledger.strangers(), reason);
    }
    int length = in.remaining();
    if (request.type == PacketType.HELLO) {
      return onHello(length, source, out);
    }
    Session session = sessions.find(request.sourceAgent, request.session);
    if (!admission.isProven(session, request, source, nowNanos)) {
      return reject(ledger.strangers(), RejectReason.BAD_COOKIE);
    }
    if (session != null) {
      sessions.heard(session, nowNanos);
      session.clockError.note(clockError.errorNanos(nowNanos));
    }
    return switch (request.type) {
      case REPORT -> onReport(session, length, source, out);
      case PONG -> onPong(session);
      default -> onMeasured(session, length, source, out);
    };
  }

  /** An answer to a trace's PING; it has none itself, whatever it is. */
  private int onPong(@Nullable Session session) {
    Boolean awaited = session == null ? null : traces.onPong(request, session, arrivedNanos);
    if (session == null || awaited == null) {
      return reject(tally(session), RejectReason.TYPE);
    }
    if (!awaited) {
      return reject(session.tally, RejectReason.UNEXPECTED);
    }
    ledger.received(session.tally, nowNanos);
    return 0;
  }

  private int onHello(int length, InetSocketAddress source, ByteBuffer out) {
    Tally tally = ledger.strangers();
    if (length < answers.minimalLength()) {
      return reject(tally, RejectReason.TOO_SHORT);
    }
    if (!admission.admitsHello(source.getAddress(), nowNanos)) {
      return reject(tally, RejectReason.RATE);
    }
    Session session = sessions.find(request.sourceAgent, request.session);
    if (session == null && !sessions.hasRoom()) {
      return reject(tally, RejectReason.SESSIONS);
    }
    // The counters tell a client that its session stands and its cookie was good all along.
    boolean stands =
        session != null
            && request.cookie != 0
            && admission.isProven(session, request, source, nowNanos);
    Packet answer = answers.compose(PacketType.ACK, request, stands ? session : null, epochNanos);
    answer.window = settings.limits().window(request.window);
    answer.cookie = admission.cookie(request, source, nowNanos);
    return answer(tally, length, true, out);
  }

  /** DATA or PING of a proven client, whose session is made where it is new. */
  private int onMeasured(
      @Nullable Session known, int length, InetSocketAddress source, ByteBuffer out) {
    if (length < answers.minimalLength()) {
      return reject(tally(known), RejectReason.TOO_SHORT);
    }
    Session session = known == null ? begin(source) : known;
    if (session == null) {
      return reject(ledger.strangers(), RejectReason.SESSIONS);
    }
    if (request.type == PacketType.PING) {
      Packet pong = answers.compose(PacketType.PONG, request, session, epochNanos);
      ByteBuffer asked = request.traceBack;
      if (asked != null && length >= answers.minimalLength() + DECISION_LENGTH) {
        pong.traceBack =
            TraceBack.encode(traces.decide(asked, request, session, nowNanos, epochNanos));
      }
      return answer(session.tally, length, true, out);
    }
    long sequence = session.window.unfold(request.sequence);
    switch (session.window.arrive(sequence)) {
      case COPY -> {
        return reject(session.tally, RejectReason.DUPLICATE);
      }
      case BELOW_WINDOW -> {
        return reject(session.tally, RejectReason.REPLAY);
      }
      case FIRST -> session.onData(request.sent, epochNanos, stamped);
    }
    if (stamped) {
      sent.answering(session, sequence);
    }
    answers.compose(PacketType.ACK, request, session, epochNanos);
    return answer(session.tally, length, true, out);
  }

  private @Nullable Session begin(InetSocketAddress source) {
    Session session = admission.begin(request, source, nowNanos);
    if (session != null) {
      session.clockError.note(clockError.errorNanos(nowNanos));
      ledger.sessions(1, nowNanos);
    }
    return session;
  }

  /** Answers from what there is; makes no session, since a report about nothing needs none. */
  private int onReport(
      @Nullable Session session, int length, InetSocketAddress source, ByteBuffer out) {
    if (session == null && !sessions.hasRoom()) {
      // What came may have been refused: silence leaves it undecided, which "never came" would not.
      return reject(ledger.strangers(), RejectReason.SESSIONS);
    }
    Packet answer = answers.compose(PacketType.REPORT, request, session, epochNanos);
    if (session == null) {
      answer.cookie = admission.cookie(request, source, nowNanos);
    }
    RejectReason reason = reports.complete(answer, request, session, length);
    return reason != null
        ? reject(tally(session), reason)
        : answer(tally(session), length, false, out);
  }

  private int answer(Tally tally, int requestLength, boolean padded, ByteBuffer out) {
    if (!answers.encode(requestLength, padded, out)) {
      return reject(tally, RejectReason.TOO_SHORT);
    }
    ledger.received(tally, nowNanos);
    ledger.replied(tally);
    return out.remaining();
  }

  private Tally tally(@Nullable Session session) {
    return session == null ? ledger.strangers() : session.tally;
  }

  private int reject(Tally tally, RejectReason reason) {
    ledger.rejected(tally, reason, nowNanos);
    return 0;
  }
}
