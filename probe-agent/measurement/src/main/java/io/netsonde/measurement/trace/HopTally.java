package io.netsonde.measurement.trace;

import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.JitterMeter;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What became of the probes of one TTL, round by round. */
final class HopTally {
  private enum State {
    UNSENT,
    WAITING,
    ANSWERED,
    FAILED
  }

  private final int ttl;
  private final State[] states;
  private final long[] sentNanos;
  private final long[] answerNanos;
  private final Map<InetAddress, Long> responders = new LinkedHashMap<>();
  private final Map<InetAddress, HopEnd> ends = new LinkedHashMap<>();
  private List<MplsLabel> mpls = List.of();
  private OptionalInt quotedTtl = OptionalInt.empty();
  private OptionalInt quotedDscp = OptionalInt.empty();

  HopTally(int ttl, int rounds) {
    this.ttl = ttl;
    this.states = new State[rounds];
    Arrays.fill(states, State.UNSENT);
    this.sentNanos = new long[rounds];
    this.answerNanos = new long[rounds];
  }

  void sent(int round, long nanos) {
    if (states[round] == State.UNSENT) {
      states[round] = State.WAITING;
    }
    sentNanos[round] = nanos;
  }

  void failed(int round) {
    if (states[round] != State.ANSWERED) {
      states[round] = State.FAILED;
    }
  }

  /** It shall be asked once more as though it had not been. */
  void recall(int round) {
    states[round] = State.UNSENT;
  }

  /** Whether it is the first answer to a probe that was sent, and in time. */
  boolean answered(int round, TraceAnswer answer, long timeoutNanos) {
    if (!isWaiting(round) || answer.nanos() - sentNanos[round] > timeoutNanos) {
      return false;
    }
    states[round] = State.ANSWERED;
    answerNanos[round] = answer.nanos();
    responders.merge(answer.from(), 1L, Long::sum);
    ends.merge(answer.from(), answer.end(), HopTally::moreTelling);
    mpls = answer.mpls();
    quoted(answer.quotedTtl(), answer.quotedDscp());
    return true;
  }

  void quoted(OptionalInt newTtl, OptionalInt newDscp) {
    quotedTtl = newTtl.isPresent() ? newTtl : quotedTtl;
    quotedDscp = newDscp.isPresent() ? newDscp : quotedDscp;
  }

  boolean isWaiting(int round) {
    return states[round] == State.WAITING;
  }

  boolean isSent(int round) {
    return states[round] != State.UNSENT;
  }

  boolean isAnswered() {
    return !ends.isEmpty();
  }

  /**
   * The most telling that was said; null where nobody answered.
   *
   * @param refusers those who only refuse, where they speak for the target
   */
  @Nullable HopEnd end(Predicate<InetAddress> refusers) {
    HopEnd most = null;
    for (Map.Entry<InetAddress, HopEnd> said : ends.entrySet()) {
      boolean refused = said.getValue() == HopEnd.TARGET && refusers.test(said.getKey());
      HopEnd end = refused ? HopEnd.UNREACHABLE : said.getValue();
      most = most == null ? end : moreTelling(most, end);
    }
    return most;
  }

  private static HopEnd moreTelling(HopEnd one, HopEnd other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  long sentNanos(int round) {
    return sentNanos[round];
  }

  /** The longest round-trip delay so far, nanoseconds; -1 if there is none. */
  long longestRtt() {
    long longest = -1;
    for (int round = 0; round < states.length; round++) {
      if (states[round] == State.ANSWERED) {
        longest = Math.max(longest, rtt(round));
      }
    }
    return longest;
  }

  /** A stamp of the kernel's and one of the process's can be a little out of order. */
  private long rtt(int round) {
    return Math.max(0, answerNanos[round] - sentNanos[round]);
  }

  /** What is to be told, with its {@link #end}. */
  Hop hop(@Nullable HopEnd end) {
    long[] delays = new long[states.length];
    int sent = 0;
    int received = 0;
    JitterMeter jitter = new JitterMeter();
    for (int round = 0; round < states.length; round++) {
      switch (states[round]) {
        case ANSWERED -> {
          sent++;
          delays[received++] = rtt(round);
          double unused = jitter.onTransit(rtt(round));
        }
        case WAITING -> {
          sent++;
          jitter.breakStream();
        }
        case UNSENT, FAILED -> jitter.breakStream();
      }
    }
    return new Hop(
        ttl,
        Optional.ofNullable(end),
        whoAnswered(),
        sent,
        received,
        Distribution.of(Arrays.copyOf(delays, received)),
        jitter.isDefined() ? OptionalDouble.of(jitter.jitterNanos()) : OptionalDouble.empty(),
        mpls,
        quotedTtl,
        quotedDscp);
  }

  private List<Responder> whoAnswered() {
    return responders.entrySet().stream()
        .map(entry -> new Responder(entry.getKey(), Optional.empty(), entry.getValue()))
        .sorted(
            Comparator.comparingLong((Responder one) -> -one.answers())
                .thenComparing(one -> one.address().getAddress(), Arrays::compareUnsigned))
        .toList();
  }
}
