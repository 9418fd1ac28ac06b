package io.netsonde.measurement.trace;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.IntPredicate;

/** A path in virtual time: routers a millisecond apart, then the target. */
final class TracedPath {
  static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;

  /** When it arrives, at whom, and whether the quote tells to which probe. */
  private record Arrival(long nanos, int probe, TraceAnswer answer, boolean told) {}

  private final int routers;
  private final Set<Integer> silent = new HashSet<>();
  private final Set<Integer> shortQuotes = new HashSet<>();
  private final Map<Integer, Integer> budgets = new HashMap<>();
  private final PriorityQueue<Arrival> underway =
      new PriorityQueue<>((one, other) -> Long.compare(one.nanos, other.nanos));
  private final Map<Integer, Long> late = new HashMap<>();
  private final Map<Integer, Long> tokens = new HashMap<>();
  private final Map<Integer, Long> refilled = new HashMap<>();
  private long hopNanos = MS;
  private int firewall = Integer.MAX_VALUE;
  private IntPredicate lost = probe -> false;
  private HopEnd last = HopEnd.TARGET;

  /** All that was sent, in its order, and the most that were in flight together. */
  final List<Integer> sent = new ArrayList<>();

  int mostInFlight;
  long endNanos;

  TracedPath(int routers) {
    this.routers = routers;
  }

  TracedPath silent(int ttl) {
    silent.add(ttl);
    return this;
  }

  TracedPath quotingShortly(int ttl) {
    shortQuotes.add(ttl);
    return this;
  }

  /** The host at that TTL answers so many probes and no more. */
  TracedPath answering(int ttl, int probes) {
    budgets.put(ttl, probes);
    return this;
  }

  /** The hops are so far from each other: there and back. */
  TracedPath apart(long nanos) {
    hopNanos = nanos;
    return this;
  }

  /** The host at that TTL takes so much longer to answer. */
  TracedPath late(int ttl, long nanos) {
    late.put(ttl, nanos);
    return this;
  }

  /** The host at that TTL answers six times, and then once a second. */
  TracedPath limited(int ttl) {
    tokens.put(ttl, 6 * SECOND);
    return this;
  }

  /** The router at that TTL lets nothing through, and says what the target would say. */
  TracedPath rejectingAt(int ttl) {
    firewall = ttl;
    return this;
  }

  TracedPath losing(IntPredicate probes) {
    lost = probes;
    return this;
  }

  /** Behind the routers there is no target: the last of them refuses. */
  TracedPath refusing() {
    last = HopEnd.UNREACHABLE;
    return this;
  }

  static InetAddress address(int ttl) {
    try {
      return InetAddress.getByAddress(new byte[] {10, 0, (byte) ttl, 1});
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs the rounds from one second on to their end. */
  TracedPath run(TraceRounds rounds) {
    long now = 1_000 * MS;
    rounds.start(now);
    while (true) {
      for (int probe = rounds.poll(now); probe != TraceRounds.NONE; probe = rounds.poll(now)) {
        sent.add(probe);
        send(probe, now);
        mostInFlight = Math.max(mostInFlight, underway.size());
      }
      if (rounds.isDone()) {
        endNanos = now - 1_000 * MS;
        return this;
      }
      Arrival next = underway.peek();
      if (next != null && next.nanos <= rounds.nextDeadlineNanos()) {
        underway.remove();
        now = next.nanos;
        if (next.told) {
          rounds.onAnswer(next.probe, next.answer);
        } else {
          rounds.onUnmatched(next.answer);
        }
      } else {
        if (rounds.nextDeadlineNanos() < now) {
          throw new AssertionError("a deadline in the past");
        }
        now = rounds.nextDeadlineNanos();
      }
    }
  }

  private void send(int probe, long now) {
    int ttl = Math.min(TraceRounds.ttlOf(probe), routers + (last == HopEnd.TARGET ? 1 : 0));
    ttl = Math.min(ttl, firewall);
    if (silent.contains(ttl)
        || lost.test(probe)
        || (budgets.containsKey(ttl) && budgets.merge(ttl, -1, Integer::sum) < 0)
        || (tokens.containsKey(ttl) && !hasToken(ttl, now + ttl * hopNanos / 2))) {
      return;
    }
    int expires = Math.min(firewall, routers - (last == HopEnd.TARGET ? 0 : 1));
    HopEnd end = TraceRounds.ttlOf(probe) <= expires ? HopEnd.EXPIRED : last;
    long arrival = now + ttl * hopNanos + late.getOrDefault(ttl, 0L);
    underway.add(
        new Arrival(
            arrival,
            probe,
            TraceAnswer.of(address(ttl), end, arrival),
            !shortQuotes.contains(ttl)));
  }

  private boolean hasToken(int ttl, long nanos) {
    long since = nanos - refilled.getOrDefault(ttl, nanos);
    refilled.put(ttl, nanos);
    long full = Math.min(6 * SECOND, tokens.getOrDefault(ttl, 0L) + since);
    tokens.put(ttl, full >= SECOND ? full - SECOND : full);
    return full >= SECOND;
  }
}
