package io.netsonde.measurement.trace;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The rounds of a trace: says when to send which probe, is told what came back, and knows when
 * there is no more to wait for. No socket, no clock: whoever drives it gives the time. Not safe for
 * several threads.
 *
 * <p>A probe is known by its number, which names round and TTL. All TTLs of a round are in flight
 * at once. Only in the first round, which goes upwards, is a TTL more than {@link #WINDOW} beyond
 * the highest answered one held back a little, so that a target a few hops away is not asked by
 * thirty probes at a time: it would answer six and keep silent for a while. TTLs beyond the known
 * end of the path are not sent any more.
 *
 * <p>An answer counts until the timeout. The trace as a whole does not wait that long where later
 * hops tell how long it takes: it ends when every probe is answered or has been waited for ten
 * times as long as any answer took from there or beyond, and a moment more.
 *
 * <p>An answer whose quote is too short to tell its probe ({@link #onUnmatched}) leads to probes
 * that are sent alone: once nothing else is in flight, those TTLs that nobody has answered for are
 * asked again one by one.
 */
public final class TraceRounds {
  /** There is nothing to send now. */
  public static final int NONE = -1;

  private static final int TTLS = 256;

  /** TTLs in flight of the first round beyond the highest that is answered. */
  private static final int WINDOW = 4;

  /** How long the first round holds back a TTL beyond the window, times its distance from there. */
  private static final long PACE_NANOS = 2_000_000;

  private final TraceSettings settings;
  private final RandomGenerator order;
  private final PathTally path;
  private final ArrayDeque<Integer> toSend = new ArrayDeque<>();
  private final ArrayDeque<Integer> alone = new ArrayDeque<>();

  /** TTLs that only answered when asked alone. */
  private final BitSet shy = new BitSet();

  private int round = -1;
  private long roundStartNanos;
  private boolean firstRoundOver;
  private boolean unmatched;
  private int lonely = NONE;
  private boolean done;
  private long deadlineNanos;

  public TraceRounds(TraceSettings settings, RandomGenerator order) {
    this.settings = settings;
    this.order = order;
    this.path = new PathTally(settings);
  }

  /** The TTL with which that probe is to be sent. */
  public static int ttlOf(int probe) {
    return probe % TTLS;
  }

  /** The round that it belongs to, from 0. */
  public static int roundOf(int probe) {
    return probe / TTLS;
  }

  /** Begins the first round. Once. */
  public void start(long nowNanos) {
    if (round >= 0) {
      throw new IllegalStateException("the trace has begun");
    }
    beginRound(nowNanos);
    deadlineNanos = nowNanos;
  }

  /**
   * The probe to send now, which counts as sent at this time unless {@link #sent} or {@link
   * #sendFailed} says otherwise; to be called until there is none, and again after answers and at
   * the deadline.
   *
   * @return its number, or {@link #NONE}
   */
  public int poll(long nowNanos) {
    if (round < 0 || done) {
      return NONE;
    }
    int probe = next(nowNanos);
    if (probe != NONE) {
      path.hop(ttlOf(probe)).sent(roundOf(probe), nowNanos);
      deadlineNanos = nowNanos;
    }
    return probe;
  }

  /**
   * That probe left at this time; a better stamp may come by a further call, even after answers.
   */
  public void sent(int probe, long nanos) {
    if (isKnown(probe)) {
      path.hop(ttlOf(probe)).sent(roundOf(probe), nanos);
    }
  }

  /** That probe did not leave: it counts as not sent, and is not tried again. */
  public void sendFailed(int probe) {
    if (isKnown(probe)) {
      path.hop(ttlOf(probe)).failed(roundOf(probe));
    }
  }

  /** An answer to that probe; ignored where it is not the first, too late, or to none that left. */
  public void onAnswer(int probe, TraceAnswer answer) {
    if (isKnown(probe)) {
      boolean unused =
          path.hop(ttlOf(probe)).answered(roundOf(probe), answer, settings.timeoutNanos());
    }
  }

  /** An answer to one of the probes of this trace that does not tell to which. */
  public void onUnmatched(TraceAnswer answer) {
    if (lonely != NONE) {
      onAnswer(lonely, answer);
    } else {
      unmatched = true;
    }
  }

  /** How that probe came to who answered it, learned later than the answer or by another way. */
  public void onQuote(int probe, OptionalInt quotedTtl, OptionalInt quotedDscp) {
    if (isKnown(probe)) {
      path.hop(ttlOf(probe)).quoted(quotedTtl, quotedDscp);
    }
  }

  /** When to call {@link #poll} at the latest; of no meaning once done. */
  public long nextDeadlineNanos() {
    return deadlineNanos;
  }

  /** Whether everything is sent and waited for. {@link #poll} finds out. */
  public boolean isDone() {
    return done;
  }

  /** Whether the target has answered. */
  public boolean isReached() {
    return path.isReached();
  }

  /**
   * What is known so far: from the first TTL to the target, or to the last that answered where the
   * target did not; empty where nobody did.
   */
  public List<Hop> hops() {
    return path.hops();
  }

  private int next(long nowNanos) {
    int probe = nextOfRound(nowNanos);
    if (probe != NONE || !toSend.isEmpty()) {
      return probe;
    }
    long quietAt = path.quietAt(nowNanos, round);
    boolean quiet = quietAt - nowNanos <= 0;
    firstRoundOver |= quiet;
    if (quiet) {
      probe = nextAlone();
      if (probe != NONE) {
        return probe;
      }
    }
    boolean more = round + 1 < settings.rounds();
    long nextRoundAt = roundStartNanos + settings.roundIntervalNanos();
    boolean ready = (firstRoundOver || path.end() > 0) && !unmatched && alone.isEmpty();
    if (more && ready && lonely == NONE && nextRoundAt - nowNanos <= 0) {
      beginRound(nowNanos);
      return next(nowNanos);
    }
    done = quiet && !more;
    deadlineNanos = more && ready && lonely == NONE ? nextRoundAt : quietAt;
    return NONE;
  }

  private void beginRound(long nowNanos) {
    round++;
    roundStartNanos = nowNanos;
    int[] ttls = IntStream.rangeClosed(settings.firstTtl(), path.lastToAsk()).toArray();
    if (settings.shuffled() && round > 0) {
      for (int i = ttls.length - 1; i > 0; i--) {
        int other = order.nextInt(i + 1);
        int swapped = ttls[i];
        ttls[i] = ttls[other];
        ttls[other] = swapped;
      }
    }
    for (int ttl : ttls) {
      (shy.get(ttl) ? alone : toSend).add(round * TTLS + ttl);
    }
  }

  private int nextOfRound(long nowNanos) {
    int last = path.lastToAsk();
    while (!toSend.isEmpty()) {
      int ttl = ttlOf(toSend.getFirst());
      if (ttl > last) {
        int unused = toSend.removeFirst();
        continue;
      }
      int known = Math.max(path.highestAnswered(), settings.firstTtl() - 1);
      long heldUntil = roundStartNanos + (ttl - settings.firstTtl() + 1 - WINDOW) * PACE_NANOS;
      if (round == 0 && ttl > known + WINDOW && heldUntil - nowNanos > 0) {
        deadlineNanos = heldUntil;
        return NONE;
      }
      return toSend.removeFirst();
    }
    return NONE;
  }

  /** The next to be asked alone, when nothing is in flight. */
  private int nextAlone() {
    if (lonely != NONE) {
      int ttl = ttlOf(lonely);
      if (path.hop(ttl).isAnswered()) {
        shy.set(ttl);
      } else {
        // Silent it is: asking for the other rounds too would cost their time.
        alone.removeIf(probe -> ttlOf(probe) == ttl);
      }
    }
    lonely = NONE;
    if (unmatched) {
      unmatched = false;
      recallSilent();
    }
    int last = path.lastToAsk();
    alone.removeIf(probe -> ttlOf(probe) > last);
    if (!alone.isEmpty()) {
      lonely = alone.removeFirst();
      path.hop(ttlOf(lonely)).recall(roundOf(lonely));
    }
    return lonely;
  }

  private void recallSilent() {
    for (int ttl = settings.firstTtl(); ttl <= path.lastToAsk(); ttl++) {
      HopTally hop = path.hop(ttl);
      for (int asked = 0; asked <= round && !hop.isAnswered(); asked++) {
        if (hop.isWaiting(asked)) {
          alone.add(asked * TTLS + ttl);
        }
      }
    }
  }

  private boolean isKnown(int probe) {
    return probe >= 0
        && roundOf(probe) <= round
        && ttlOf(probe) >= settings.firstTtl()
        && ttlOf(probe) <= settings.maxTtl();
  }
}
