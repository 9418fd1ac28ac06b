package io.netsonde.measurement.trace;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What became of a trace's probes, TTL by TTL, and what that says of the path: how long it is, and
 * until when answers may still come.
 */
final class PathTally {
  private static final int PATIENCE = 10;

  /** Added to the longest delay for a hop that has not answered at all, which it need not. */
  private static final long GRACE_FOR_SILENT_NANOS = 500_000;

  /** And for one that has: a busy host between may be what delays it. */
  private static final long GRACE_NANOS = 10_000_000;

  private final TraceSettings settings;
  private final @Nullable InetAddress closedPortAt;
  private final HopTally[] hops;

  /** The lowest TTL with which a probe has expired at each router. */
  private final Map<InetAddress, Integer> routers = new HashMap<>();

  /**
   * Nothing is known yet.
   *
   * @param closedPortAt the target, where it is known by its closed port, so that a firewall may
   *     answer in its name; null where only the target itself answers as such
   */
  PathTally(TraceSettings settings, @Nullable InetAddress closedPortAt) {
    this.settings = settings;
    this.closedPortAt = closedPortAt;
    this.hops =
        IntStream.rangeClosed(settings.firstTtl(), settings.maxTtl())
            .mapToObj(ttl -> new HopTally(ttl, settings.rounds()))
            .toArray(HopTally[]::new);
  }

  HopTally hop(int ttl) {
    return hops[ttl - settings.firstTtl()];
  }

  void onAnswer(int ttl, int round, TraceAnswer answer) {
    if (hop(ttl).answered(round, answer, settings.timeoutNanos())
        && answer.end() == HopEnd.EXPIRED) {
      routers.merge(answer.from(), ttl, Math::min);
    }
  }

  /** The most telling that was said at that TTL; null where nobody answered. */
  private @Nullable HopEnd end(int ttl) {
    return hop(ttl).end(from -> isRefuser(from, ttl));
  }

  /**
   * Whether it has no more to say of the target than that it does not let packets through: it is a
   * router on the way. A host may answer from another of its addresses, but lets nothing expire.
   */
  private boolean isRefuser(InetAddress from, int ttl) {
    return closedPortAt != null
        && !from.equals(closedPortAt)
        && routers.getOrDefault(from, ttl) < ttl;
  }

  boolean isReached() {
    return lowest(HopEnd.TARGET, settings.firstTtl()) > 0;
  }

  /** The TTL that gets to where the path ends, as far as is known; 0 if it is not. */
  int end() {
    int target = lowest(HopEnd.TARGET, settings.firstTtl());
    if (target > 0) {
      return target;
    }
    int ttl = settings.maxTtl();
    while (ttl >= settings.firstTtl() && end(ttl) != HopEnd.EXPIRED) {
      ttl--;
    }
    return lowest(HopEnd.UNREACHABLE, ttl + 1);
  }

  /** The highest TTL that is worth a probe. */
  int lastToAsk() {
    int end = end();
    return end > 0 ? end : settings.maxTtl();
  }

  /** The highest TTL that somebody answered; one below the first where nobody has. */
  int highestAnswered() {
    int ttl = settings.maxTtl();
    while (ttl >= settings.firstTtl() && !hop(ttl).isAnswered()) {
      ttl--;
    }
    return ttl;
  }

  /** How many probes of the first round went as far as the path does, or would have gone on. */
  int askedOfEnd() {
    int end = end();
    return end == 0
        ? 0
        : (int)
            IntStream.rangeClosed(end, settings.maxTtl()).filter(ttl -> hop(ttl).isSent(0)).count();
  }

  /** The longest round-trip delay so far, nanoseconds; -1 if there is none. */
  long longestRtt() {
    return Arrays.stream(hops).mapToLong(HopTally::longestRtt).max().orElse(-1);
  }

  /** From the first TTL to the end, or to the last that answered where it is not known. */
  List<Hop> hops() {
    int end = end();
    int last = end > 0 ? end : highestAnswered();
    return IntStream.rangeClosed(settings.firstTtl(), last)
        .mapToObj(ttl -> hop(ttl).hop(end(ttl)))
        .toList();
  }

  /**
   * When every probe up to the end of the path will be answered or waited for long enough; now
   * where that is so already.
   *
   * @param round the last that has begun
   * @param wholly the TTLs that are awaited until the timeout, whatever later hops tell
   */
  long quietAt(long nowNanos, int round, IntPredicate wholly) {
    long latest = nowNanos;
    long longest = -1;
    for (int ttl = lastToAsk(); ttl >= settings.firstTtl(); ttl--) {
      HopTally hop = hop(ttl);
      longest = Math.max(longest, hop.longestRtt());
      long patience =
          wholly.test(ttl)
              ? settings.timeoutNanos()
              : patienceNanos(longest, hop.isAnswered() ? GRACE_NANOS : GRACE_FOR_SILENT_NANOS);
      for (int asked = 0; asked <= round; asked++) {
        if (hop.isWaiting(asked) && hop.sentNanos(asked) + patience - latest > 0) {
          latest = hop.sentNanos(asked) + patience;
        }
      }
    }
    return latest;
  }

  private long patienceNanos(long longestRtt, long graceNanos) {
    return longestRtt < 0
        ? settings.timeoutNanos()
        : Math.min(settings.timeoutNanos(), PATIENCE * (longestRtt + graceNanos));
  }

  private int lowest(HopEnd how, int from) {
    for (int ttl = from; ttl <= settings.maxTtl(); ttl++) {
      if (end(ttl) == how) {
        return ttl;
      }
    }
    return 0;
  }
}
