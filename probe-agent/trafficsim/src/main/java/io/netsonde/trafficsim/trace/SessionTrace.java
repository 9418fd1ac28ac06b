package io.netsonde.trafficsim.trace;

import io.netsonde.measurement.trace.HopEnd;
import io.netsonde.measurement.trace.TraceAnswer;
import io.netsonde.measurement.trace.TraceRounds;
import io.netsonde.measurement.trace.TraceSettings;
import io.netsonde.trafficsim.SendStamps;
import io.netsonde.trafficsim.wire.QuotedPing;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One trace along a session's own path: its rounds, and which PING is which probe. Whoever drives
 * it asks {@link #poll} when to send a PING with what hop limit, gives it a number of its choice,
 * and tells what comes back. Not safe for several threads.
 */
public final class SessionTrace {
  /** How many of the newest probes the kernel may still stamp. */
  private static final int AWAITED_STAMPS = 256;

  /** A probe that left. */
  private static final class Probe {
    final int number;
    long sentNanos;

    Probe(int number, long sentNanos) {
      this.number = number;
      this.sentNanos = sentNanos;
    }
  }

  private final TraceSettings settings;
  private final TraceRounds rounds;
  private final long session;
  private final long startNanos;
  private final long startEpochNanos;

  /** By the number of their PING: at most as many as rounds and TTLs make. */
  private final Map<Integer, Probe> probes = new HashMap<>();

  /** The newest PING of each probe: one asked again is not answered by what answers the first. */
  private final Map<Integer, Integer> newest = new HashMap<>();

  private final SendStamps stamps = new SendStamps(AWAITED_STAMPS);
  private final @Nullable Probe[] stamped = new Probe[AWAITED_STAMPS];
  private int polled = TraceRounds.NONE;
  private @Nullable Probe last;

  /**
   * A trace that begins now.
   *
   * @param session whose PINGs are sent
   * @param order shuffles the TTLs of a round
   */
  public SessionTrace(
      TraceSettings settings, long session, RandomGenerator order, long nowNanos, long epochNanos) {
    this.settings = settings;
    this.session = session;
    this.startNanos = nowNanos;
    this.startEpochNanos = epochNanos;
    this.rounds = new TraceRounds(settings, order);
    rounds.start(nowNanos);
  }

  /** The hop limit of the PING to send now, or 0 for none; then {@link #sending} follows. */
  public int poll(long nowNanos) {
    polled = rounds.poll(nowNanos);
    return polled == TraceRounds.NONE ? 0 : TraceRounds.ttlOf(polled);
  }

  /** The probe polled last goes as the PING of that number, not used in this trace before. */
  public void sending(int sequence, long nowNanos) {
    Probe probe = new Probe(polled, nowNanos);
    Integer before = newest.put(polled, sequence);
    if (before != null) {
      probes.remove(before);
    }
    probes.put(sequence, probe);
    last = probe;
  }

  /** It could not be sent. */
  public void sendFailed() {
    if (last != null) {
      rounds.sendFailed(last.number);
    }
  }

  /** It was handed to the kernel, which will stamp it under this key. */
  public void sent(long key) {
    stamped[stamps.note(key)] = last;
  }

  /** The kernel sent what has this key, at this time on the monotonic clock. */
  public void onSendStamp(long key, long nanos) {
    int place = stamps.take(key);
    Probe probe = place < 0 ? null : stamped[place];
    if (probe != null && nanos - probe.sentNanos >= 0) {
      probe.sentNanos = nanos;
      rounds.sent(probe.number, nanos);
    }
  }

  /**
   * The other end answered a PING; says whether it is one of this trace.
   *
   * @param nanos when the answer arrived
   * @param residenceNanos how long the other end says that it had the PING, which does not count
   */
  public boolean onPong(int sequence, InetAddress from, long nanos, long residenceNanos) {
    Probe probe = probes.get(sequence);
    if (probe == null) {
      return false;
    }
    boolean isPlausible = residenceNanos >= 0 && residenceNanos <= nanos - probe.sentNanos;
    long arrived = isPlausible ? nanos - residenceNanos : nanos;
    rounds.onAnswer(probe.number, TraceAnswer.of(from, HopEnd.TARGET, arrived));
    return true;
  }

  /** When the PING of that number left; only of one of this trace. */
  public long sentNanos(int sequence) {
    Probe probe = probes.get(sequence);
    return probe == null ? startNanos : probe.sentNanos;
  }

  /**
   * A router or a host said that something did not get through.
   *
   * @param quote what it quotes of its UDP payload
   */
  public void onError(ByteBuffer quote, TraceAnswer answer) {
    long sequence = QuotedPing.sequence(quote, session);
    if (sequence == QuotedPing.UNKNOWN) {
      rounds.onUnmatched(answer);
    } else if (sequence != QuotedPing.FOREIGN) {
      Probe probe = probes.get((int) sequence);
      if (probe != null) {
        rounds.onAnswer(probe.number, answer);
      }
    }
  }

  /** When to poll at the latest. */
  public long nextDeadlineNanos() {
    return rounds.nextDeadlineNanos();
  }

  /** Whether all is sent and waited for; {@link #poll} finds out. */
  public boolean isDone() {
    return rounds.isDone();
  }

  /** What was found, up to now. */
  public FinishedTrace finish(long nowNanos) {
    return new FinishedTrace(
        startEpochNanos,
        startEpochNanos + (nowNanos - startNanos),
        settings.rounds(),
        rounds.hops(),
        rounds.isReached());
  }
}
