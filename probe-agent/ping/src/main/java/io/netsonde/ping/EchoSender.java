package io.netsonde.ping;

import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.PingCycle;
import io.netsonde.measurement.PingState;
import io.netsonde.measurement.ReorderingMeter;
import io.netsonde.measurement.SlotSchedule;
import io.netsonde.netio.IcmpEcho;
import io.netsonde.netio.IcmpError;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Echo requests to one target as a state machine, which publishes {@link PingState} and {@link
 * PingCycle}.
 *
 * <p>Whoever drives it calls {@link #start} once, then {@link #onReply} and {@link #onError} for
 * what comes, and {@link #poll} at the latest at {@link #nextDeadlineNanos} and after every event,
 * again and again until it returns 0. Where the kernel stamps what is sent, it calls {@link #sent}
 * after each send, and {@link #onSendStamp} when the stamp comes. Not safe for several threads;
 * never blocks and never throws for what comes from the network.
 */
public final class EchoSender {
  /** Instead of a time: the kernel has not stamped it. */
  public static final long NO_STAMP = Long.MIN_VALUE;

  /** Stands for "nothing to do": far enough that waking then for nothing costs nothing. */
  private static final long FAR_NANOS = 3_600_000_000_000L;

  /** How long the end of a limited run waits at most for what is said of the lost. */
  private static final long LAST_GRACE_NANOS = 2_000_000_000L;

  private final EchoSettings settings;
  private final long intervalNanos;
  private final long timeoutNanos;
  private final long phaseNanos;
  private final long token;
  private final EchoListener listener;
  private final EchoReach reach;
  private final EchoCycles cycles;
  private final SendKeys keys = new SendKeys();
  private final ReorderingMeter order = new ReorderingMeter();

  private @Nullable SlotSchedule schedule;
  private boolean stopping;
  private long lastNowNanos;
  private long nextSequence;
  private long arrivals;

  /**
   * A sender that has not started.
   *
   * @param phaseNanos how long after the start the first request is due
   * @param random for the token that tells our replies from others', and for spans
   */
  public EchoSender(
      EchoSettings settings,
      long phaseNanos,
      RandomGenerator random,
      MeasurementSink sink,
      EchoListener listener) {
    this.settings = settings;
    this.intervalNanos = settings.interval().toNanos();
    this.timeoutNanos = settings.timeout().toNanos();
    this.phaseNanos = phaseNanos;
    this.token = random.nextLong();
    this.listener = listener;
    this.reach = new EchoReach(settings, sink, listener);
    this.cycles = new EchoCycles(settings, random, sink);
  }

  public EchoSettings settings() {
    return settings;
  }

  /** Begins: the first request is due when the phase has passed. */
  public void start(long nowNanos, long epochNanos) {
    lastNowNanos = nowNanos;
    schedule = new SlotSchedule(nowNanos + phaseNanos, intervalNanos);
    reach.start(epochNanos);
  }

  /** No further requests: those in flight are awaited, the begun cycle is published as partial. */
  public void stop() {
    stopping = true;
  }

  /** Whether everything sent is decided and published, after a stop or the last cycle. */
  public boolean isDone() {
    return isEnding() && cycles.isEmpty();
  }

  /** Whether the target answers. */
  public boolean isUp() {
    return reach.isUp();
  }

  /** Whether so many requests in a row had no answer that the target may have moved. */
  public boolean isUnanswered() {
    return reach.isUnanswered();
  }

  /** Slots skipped because this process was late: never sent, part of no cycle. */
  public long missedSlots() {
    return schedule == null ? 0 : schedule.missed();
  }

  /** Stamps of the kernel dropped because they contradict the process's. */
  public long discardedStamps() {
    return cycles.discardedStamps();
  }

  /** Requests whose stamp the kernel owes for so long that it will not be used any more. */
  public long missingStamps() {
    return keys.missing();
  }

  /** When {@link #poll} has something to do at the latest. */
  public long nextDeadlineNanos() {
    long next = lastNowNanos + FAR_NANOS;
    if (schedule != null && !isEnding()) {
      next = sooner(next, schedule.dueNanos());
    }
    EchoCycle undecided = cycles.firstUndecided();
    if (undecided != null) {
      next = sooner(next, undecided.expiryNanos(timeoutNanos));
    }
    long soFar = next;
    return cycles
        .finalNanos(isEnding(), graceNanos(), lastNowNanos)
        .map(nanos -> sooner(soFar, nanos))
        .orElse(soFar);
  }

  /**
   * Appends the request that is due to {@code out} and returns its length, or 0 if there is none.
   *
   * @param out with room for the settings' size and the header
   */
  public int poll(long nowNanos, long epochNanos, boolean ipv6, ByteBuffer out) {
    lastNowNanos = nowNanos;
    expire(nowNanos, epochNanos);
    cycles.close(isEnding(), graceNanos(), nowNanos);
    if (schedule == null || isEnding() || !schedule.isDue(nowNanos)) {
      return 0;
    }
    long lag = schedule.take(nowNanos);
    int before = out.position();
    EchoData.put(out, ipv6, token, nextSequence, settings.size());
    cycles.forNext(nextSequence).send(nowNanos, epochNanos, lag, settings.size());
    nextSequence++;
    return out.position() - before;
  }

  /** The network refused the request of the last {@link #poll}; or there was none to send it by. */
  public void sendFailed(long epochNanos) {
    unsend(true, epochNanos);
  }

  /** The target has no address yet to which the request of the last {@link #poll} could go. */
  public void unaddressed(long epochNanos) {
    unsend(false, epochNanos);
  }

  private void unsend(boolean isRefused, long epochNanos) {
    EchoCycle cycle = cycles.newest();
    if (cycle.unsend(settings.size(), isRefused)) {
      reach.silent(nextSequence - 1, lastNowNanos, epochNanos);
    }
    listener.packetDecided(cycle.trace, cycle.rows() - 1, Optional.empty());
  }

  /**
   * The request of the last {@link #poll} was handed to the kernel, which will stamp it.
   *
   * @param key under which the stamp will come, at least 0 and rising
   */
  public void sent(long key) {
    keys.await(key, nextSequence - 1);
  }

  /** The kernel sent the request of that key. May come after its reply. */
  public void onSendStamp(long key, long nanos, long epochNanos) {
    long sequence = keys.take(key);
    EchoCycle cycle = sequence == SendKeys.NONE ? null : cycles.find(sequence);
    if (cycle != null) {
      cycle.onSendStamp(cycle.row(sequence), nanos, epochNanos);
    }
  }

  /**
   * An echo reply came, perhaps to somebody else's request.
   *
   * @param message from its ICMP header on
   * @param nowNanos when this process received it, on the monotonic clock; may lie before the
   *     latest poll
   * @param epochNanos the same as an epoch time
   * @param kernelNanos when the kernel received it, on the monotonic clock, or {@link #NO_STAMP}
   */
  public void onReply(
      ByteBuffer message, boolean ipv6, long nowNanos, long epochNanos, long kernelNanos) {
    long sequence = EchoData.replied(message, ipv6, token);
    if (sequence == EchoData.FOREIGN || sequence >= nextSequence) {
      return;
    }
    EchoCycle cycle = cycles.find(sequence);
    if (cycle == null) {
      if (reach.isNews(sequence)) {
        reach.heard(sequence, epochNanos); // Its outcome is final, but the target lives.
      }
      return;
    }
    int row = cycle.row(sequence);
    int bytes = message.remaining() - IcmpEcho.HEADER_BYTES;
    if (!cycle.wasSent(row)) {
      return;
    }
    if (cycle.isAnswered(row)) {
      cycle.answerAgain(row, bytes);
      listener.duplicate(cycle.trace, row);
      return;
    }
    cycle.answer(row, arrivals++, bytes, nowNanos, kernelNanos, timeoutNanos);
    int extent = order.onArrival(sequence);
    cycle.trace.reordered(row, extent, extent);
    reach.heard(sequence, epochNanos);
    listener.packetDecided(cycle.trace, row, Optional.empty());
  }

  /** An ICMP error came, perhaps about somebody else's request. */
  public void onError(IcmpError error, long epochNanos) {
    if (!EchoFailure.isFatal(error)) {
      return;
    }
    long sequence = EchoData.quoted(error.quote(), error.isIpv6(), token, nextSequence);
    EchoCycle cycle =
        sequence == EchoData.FOREIGN || sequence >= nextSequence ? null : cycles.find(sequence);
    if (cycle == null) {
      return;
    }
    int row = cycle.row(sequence);
    if (!cycle.wasSent(row) || cycle.isAnswered(row) || cycle.failure(row).isPresent()) {
      return;
    }
    if (cycle.fail(row, EchoFailure.of(error), lastNowNanos)) {
      reach.silent(sequence, lastNowNanos, epochNanos);
    }
    listener.packetDecided(cycle.trace, row, cycle.failure(row));
  }

  private boolean isEnding() {
    return stopping || cycles.isComplete();
  }

  private void expire(long nowNanos, long epochNanos) {
    EchoCycle cycle;
    while ((cycle = cycles.firstUndecided()) != null) {
      int row = cycle.expireNext(nowNanos, timeoutNanos);
      if (row < 0) {
        return;
      }
      reach.silent(cycle.firstSequence + row, nowNanos, epochNanos);
      listener.packetDecided(cycle.trace, row, Optional.empty());
    }
  }

  /**
   * A lost one is spoken of for as long again as it took to be lost; on a stop, no longer, and
   * where somebody waits for the last cycle, not much longer.
   */
  private long graceNanos() {
    if (stopping) {
      return 0;
    }
    return timeoutNanos
        + (cycles.isComplete() ? Math.min(timeoutNanos, LAST_GRACE_NANOS) : timeoutNanos);
  }

  private static long sooner(long a, long b) {
    return a - b < 0 ? a : b;
  }
}
