package io.netsonde.trafficsim.sender;

import static io.netsonde.trafficsim.sender.Deadline.sooner;

import io.netsonde.measurement.SlotSchedule;
import io.netsonde.measurement.trace.TraceAnswer;
import io.netsonde.trafficsim.ClockErrorWatch;
import io.netsonde.trafficsim.SendStamps;
import io.netsonde.trafficsim.sender.ControlExchange.Phase;
import io.netsonde.trafficsim.trace.TraceRequest;
import io.netsonde.trafficsim.wire.Authenticator;
import io.netsonde.trafficsim.wire.PacketType;
import io.netsonde.trafficsim.wire.RejectReason;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The sender's side of one flow as a state machine.
 *
 * <p>Whoever drives it calls {@link #start} once, then {@link #onPacket} for each datagram with the
 * time at which it was received, and {@link #poll} at the latest at {@link #nextDeadlineNanos} and
 * after every event, again and again until it returns 0. Where the kernel stamps what is sent, it
 * calls {@link #sent} after each send, and {@link #onSendStamp} when the stamp comes. Not safe for
 * several threads; never blocks and never throws for what comes from the network.
 */
public final class FlowSender {
  /** Instead of a time: the kernel has not stamped it. */
  public static final long NO_STAMP = Long.MIN_VALUE;

  /** How many of the newest DATA may still be stamped. */
  private static final int AWAITED_STAMPS = 16;

  private final FlowSettings settings;
  private final long ownClock;
  private final FlowListener listener;
  private final Session session = new Session();
  private final CycleLedger ledger;
  private final ReportQueue reports;
  private final RequestWriter requests;
  private final ControlExchange control;
  private final TraceExchange traces;
  private final AnswerIntake intake;
  private final SendStamps stamps = new SendStamps(AWAITED_STAMPS);
  private final long[] stampedSequences = new long[AWAITED_STAMPS];

  private @Nullable SlotSchedule schedule;
  private boolean stopping;
  private long lastNowNanos;
  private long lastEpochNanos;
  private boolean lastWasData;

  /** Whether the network refused what was written last for the session. */
  private boolean isRefused;

  /**
   * A flow that has not started.
   *
   * @param ownClock the id of this host's clock, 0 where unknown
   * @param clockError how far that clock may be from UTC
   */
  public FlowSender(
      FlowSettings settings,
      @Nullable Authenticator authenticator,
      long ownClock,
      ClockErrorWatch clockError,
      FlowListener listener) {
    this.settings = settings;
    this.ownClock = ownClock;
    this.listener = listener;
    this.reports = new ReportQueue(settings);
    this.ledger = new CycleLedger(settings, reports, clockError, listener);
    this.requests = new RequestWriter(settings, authenticator, session);
    this.traces = new TraceExchange(settings, session, requests, listener);
    this.control = new ControlExchange(settings, session, reports, requests, traces, listener);
    this.intake =
        new AnswerIntake(
            settings,
            authenticator,
            session,
            new AnswerBook(settings, ledger, reports, listener),
            control,
            traces,
            listener);
  }

  /** Begins: the first HELLO is due now. */
  public void start(long nowNanos) {
    lastNowNanos = nowNanos;
    control.start(nowNanos);
  }

  /**
   * Packets go to another address from now on. A handshake under way greets the peer there at once,
   * and not only at its next turn.
   */
  public void targetChanged(long nowNanos) {
    traces.abandon();
    control.targetChanged(nowNanos);
  }

  /**
   * Packets come from another address from now on: the peer refuses them until they show a cookie
   * for it, so one is asked for at once.
   */
  public void sourceChanged(long nowNanos) {
    traces.abandon();
    control.regain(nowNanos);
    control.targetChanged(nowNanos);
  }

  /**
   * Traces the path that the flow's packets take, beside them, by PINGs of the session; the
   * listener hears what comes of it. Ends at once where the flow does. Where the peer has never
   * answered, it tells how far the packets come.
   *
   * @param target the peer's address
   * @param order shuffles the TTLs of a round
   * @return false where the flow ends or a trace is under way: then nothing happens
   */
  public boolean trace(
      TraceRequest request,
      InetAddress target,
      RandomGenerator order,
      long nowNanos,
      long epochNanos) {
    return !isEnding()
        && traces.begin(request, target, control.latestSequence(), order, nowNanos, epochNanos);
  }

  /** Whether a trace is under way. */
  public boolean isTracing() {
    return traces.isActive();
  }

  /** How many hops the datagram of the last {@link #poll} may take; 0: as many as any packet. */
  public int hopLimit() {
    return traces.hopLimit();
  }

  /**
   * The network said that something of this flow's did not get through (ICMP).
   *
   * @param quote what it quotes of its UDP payload, may be empty; unchanged
   */
  public void onError(ByteBuffer quote, TraceAnswer answer) {
    traces.onError(quote, answer);
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

  /**
   * Stamps of either kernel dropped because they cannot be true: sent before the process sent,
   * received after it received, or an answer under way for less time than the reflector had it. The
   * packet keeps its process's stamps.
   */
  public long discardedStamps() {
    return ledger.discardedStamps();
  }

  /** DATA whose stamp the kernel owes for so long that it will not be used any more. */
  public long missingStamps() {
    return stamps.missing();
  }

  /** Datagrams dropped for {@code reason}. */
  public long rejected(RejectReason reason) {
    return intake.rejected(reason);
  }

  /** When {@link #poll} has something to do at the latest. */
  public long nextDeadlineNanos() {
    long next = lastNowNanos + Deadline.FAR_NANOS;
    if (schedule != null && !isEnding()) {
      next = sooner(next, schedule.dueNanos());
    }
    if (ledger.hasUndecided()) {
      next = sooner(next, ledger.expiryNanos());
    }
    return traces.nextDeadlineNanos(control.nextDeadlineNanos(next, phase()));
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
    traces.polling();
    expire(nowNanos, epochNanos);
    int length = pollData(nowNanos, epochNanos, out);
    // Not before, since a packet that cannot be sent may have been its cycle's last.
    closeCycles(nowNanos);
    if (length == 0) {
      length = control.poll(nowNanos, epochNanos, phase(), out);
    }
    if (length > 0) {
      isRefused = false; // Until it is said that it was.
      control.sent(nowNanos);
      return length;
    }
    if (isEnding()) {
      traces.end(nowNanos);
    }
    // Keeps no session: most of it does not get there.
    return control.pollTrace(nowNanos, epochNanos, out);
  }

  /**
   * The network refused the datagram of the last {@link #poll}. To the session that is a timeout
   * too: where nothing can be sent, nobody is reached.
   */
  public void sendFailed() {
    isRefused = true;
    unsend();
  }

  /**
   * The peer has no address yet to which the datagram of the last {@link #poll} could go. That is
   * none of this host's network.
   */
  public void unaddressed() {
    isRefused = false;
    unsend();
  }

  private void unsend() {
    if (lastWasData) {
      lastWasData = false;
      ledger.unsend(isRefused);
      onTimeout(lastNowNanos, lastEpochNanos);
    } else {
      traces.sendFailed();
    }
  }

  /**
   * The datagram of the last {@link #poll} was handed to the kernel, which will stamp it. Not
   * called where it will not.
   *
   * @param key under which the stamp will come: an unsigned 32-bit counter of the socket
   */
  public void sent(long key) {
    if (lastWasData) {
      stampedSequences[stamps.note(key)] = ledger.nextSequence() - 1;
    } else {
      traces.sent(key);
    }
  }

  /**
   * The kernel sent the datagram of that key: T1, if it was DATA. May come after its answer; what
   * comes after its cycle has closed is ignored.
   *
   * @param nanos on the monotonic clock
   * @param epochNanos the same as the kernel said it, an epoch time
   */
  public void onSendStamp(long key, long nanos, long epochNanos) {
    int place = stamps.take(key);
    if (place >= 0) {
      ledger.onSendStamp(stampedSequences[place], nanos, epochNanos);
    } else {
      traces.onSendStamp(key, nanos);
    }
  }

  /**
   * A datagram came.
   *
   * @param nowNanos when this process received it, on the monotonic clock; may lie before the
   *     latest poll
   * @param epochNanos the same as an epoch time
   * @param kernelNanos when the kernel received it, on the monotonic clock, or {@link #NO_STAMP}
   */
  public void onPacket(ByteBuffer datagram, long nowNanos, long epochNanos, long kernelNanos) {
    intake.onPacket(datagram, nowNanos, epochNanos, kernelNanos);
  }

  private boolean isEnding() {
    return stopping || ledger.isComplete();
  }

  private Phase phase() {
    if (!isEnding()) {
      return Phase.SENDING;
    }
    return ledger.isEmpty() ? Phase.REPORTING : Phase.AWAITING;
  }

  private void expire(long nowNanos, long epochNanos) {
    while (ledger.expireNext(nowNanos)) {
      onTimeout(nowNanos, epochNanos);
    }
    if (control.expirePing(nowNanos)) {
      onTimeout(nowNanos, epochNanos);
    }
    if (schedule == null && (session.isHeld() || control.hasFailed(nowNanos))) {
      schedule = SlotSchedule.onGrid(settings.originNanos(), settings.intervalNanos(), nowNanos);
    }
  }

  private void onTimeout(long nowNanos, long epochNanos) {
    if (session.timedOut()) {
      control.regain(nowNanos);
      if (session.lose()) {
        listener.sessionChanged(false, epochNanos);
      }
    }
  }

  private void closeCycles(long nowNanos) {
    OpenCycle decided;
    while ((decided = ledger.pollDecided(nowNanos, stopping)) != null) {
      reports.add(decided, nowNanos);
    }
    boolean last = phase() == Phase.REPORTING;
    OpenCycle reported;
    while ((reported = reports.pollFinished(nowNanos, session.isHeld(), last)) != null) {
      listener.cycleClosed(reported.close(sharesClock()));
    }
  }

  private int pollData(long nowNanos, long epochNanos, ByteBuffer out) {
    if (schedule == null || isEnding() || !schedule.isDue(nowNanos)) {
      return 0;
    }
    long lag = schedule.take(nowNanos);
    if (!session.isHeld()) {
      ledger.skip(nowNanos, epochNanos, isRefused);
      return 0;
    }
    boolean sure = session.isCookieFresh(nowNanos, settings.timeoutNanos());
    int sequence = (int) ledger.nextSequence();
    ledger.send(nowNanos, epochNanos, lag, session.boot(), sure);
    lastWasData = true;
    return requests.write(PacketType.DATA, epochNanos, sequence, out);
  }
}
