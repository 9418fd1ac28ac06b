package io.netsonde.measurement.trace;

import java.util.ArrayDeque;
import java.util.BitSet;

/**
 * The probes that are sent alone, because an answer came whose quote is too short to tell to which
 * probe. While one is out, any such answer is taken for its own; so nothing else may be in flight,
 * nor its forerunner's answer still come.
 */
final class LoneProbes {
  private final TraceSettings settings;
  private final PathTally path;
  private final ArrayDeque<Integer> waiting = new ArrayDeque<>();

  /** TTLs that only answered when asked alone. */
  private final BitSet shy = new BitSet();

  /** TTLs that did not answer then either. */
  private final BitSet mute = new BitSet();

  private boolean unmatched;
  private boolean givenUp;
  private int out = TraceRounds.NONE;

  LoneProbes(TraceSettings settings, PathTally path) {
    this.settings = settings;
    this.path = path;
  }

  /** The one that is out, or {@link TraceRounds#NONE}. */
  int out() {
    return out;
  }

  boolean isShy(int ttl) {
    return shy.get(ttl);
  }

  boolean isMute(int ttl) {
    return mute.get(ttl);
  }

  /** Whether one is out, or is to be sent as soon as nothing is in flight. */
  boolean isBusy() {
    return out != TraceRounds.NONE || isWanted();
  }

  /** Whether one is to be sent. */
  boolean isWanted() {
    return unmatched || !waiting.isEmpty();
  }

  /** A probe of a TTL that answers only so. */
  void add(int probe) {
    if (!givenUp) {
      waiting.add(probe);
    }
  }

  void onUnmatched() {
    unmatched = !givenUp;
  }

  /** There is no time for it any more. The one that is out is still awaited. */
  void giveUp() {
    givenUp = true;
    unmatched = false;
    waiting.clear();
  }

  /**
   * The next to send, when nothing is in flight; {@link TraceRounds#NONE} if there is none.
   *
   * @param round the last that has begun
   */
  int next(int round) {
    if (out != TraceRounds.NONE) {
      int ttl = TraceRounds.ttlOf(out);
      if (path.hop(ttl).isAnswered()) {
        shy.set(ttl);
      } else {
        // Silent it is: asking for the other rounds too would cost their time.
        mute.set(ttl);
        waiting.removeIf(probe -> TraceRounds.ttlOf(probe) == ttl);
      }
    }
    out = TraceRounds.NONE;
    if (unmatched) {
      unmatched = false;
      recallSilent(round);
    }
    int last = path.lastToAsk();
    waiting.removeIf(probe -> TraceRounds.ttlOf(probe) > last);
    if (!waiting.isEmpty()) {
      out = waiting.removeFirst();
      path.hop(TraceRounds.ttlOf(out)).recall(TraceRounds.roundOf(out));
    }
    return out;
  }

  private void recallSilent(int round) {
    for (int ttl = settings.firstTtl(); ttl <= path.lastToAsk(); ttl++) {
      HopTally hop = path.hop(ttl);
      for (int asked = 0; asked <= round && !hop.isAnswered(); asked++) {
        if (hop.isWaiting(asked)) {
          waiting.add(TraceRounds.probe(asked, ttl));
        }
      }
    }
  }
}
