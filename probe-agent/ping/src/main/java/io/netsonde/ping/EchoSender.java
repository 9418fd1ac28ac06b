package io.netsonde.ping;

import io.netsonde.measurement.CycleTrace;
import io.netsonde.measurement.EchoStatistics;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.PingCycle;
import io.netsonde.measurement.PingState;
import io.netsonde.measurement.ReorderingMeter;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.Stamps;
import io.netsonde.measurement.TrafficSimCycle;
import io.netsonde.netio.IcmpEcho;
import io.netsonde.netio.IcmpError;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
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

  /** So many requests in a row without an answer mean that the target is down. */
  static final int SILENT_FOR_DOWN = 3;

  /** How often it is said that nothing is answered. */
  static final long UNANSWERED_NANOS = 10_000_000_000L;

  /** Stands for "nothing to do": far enough that waking then for nothing costs nothing. */
  private static final long FAR_NANOS = 3_600_000_000_000L;

  /** How many of the newest requests may still be stamped; a power of two. */
  private static final int AWAITED_STAMPS = 16;

  private final EchoSettings settings;
  private final long intervalNanos;
  private final long timeoutNanos;
  private final long originNanos;
  private final long token;
  private final RandomGenerator random;
  private final MeasurementSink sink;
  private final EchoListener listener;
  private final EchoStatistics statistics = new EchoStatistics();
  private final ReorderingMeter order = new ReorderingMeter();
  private final ArrayDeque<EchoCycle> open = new ArrayDeque<>();
  private final long[] awaitedKeys = new long[AWAITED_STAMPS];
  private final long[] awaitedSequences = new long[AWAITED_STAMPS];

  private @Nullable EchoSchedule schedule;
  private boolean stopping;
  private long lastNowNanos;
  private long nextSequence;
  private long lastAnswered = -1;
  private long cyclesBegun;
  private long arrivals;
  private boolean up;
  private int silent;
  private long unansweredNanos;
  private long discardedStamps;
  private long missingStamps;

  /**
   * A sender that has not started.
   *
   * @param originNanos a time on the monotonic clock at which a request would be due
   * @param random for the token that tells our replies from others', and for spans
   */
  public EchoSender(
      EchoSettings settings,
      long originNanos,
      RandomGenerator random,
      MeasurementSink sink,
      EchoListener listener) {
    this.settings = settings;
    this.intervalNanos = settings.interval().toNanos();
    this.timeoutNanos = settings.timeout().toNanos();
    this.originNanos = originNanos;
    this.token = random.nextLong();
    this.random = random;
    this.sink = sink;
    this.listener = listener;
    Arrays.fill(awaitedKeys, -1);
  }

  public EchoSettings settings() {
    return settings;
  }

  /** Begins: the first request is due at the next slot. */
  public void start(long nowNanos, long epochNanos) {
    lastNowNanos = nowNanos;
    schedule = new EchoSchedule(originNanos, intervalNanos, nowNanos);
    sink.accept(new PingState(settings.probe(), settings.address(), false, epochNanos));
  }

  /** No further requests: those in flight are awaited, the begun cycle is published as partial. */
  public void stop() {
    stopping = true;
  }

  /** Whether everything sent is decided and published, after a stop or the last cycle. */
  public boolean isDone() {
    return isEnding() && open.isEmpty();
  }

  /** Whether the target answers. */
  public boolean isUp() {
    return up;
  }

  /** Slots skipped because this process was late: never sent, part of no cycle. */
  public long missedSlots() {
    return schedule == null ? 0 : schedule.missed();
  }

  /** Stamps of the kernel dropped because they contradict the process's. */
  public long discardedStamps() {
    return discardedStamps;
  }

  /** Requests whose stamp the kernel owes for so long that it will not be used any more. */
  public long missingStamps() {
    return missingStamps;
  }

  /** When {@link #poll} has something to do at the latest. */
  public long nextDeadlineNanos() {
    long next = lastNowNanos + FAR_NANOS;
    if (schedule != null && !isEnding()) {
      next = sooner(next, schedule.dueNanos());
    }
    EchoCycle undecided = firstUndecided();
    if (undecided != null) {
      next = sooner(next, undecided.expiryNanos(timeoutNanos));
    }
    EchoCycle oldest = open.peekFirst();
    if (oldest != null && mayClose(oldest)) {
      next = sooner(next, oldest.graceEndNanos(graceNanos()).orElse(lastNowNanos));
    }
    return next;
  }

  /**
   * Appends the request that is due to {@code out} and returns its length, or 0 if there is none.
   *
   * @param out with room for the settings' size and the header
   */
  public int poll(long nowNanos, long epochNanos, boolean ipv6, ByteBuffer out) {
    lastNowNanos = nowNanos;
    expire(nowNanos, epochNanos);
    closeCycles(nowNanos);
    if (schedule == null || isEnding() || !schedule.isDue(nowNanos)) {
      return 0;
    }
    long lag = schedule.take(nowNanos);
    int before = out.position();
    EchoData.put(out, ipv6, token, nextSequence, settings.size());
    newest().send(nowNanos, epochNanos, lag, settings.size());
    nextSequence++;
    return out.position() - before;
  }

  /** The network refused the request of the last {@link #poll}; or there was none to send it by. */
  public void sendFailed(long epochNanos) {
    EchoCycle cycle = open.getLast();
    if (cycle.unsend(settings.size())) {
      silent(lastNowNanos, epochNanos);
    }
    listener.packetDecided(cycle.trace, cycle.rows() - 1, Optional.empty());
  }

  /**
   * The request of the last {@link #poll} was handed to the kernel, which will stamp it.
   *
   * @param key under which the stamp will come, at least 0 and rising
   */
  public void sent(long key) {
    int place = (int) key & (AWAITED_STAMPS - 1);
    missingStamps += awaitedKeys[place] < 0 ? 0 : 1;
    awaitedKeys[place] = key;
    awaitedSequences[place] = nextSequence - 1;
  }

  /** The kernel sent the request of that key. May come after its reply. */
  public void onSendStamp(long key, long nanos, long epochNanos) {
    int place = (int) key & (AWAITED_STAMPS - 1);
    if (key < 0 || awaitedKeys[place] != key) {
      return;
    }
    awaitedKeys[place] = -1;
    EchoCycle cycle = find(awaitedSequences[place]);
    if (cycle != null) {
      cycle.onSendStamp(cycle.row(awaitedSequences[place]), nanos, epochNanos);
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
    EchoCycle cycle = find(sequence);
    if (cycle == null) {
      if (sequence > lastAnswered) {
        heard(sequence, epochNanos); // Its outcome is final, but the target lives.
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
    heard(sequence, epochNanos);
    listener.packetDecided(cycle.trace, row, Optional.empty());
  }

  /** An ICMP error came, perhaps about somebody else's request. */
  public void onError(IcmpError error, long epochNanos) {
    long sequence = EchoData.quoted(error.quote(), error.isIpv6(), token, nextSequence);
    EchoCycle cycle =
        sequence == EchoData.FOREIGN || sequence >= nextSequence ? null : find(sequence);
    if (cycle == null) {
      return;
    }
    int row = cycle.row(sequence);
    if (!cycle.wasSent(row) || cycle.isAnswered(row) || cycle.failure(row).isPresent()) {
      return;
    }
    if (cycle.fail(row, EchoFailure.of(error), lastNowNanos)) {
      silent(lastNowNanos, epochNanos);
    }
    listener.packetDecided(cycle.trace, row, cycle.failure(row));
  }

  private boolean isEnding() {
    boolean complete =
        settings.maxCycles() > 0
            && cyclesBegun == settings.maxCycles()
            && (open.isEmpty() || open.getLast().isFull());
    return stopping || complete;
  }

  private EchoCycle newest() {
    EchoCycle newest = open.peekLast();
    if (newest == null || newest.isFull()) {
      newest =
          new EchoCycle(cyclesBegun++, nextSequence, settings.cycle(), () -> discardedStamps++);
      open.addLast(newest);
    }
    return newest;
  }

  private void expire(long nowNanos, long epochNanos) {
    EchoCycle cycle;
    while ((cycle = firstUndecided()) != null) {
      int row = cycle.expireNext(nowNanos, timeoutNanos);
      if (row < 0) {
        return;
      }
      silent(nowNanos, epochNanos);
      listener.packetDecided(cycle.trace, row, Optional.empty());
    }
  }

  private @Nullable EchoCycle firstUndecided() {
    for (EchoCycle cycle : open) {
      if (!cycle.isDecided()) {
        return cycle;
      }
    }
    return null;
  }

  /** Replies are mostly to what was sent lately: newest first. */
  private @Nullable EchoCycle find(long sequence) {
    for (Iterator<EchoCycle> cycles = open.descendingIterator(); cycles.hasNext(); ) {
      EchoCycle cycle = cycles.next();
      if (cycle.contains(sequence)) {
        return cycle;
      }
    }
    return null;
  }

  /** A lost one is spoken of for as long again as it took to be lost; on a stop, no longer. */
  private long graceNanos() {
    return stopping ? 0 : 2 * timeoutNanos;
  }

  private boolean mayClose(EchoCycle cycle) {
    return cycle.isDecided() && (cycle.isFull() || isEnding());
  }

  private void closeCycles(long nowNanos) {
    EchoCycle oldest;
    while ((oldest = open.peekFirst()) != null && mayClose(oldest)) {
      Optional<Long> graceEnd = oldest.graceEndNanos(graceNanos());
      if (graceEnd.isPresent() && nowNanos - graceEnd.get() < 0) {
        return;
      }
      open.removeFirst();
      publish(oldest);
    }
  }

  private void publish(EchoCycle cycle) {
    CycleTrace trace = cycle.isFull() ? cycle.trace : cycle.trace.prefix(cycle.rows());
    Stamps stamps = EchoStatistics.stamps(trace);
    sink.accept(
        new PingCycle(
            settings.probe(),
            settings.address(),
            SpanIdentity.random(random),
            cycle.index,
            cycle.isFull() ? TrafficSimCycle.Outcome.COMPLETE : TrafficSimCycle.Outcome.PARTIAL,
            EchoStatistics.source(stamps),
            cycle.startEpochNanos(),
            cycle.endEpochNanos(),
            statistics.close(trace, stamps, cycle.bytesSent(), cycle.bytesReceived()),
            cycle.errors()));
  }

  private void heard(long sequence, long epochNanos) {
    lastAnswered = Math.max(lastAnswered, sequence);
    silent = 0;
    changeState(true, epochNanos);
  }

  private void silent(long nowNanos, long epochNanos) {
    silent++;
    if (silent < SILENT_FOR_DOWN) {
      return;
    }
    changeState(false, epochNanos);
    if (silent == SILENT_FOR_DOWN || nowNanos - unansweredNanos >= UNANSWERED_NANOS) {
      unansweredNanos = nowNanos;
      listener.unanswered();
    }
  }

  private void changeState(boolean now, long epochNanos) {
    if (now != up) {
      up = now;
      sink.accept(new PingState(settings.probe(), settings.address(), now, epochNanos));
      listener.stateChanged(now);
    }
  }

  private static long sooner(long a, long b) {
    return a - b < 0 ? a : b;
  }
}
