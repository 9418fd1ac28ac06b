package io.netsonde.trafficsim.sender;

import static io.netsonde.trafficsim.sender.Deadline.reached;
import static io.netsonde.trafficsim.sender.Deadline.sooner;

import io.netsonde.trafficsim.wire.Authenticator;
import io.netsonde.trafficsim.wire.Packet;
import io.netsonde.trafficsim.wire.PacketCodec;
import io.netsonde.trafficsim.wire.PacketType;
import io.netsonde.trafficsim.wire.RejectReason;
import io.netsonde.trafficsim.wire.ReportPage;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The sender's side of one flow as a state machine.
 *
 * <p>Whoever drives it calls {@link #start} once, then {@link #onPacket} for each datagram with the
 * time at which it was received, and {@link #poll} at the latest at {@link #nextDeadlineNanos} and
 * after every event, again and again until it returns 0. Not safe for several threads; never blocks
 * and never throws for what comes from the network.
 */
public final class FlowSender {
  /** A session that has sent nothing for so long sends a PING. */
  static final long KEEPALIVE_NANOS = 2_000_000_000L;

  private static final int REPORT_REQUEST_LENGTH = 1_200;
  private static final int REPORT_ANSWER_OVERHEAD = 96;
  private static final long NO_PING = Long.MIN_VALUE;

  private final FlowSettings settings;
  private final @Nullable Authenticator authenticator;
  private final long ownClock;
  private final FlowListener listener;
  private final Session session = new Session();
  private final Handshake handshake = new Handshake();
  private final Greetings greetings = new Greetings();
  private final CycleLedger ledger;
  private final Packet packet = new Packet();
  private final long[] rejected = new long[RejectReason.values().length];

  private @Nullable Schedule schedule;
  private final ReportQueue reports;
  private boolean stopping;
  private int exchanges;
  private long pingNanos = NO_PING;
  private int pingSequence;
  private long lastSentNanos;
  private long lastNowNanos;
  private long lastEpochNanos;
  private boolean lastWasData;

  /**
   * A flow that has not started.
   *
   * @param ownClock the id of this host's clock, 0 where unknown
   */
  public FlowSender(
      FlowSettings settings,
      @Nullable Authenticator authenticator,
      long ownClock,
      FlowListener listener) {
    this.settings = settings;
    this.authenticator = authenticator;
    this.ownClock = ownClock;
    this.listener = listener;
    this.reports = new ReportQueue(settings);
    this.ledger = new CycleLedger(settings, reports, listener);
  }

  /** Begins: the first HELLO is due now. */
  public void start(long nowNanos) {
    lastNowNanos = nowNanos;
    lastSentNanos = nowNanos;
    handshake.begin(nowNanos);
  }

  /**
   * Packets go to another address from now on. A handshake under way greets the peer there at once,
   * and not only at its next turn.
   */
  public void targetChanged(long nowNanos) {
    handshake.hurry(nowNanos);
  }

  /** No further DATA: what is in flight is awaited, the begun cycle reported as partial. */
  public void stop() {
    stopping = true;
  }

  /** Whether everything sent is decided and reported, after a stop or the last cycle. */
  public boolean isDone() {
    return isEnding() && ledger.isEmpty() && reports.isEmpty();
  }

  /** Whether a session is held and answers come. */
  public boolean isUp() {
    return session.isUp();
  }

  /** Whether the peer is known to read the same clock. */
  public boolean sharesClock() {
    return session.isOnClock(ownClock);
  }

  /** Slots skipped because this process was late: never sent, part of no cycle. */
  public long missedSlots() {
    return schedule == null ? 0 : schedule.missed();
  }

  /** Datagrams dropped for {@code reason}. */
  public long rejected(RejectReason reason) {
    return rejected[reason.ordinal()];
  }

  /** When {@link #poll} has something to do at the latest. */
  public long nextDeadlineNanos() {
    long next = lastNowNanos + Deadline.FAR_NANOS;
    if (schedule != null && !isEnding()) {
      next = sooner(next, schedule.dueNanos());
    }
    if (handshake.isActive() && !isDone()) {
      next = sooner(next, handshake.nextNanos());
    }
    if (ledger.hasUndecided()) {
      next = sooner(next, ledger.expiryNanos());
    }
    if (!reports.isEmpty()) {
      next = sooner(next, reports.nextDeadlineNanos(session.isHeld(), isLast()));
    }
    if (session.isHeld() && !handshake.isActive() && !isEnding()) {
      next = sooner(next, pingNanos == NO_PING ? keepaliveNanos() : pingExpiryNanos());
    }
    return next;
  }

  /**
   * Writes the next datagram that is due into {@code out} and returns its length, or 0 if there is
   * none.
   *
   * @param out cleared by the caller, large enough for the flow's size and 1,200 bytes
   */
  public int poll(long nowNanos, long epochNanos, ByteBuffer out) {
    lastNowNanos = nowNanos;
    lastEpochNanos = epochNanos;
    lastWasData = false;
    expire(nowNanos, epochNanos);
    int length = pollData(nowNanos, epochNanos, out);
    // Not before, since a packet that cannot be sent may have been its cycle's last.
    closeCycles(nowNanos);
    if (length == 0) {
      length = pollControl(nowNanos, epochNanos, out);
    }
    if (length > 0) {
      lastSentNanos = nowNanos;
    }
    return length;
  }

  /**
   * The network refused the datagram of the last {@link #poll}. To the session that is a timeout
   * too: where nothing can be sent, nobody is reached.
   */
  public void sendFailed() {
    if (lastWasData) {
      lastWasData = false;
      ledger.sendFailed();
      onTimeout(lastNowNanos, lastEpochNanos);
    }
  }

  /**
   * A datagram came.
   *
   * @param nowNanos when it was received, on the monotonic clock; may lie before the latest poll
   */
  public void onPacket(ByteBuffer datagram, long nowNanos, long epochNanos) {
    RejectReason reason = PacketCodec.decode(datagram, packet);
    if (reason == null) {
      reason = accept(datagram, nowNanos, epochNanos);
    }
    if (reason != null) {
      rejected[reason.ordinal()]++;
    }
  }

  private boolean isEnding() {
    return stopping || ledger.isComplete();
  }

  /** Whether nothing but reports is waited for. */
  private boolean isLast() {
    return isEnding() && ledger.isEmpty();
  }

  private void expire(long nowNanos, long epochNanos) {
    while (ledger.expireNext(nowNanos)) {
      onTimeout(nowNanos, epochNanos);
    }
    if (pingNanos != NO_PING && reached(pingExpiryNanos(), nowNanos)) {
      pingNanos = NO_PING;
      onTimeout(nowNanos, epochNanos);
    }
    if (schedule == null && (session.isHeld() || handshake.hasFailed(nowNanos))) {
      schedule = new Schedule(settings.originNanos(), settings.intervalNanos(), nowNanos);
    }
  }

  private void onTimeout(long nowNanos, long epochNanos) {
    if (session.timedOut()) {
      handshake.begin(nowNanos);
      if (session.lose()) {
        listener.sessionChanged(false, epochNanos);
      }
    }
  }

  private void closeCycles(long nowNanos) {
    OpenCycle decided;
    while ((decided = ledger.pollDecided(stopping)) != null) {
      reports.add(decided, nowNanos);
    }
    OpenCycle reported;
    while ((reported = reports.pollFinished(nowNanos, session.isHeld(), isLast())) != null) {
      listener.cycleClosed(reported.close(sharesClock()));
    }
  }

  private int pollData(long nowNanos, long epochNanos, ByteBuffer out) {
    if (schedule == null || isEnding() || !schedule.isDue(nowNanos)) {
      return 0;
    }
    long lag = schedule.take(nowNanos);
    if (!session.isHeld()) {
      ledger.skip(nowNanos, epochNanos);
      return 0;
    }
    boolean sure = session.isCookieFresh(nowNanos, settings.timeoutNanos());
    prepare(PacketType.DATA, epochNanos, (int) ledger.nextSequence());
    ledger.send(nowNanos, epochNanos, lag, session.boot(), sure);
    lastWasData = true;
    return encode(settings.size(), out);
  }

  private int pollControl(long nowNanos, long epochNanos, ByteBuffer out) {
    if (handshake.isDue(nowNanos) && !isDone()) {
      if (handshake.attempt(nowNanos)) {
        listener.handshakeRound(handshake.round());
      }
      prepare(PacketType.HELLO, epochNanos, ++exchanges);
      greetings.sent(exchanges, nowNanos);
      return encode(settings.size(), out);
    }
    ReportExchange due = session.isHeld() ? reports.due(nowNanos) : null;
    if (due != null) {
      return encodeReportRequest(due, nowNanos, epochNanos, out);
    }
    if (session.isHeld()
        && !handshake.isActive()
        && !isEnding()
        && pingNanos == NO_PING
        && reached(keepaliveNanos(), nowNanos)) {
      pingNanos = nowNanos;
      prepare(PacketType.PING, epochNanos, ++exchanges);
      pingSequence = exchanges;
      return encode(settings.size(), out);
    }
    return 0;
  }

  private int encodeReportRequest(
      ReportExchange exchange, long nowNanos, long epochNanos, ByteBuffer out) {
    prepare(PacketType.REPORT, epochNanos, ++exchanges);
    packet.report = reports.ask(exchange, nowNanos, isLast()).encodeRequest();
    int least = PacketCodec.minimalLength(packet, authenticator != null);
    int wanted = least + REPORT_ANSWER_OVERHEAD + exchange.cycle().rows();
    return encode(Math.min(wanted, REPORT_REQUEST_LENGTH), out);
  }

  private void prepare(PacketType type, long epochNanos, int sequence) {
    packet.clear();
    packet.type = type;
    packet.sourceAgent = settings.sourceAgent();
    packet.targetAgent = settings.targetAgent();
    packet.session = settings.session();
    packet.cookie = session.cookie();
    packet.sequence = sequence;
    packet.window = settings.window();
    packet.sent = epochNanos;
  }

  private int encode(int length, ByteBuffer out) {
    PacketCodec.encode(packet, length, authenticator, out);
    return length;
  }

  private long keepaliveNanos() {
    return lastSentNanos + KEEPALIVE_NANOS;
  }

  private long pingExpiryNanos() {
    return pingNanos + settings.timeoutNanos();
  }

  private @Nullable RejectReason accept(ByteBuffer datagram, long nowNanos, long epochNanos) {
    if (authenticator != null && !authenticator.verify(datagram, packet)) {
      return RejectReason.BAD_MAC;
    }
    if (packet.session != settings.session()) {
      return RejectReason.UNEXPECTED;
    }
    if (settings.targetAgent() != 0 && packet.sourceAgent != settings.targetAgent()) {
      return RejectReason.WRONG_TARGET;
    }
    RejectReason reason =
        switch (packet.type) {
          case ACK ->
              switch (packet.inReplyTo) {
                case HELLO -> onGreeting();
                case DATA -> ledger.onAnswer(packet, datagram.remaining(), nowNanos, session);
                default -> RejectReason.TYPE;
              };
          case PONG -> onPong();
          case REPORT -> onReport(nowNanos);
          default -> RejectReason.TYPE;
        };
    // What a former incarnation had to say is worth hearing, but does not show that this one lives.
    if (reason == null && packet.boot == session.boot()) {
      handshake.end();
      if (session.heard()) {
        listener.sessionChanged(true, epochNanos);
      }
    }
    return reason;
  }

  private @Nullable RejectReason onGreeting() {
    OptionalLong helloNanos = greetings.answered(packet.sequence);
    if (helloNanos.isEmpty()) {
      return RejectReason.UNEXPECTED;
    }
    switch (session.greet(packet, helloNanos.getAsLong())) {
      case RESTARTED -> {
        peerForgot();
        listener.reflectorRestarted();
      }
      case FORGOTTEN -> peerForgot();
      case FIRST, KNOWN -> {}
    }
    return null;
  }

  private void peerForgot() {
    reports.doubtFrom(ledger.peerForgot(session.boot()));
  }

  private @Nullable RejectReason onPong() {
    if (pingNanos == NO_PING || packet.sequence != pingSequence) {
      return RejectReason.UNEXPECTED;
    }
    session.adopt(packet, pingNanos);
    pingNanos = NO_PING;
    return null;
  }

  private @Nullable RejectReason onReport(long nowNanos) {
    ReportPage page = packet.report == null ? null : ReportPage.decode(packet.report);
    if (page == null) {
      return RejectReason.MALFORMED;
    }
    OptionalLong askedNanos = reports.onPage(page, packet.boot, session, nowNanos);
    if (askedNanos.isEmpty()) {
      return RejectReason.UNEXPECTED;
    }
    session.adopt(packet, askedNanos.getAsLong());
    return null;
  }
}
