package io.netsonde.measurement.trace;

import java.util.List;
import java.util.stream.IntStream;

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
  private final HopTally[] hops;

  PathTally(TraceSettings settings) {
    this.settings = settings;
    this.hops =
        IntStream.rangeClosed(settings.firstTtl(), settings.maxTtl())
            .mapToObj(ttl -> new HopTally(ttl, settings.rounds()))
            .toArray(HopTally[]::new);
  }

  HopTally hop(int ttl) {
    return hops[ttl - settings.firstTtl()];
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
    while (ttl >= settings.firstTtl() && !hop(ttl).ended(HopEnd.EXPIRED)) {
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

  /** From the first TTL to the end, or to the last that answered where it is not known. */
  List<Hop> hops() {
    int end = end();
    int last = end > 0 ? end : highestAnswered();
    return IntStream.rangeClosed(settings.firstTtl(), last)
        .mapToObj(ttl -> hop(ttl).hop())
        .toList();
  }

  /**
   * When every probe up to the end of the path will be answered or waited for long enough; now
   * where that is so already.
   *
   * @param round the last that has begun
   */
  long quietAt(long nowNanos, int round) {
    long latest = nowNanos;
    long longest = -1;
    for (int ttl = lastToAsk(); ttl >= settings.firstTtl(); ttl--) {
      HopTally hop = hop(ttl);
      longest = Math.max(longest, hop.longestRtt());
      long patience =
          patienceNanos(longest, hop.isAnswered() ? GRACE_NANOS : GRACE_FOR_SILENT_NANOS);
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
      if (hop(ttl).ended(how)) {
        return ttl;
      }
    }
    return 0;
  }
}
