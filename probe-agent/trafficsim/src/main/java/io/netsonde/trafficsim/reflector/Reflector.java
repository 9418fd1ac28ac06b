package io.netsonde.trafficsim.reflector;

import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.Reflection;
import io.netsonde.trafficsim.wire.Authenticator;
import io.netsonde.trafficsim.wire.Packet;
import io.netsonde.trafficsim.wire.PacketCodec;
import io.netsonde.trafficsim.wire.PacketType;
import io.netsonde.trafficsim.wire.RejectReason;
import io.netsonde.trafficsim.wire.ReportPage;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Answers TrafficSim senders: docs/protocol.md, "The reflector". Pure: the shell brings datagrams
 * and times, and sends what is answered. DATA of a known session costs neither an HMAC (unless keys
 * are configured) nor an allocation. Not safe for several threads.
 */
public final class Reflector {
  /** How far the deadline is when nothing is to be done. */
  private static final long IDLE_NANOS = 3_600_000_000_000L;

  private final ReflectorSettings settings;
  private final MeasurementSink sink;
  private final @Nullable Authenticator authenticator;
  private final CookieMint mint;
  private final HelloLimiter limiter;
  private final SessionTable sessions;
  private final ActivityLedger ledger;
  private final FateWindow nothingSeen = new FateWindow(ReflectorLimits.MIN_WINDOW);
  private final Packet request = new Packet();
  private final Packet answer = new Packet();
  private long latestNanos;

  /**
   * A reflector without sessions.
   *
   * @param sink told of {@link Reflection}s and {@link io.netsonde.measurement.ReflectorActivity};
   *     called on the thread that calls this
   */
  public Reflector(ReflectorSettings settings, MeasurementSink sink) {
    ReflectorLimits limits = settings.limits();
    this.settings = settings;
    this.sink = sink;
    this.authenticator = settings.keys().isEmpty() ? null : Authenticator.of(settings.keys());
    this.mint = new CookieMint(settings.secret(), limits.cookieLifetime().toNanos());
    this.limiter =
        new HelloLimiter(settings.secret(), limits.helloPerSecond(), limits.helloBurst());
    this.sessions = new SessionTable(limits, settings.secret());
    this.ledger = new ActivityLedger(sink);
  }

  /**
   * A datagram arrived.
   *
   * @param in its remaining bytes; its position is unchanged
   * @param source where it came from
   * @param nowNanos when it arrived, by the monotonic clock
   * @param epochNanos the same as an epoch time: T2
   * @param out cleared, and filled with the answer, ready to {@link #seal} and to send; at least as
   *     large as {@code in}
   * @return the answer's length, never more than the request's; 0: silence
   */
  public int onPacket(
      ByteBuffer in, InetSocketAddress source, long nowNanos, long epochNanos, ByteBuffer out) {
    latestNanos = nowNanos;
    out.clear().limit(0);
    RejectReason reason = check(in);
    if (reason != null) {
      return reject(ledger.strangers(), reason);
    }
    int length = in.remaining();
    if (request.type == PacketType.HELLO) {
      return onHello(length, source, epochNanos, out);
    }
    Session session = sessions.find(request.sourceAgent, request.session);
    if (!isProven(session, source)) {
      return reject(ledger.strangers(), RejectReason.BAD_COOKIE);
    }
    if (session != null) {
      sessions.heard(session, nowNanos);
    }
    return switch (request.type) {
      case DATA -> onData(session, length, source, epochNanos, out);
      case PING -> onPing(session, length, source, epochNanos, out);
      default -> onReport(session, length, source, epochNanos, out);
    };
  }

  /**
   * Makes an answer ready to leave, at the last moment: T3 = T2 + residence, and the mac over all
   * of it.
   *
   * @param out as {@link #onPacket} left it
   * @param residenceNanos since T2 was taken, by the monotonic clock, at least 0
   */
  public void seal(ByteBuffer out, long residenceNanos) {
    PacketCodec.seal(out, residenceNanos, authenticator);
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
    return deadline;
  }

  /** Forgets sessions that have been silent for too long, and publishes what is due. */
  public void onTimeout(long nowNanos) {
    latestNanos = nowNanos;
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

  private long expiryNanos(Session session) {
    return session.heardNanos + settings.limits().expiry().toNanos();
  }

  /** What can be said of a datagram without knowing its session. Cheap checks come first. */
  private @Nullable RejectReason check(ByteBuffer in) {
    RejectReason reason = PacketCodec.decode(in, request);
    if (reason != null) {
      return reason;
    }
    switch (request.type) {
      case HELLO, DATA, PING, REPORT -> {
        // An answer that is sent back here must not be answered again.
        if (request.inReplyTo != PacketType.UNSPECIFIED) {
          return RejectReason.TYPE;
        }
      }
      default -> {
        return RejectReason.TYPE;
      }
    }
    int own = (int) settings.agentId();
    if (own != 0 && request.targetAgent != 0 && request.targetAgent != own) {
      return RejectReason.WRONG_TARGET;
    }
    if (!settings.allowed().contains(request.sourceAgent)) {
      return RejectReason.UNKNOWN_AGENT;
    }
    return authenticator == null || authenticator.verify(in, request) ? null : RejectReason.BAD_MAC;
  }

  private int onHello(int length, InetSocketAddress source, long epochNanos, ByteBuffer out) {
    Tally tally = ledger.strangers();
    if (length < minimalLength()) {
      return reject(tally, RejectReason.TOO_SHORT);
    }
    if (!limiter.admit(source.getAddress(), latestNanos)) {
      return reject(tally, RejectReason.RATE);
    }
    Session session = sessions.find(request.sourceAgent, request.session);
    if (session == null && !sessions.hasRoom()) {
      return reject(tally, RejectReason.SESSIONS);
    }
    // The counters tell a client that its session stands and its cookie was good all along.
    boolean stands = session != null && request.cookie != 0 && isProven(session, source);
    answerTo(PacketType.ACK, stands ? session : null, epochNanos);
    answer.window = settings.limits().window(request.window);
    answer.cookie = newestCookie(source);
    return send(tally, length, true, out);
  }

  private long newestCookie(InetSocketAddress source) {
    return mint.cookie(source, request.sourceAgent, request.session, mint.bucket(latestNanos));
  }

  /** Whether the sender has received at this address lately; it may have moved there. */
  private boolean isProven(@Nullable Session session, InetSocketAddress source) {
    long bucket = mint.bucket(latestNanos);
    if (session != null && session.proves(source, request.cookie, mint, bucket)) {
      return true;
    }
    if (session != null && source.equals(session.address)) {
      return false;
    }
    int agent = request.sourceAgent;
    if (request.cookie != mint.cookie(source, agent, request.session, bucket)
        && request.cookie != mint.cookie(source, agent, request.session, bucket - 1)) {
      return false;
    }
    if (session != null) {
      session.moveTo(source, mint, bucket);
    }
    return true;
  }

  private @Nullable Session begin(InetSocketAddress source) {
    Session session =
        sessions.add(request.sourceAgent, request.session, request.window, source, latestNanos);
    if (session != null) {
      session.moveTo(source, mint, mint.bucket(latestNanos));
      ledger.sessions(1, latestNanos);
    }
    return session;
  }

  /** The proven client's session, made where it is new; null if the packet has been rejected. */
  private @Nullable Session admit(@Nullable Session known, int length, InetSocketAddress source) {
    if (length < minimalLength()) {
      reject(tally(known), RejectReason.TOO_SHORT);
      return null;
    }
    Session session = known == null ? begin(source) : known;
    if (session == null) {
      reject(ledger.strangers(), RejectReason.SESSIONS);
    }
    return session;
  }

  private int onData(
      @Nullable Session known,
      int length,
      InetSocketAddress source,
      long epochNanos,
      ByteBuffer out) {
    Session session = admit(known, length, source);
    if (session == null) {
      return 0;
    }
    switch (session.window.arrive(session.window.unfold(request.sequence))) {
      case COPY -> {
        return reject(session.tally, RejectReason.DUPLICATE);
      }
      case BELOW_WINDOW -> {
        return reject(session.tally, RejectReason.REPLAY);
      }
      case FIRST -> session.onData(request.sent, epochNanos);
    }
    answerTo(PacketType.ACK, session, epochNanos);
    return send(session.tally, length, true, out);
  }

  private int onPing(
      @Nullable Session known,
      int length,
      InetSocketAddress source,
      long epochNanos,
      ByteBuffer out) {
    Session session = admit(known, length, source);
    if (session == null) {
      return 0;
    }
    answerTo(PacketType.PONG, session, epochNanos);
    return send(session.tally, length, true, out);
  }

  /** Answers from what there is; makes no session, since a report about nothing needs none. */
  private int onReport(
      @Nullable Session session,
      int length,
      InetSocketAddress source,
      long epochNanos,
      ByteBuffer out) {
    if (session == null && !sessions.hasRoom()) {
      // What came may have been refused: silence leaves it undecided, which "never came" would not.
      return reject(ledger.strangers(), RejectReason.SESSIONS);
    }
    ReportPage question = request.report == null ? null : ReportPage.decode(request.report);
    if (question == null
        || question.count() < 1
        || question.offset() < 0
        || question.offset() >= question.count()) {
      return reject(tally(session), RejectReason.MALFORMED);
    }
    int room = ReportPage.capacity(length, authenticator != null);
    if (room < 1) {
      return reject(tally(session), RejectReason.TOO_SHORT);
    }
    CycleReport report = new CycleReport(session == null ? nothingSeen : session.window, question);
    answerTo(PacketType.REPORT, session, epochNanos);
    if (session == null) {
      answer.cookie = newestCookie(source);
    }
    int fates = Math.min(room, question.count() - question.offset());
    answer.report = report.page(fates, session).encode();
    if (session != null) {
      publish(report, session);
    }
    return send(tally(session), length, false, out);
  }

  /** Cycles follow one another: one below the latest published has been, or came too late. */
  private void publish(CycleReport report, Session session) {
    if (report.first() < session.publishedUpTo) {
      return;
    }
    session.publishedUpTo = report.end();
    Reflection reflection = report.reflection(session);
    if (reflection != null) {
      sink.accept(reflection);
    }
  }

  private void answerTo(PacketType type, @Nullable Session session, long epochNanos) {
    answer.type = type;
    answer.inReplyTo = request.type;
    answer.sourceAgent = (int) settings.agentId();
    answer.targetAgent = request.sourceAgent;
    answer.session = request.session;
    answer.sequence = request.sequence;
    answer.sent = request.sent;
    answer.received = epochNanos;
    answer.replied = epochNanos;
    answer.boot = settings.boot();
    answer.clock = settings.clock();
    answer.report = null;
    answer.window = session == null ? 0 : session.window.capacity();
    answer.cookie = session == null ? 0 : session.cookie();
    answer.receivedCount = session == null ? 0 : session.receivedCount;
    answer.repliedCount = session == null ? 0 : session.repliedCount;
  }

  private int minimalLength() {
    return PacketCodec.FIXED_LENGTH + (authenticator == null ? 0 : PacketCodec.MAC_FIELD_LENGTH);
  }

  /**
   * Encodes the answer: as long as the request, or where that can't be, or is not wanted, without
   * padding.
   */
  private int send(Tally tally, int requestLength, boolean padded, ByteBuffer out) {
    int least = PacketCodec.minimalLength(answer, authenticator != null);
    boolean fits = padded && requestLength - least >= PacketCodec.PADDING_OVERHEAD;
    out.clear();
    PacketCodec.encodeUnsigned(answer, fits ? requestLength : least, authenticator != null, out);
    out.flip();
    if (out.remaining() > requestLength) {
      // Whatever was computed before: what counts is what would leave.
      out.limit(0);
      return reject(tally, RejectReason.TOO_SHORT);
    }
    ledger.received(tally, latestNanos);
    ledger.replied(tally);
    return out.remaining();
  }

  private Tally tally(@Nullable Session session) {
    return session == null ? ledger.strangers() : session.tally;
  }

  private int reject(Tally tally, RejectReason reason) {
    ledger.rejected(tally, reason, latestNanos);
    return 0;
  }
}
