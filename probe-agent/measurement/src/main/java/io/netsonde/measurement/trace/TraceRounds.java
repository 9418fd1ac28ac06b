package io.netsonde.measurement.trace;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rounds of a trace: says when to send which probe, is told what came back, and knows when
 * there is no more to wait for. No socket, no clock: whoever drives it gives the time. Not safe for
 * several threads.
 *
 * <p>A probe is known by its number, which names round and TTL. All TTLs of a round are in flight
 * at once. Only in the first round, which goes upwards, are TTLs far beyond the highest answered
 * one held back a little, so that a target a few hops away is not asked by thirty probes at a time:
 * it would answer six and keep silent for a while; see {@link FirstRound}. TTLs beyond the known
 * end of the path are not sent any more.
 *
 * <p>An answer counts until the timeout. The trace as a whole does not wait that long where later
 * hops tell how long it takes: it ends when every probe is answered or has been waited for ten
 * times as long as any answer took from there or beyond, and a moment more.
 *
 * <p>An answer whose quote is too short to tell its probe ({@link #onUnmatched}) leads to probes
 * that are sent alone: once nothing else is in flight, those TTLs that nobody has answered for are
 * asked again one by one, for as long as the trace's {@link #longestNanos} leaves time.
 */
public final class TraceRounds {
  /** There is nothing to send now. */
  public static final int NONE = -1;

  private static final int TTLS = 256;

  private final TraceSettings settings;
  private final RandomGenerator order;
  private final PathTally path;
  private final FirstRound first;
  private final LoneProbes lone;
  private final TimeLimit limit;
  private final ArrayDeque<Integer> toSend = new ArrayDeque<>();
  private int round = -1;
  private long startNanos;
  private long roundStartNanos;
  private boolean firstRoundOver;
  private boolean done;
  private long deadlineNanos;

  /** Towards a target that answers for itself, as often as it is asked. */
  public TraceRounds(TraceSettings settings, RandomGenerator order) {
    this(settings, null, order);
  }

  private TraceRounds(
      TraceSettings settings, @Nullable InetAddress closedPortAt, RandomGenerator order) {
    this.settings = settings;
    this.order = order;
    this.path = new PathTally(settings, closedPortAt);
    this.first = new FirstRound(settings, closedPortAt != null);
    this.lone = new LoneProbes(settings, path);
    this.limit = new TimeLimit(settings, first);
  }

  /**
   * Towards a target that answers by saying that its port is closed. Hosts say so six times at
   * once, and once more a second. Firewalls say the same, from their own addresses; so does a host
   * with several: who also lets probes expire is not believed to be the target.
   */
  public static TraceRounds towardsClosedPort(
      TraceSettings settings, InetAddress target, RandomGenerator order) {
    return new TraceRounds(settings, target, order);
  }

  /**
   * The longest that a trace can take, nanoseconds.
   *
   * @param closedPort whether it is one towards a closed port
   */
  public static long longestNanos(TraceSettings settings, boolean closedPort) {
    return new TimeLimit(settings, new FirstRound(settings, closedPort)).longestNanos();
  }

  /** The TTL with which that probe is to be sent. */
  public static int ttlOf(int probe) {
    return probe % TTLS;
  }

  /** The round that it belongs to, from 0. */
  public static int roundOf(int probe) {
    return probe / TTLS;
  }

  /** Its number. */
  static int probe(int round, int ttl) {
    return round * TTLS + ttl;
  }

  /** Begins the first round. Once. */
  public void start(long nowNanos) {
    if (round >= 0) {
      throw new IllegalStateException("the trace has begun");
    }
    startNanos = nowNanos;
    first.start(nowNanos);
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
      path.onAnswer(ttlOf(probe), roundOf(probe), answer);
    }
  }

  /** An answer to one of the probes of this trace that does not tell to which. */
  public void onUnmatched(TraceAnswer answer) {
    if (lone.out() != NONE) {
      onAnswer(lone.out(), answer);
    } else {
      lone.onUnmatched();
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
    long lastAlone = startNanos + limit.lastAloneNanos(round);
    if (lone.isWanted() && lastAlone - nowNanos <= 0) {
      lone.giveUp();
    }
    long quietAt = path.quietAt(nowNanos, round, ttl -> lone.isBusy() && !lone.isMute(ttl));
    boolean quiet = quietAt - nowNanos <= 0;
    firstRoundOver |= quiet;
    if (quiet) {
      probe = lone.next(round);
      if (probe != NONE) {
        return probe;
      }
    }
    boolean more = round + 1 < settings.rounds();
    boolean ready = (firstRoundOver || path.end() > 0) && !lone.isBusy();
    if (more && ready && nextRoundNanos() - nowNanos <= 0) {
      beginRound(nowNanos);
      return next(nowNanos);
    }
    done = quiet && !more;
    deadlineNanos = more && ready ? nextRoundNanos() : quietAt;
    if (lone.isWanted() && deadlineNanos - lastAlone > 0) {
      deadlineNanos = lastAlone;
    }
    return NONE;
  }

  private long nextRoundNanos() {
    return settings.roundIntervalNanos() + (round == 0 ? first.endNanos(path) : roundStartNanos);
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
      if (lone.isShy(ttl)) {
        lone.add(probe(round, ttl));
      } else {
        toSend.add(probe(round, ttl));
      }
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
      long heldUntil = round == 0 ? first.heldUntil(ttl, path, nowNanos) : nowNanos;
      if (heldUntil - nowNanos > 0) {
        deadlineNanos = heldUntil;
        return NONE;
      }
      if (round == 0) {
        first.onSent(nowNanos);
      }
      return toSend.removeFirst();
    }
    return NONE;
  }

  private boolean isKnown(int probe) {
    return probe >= 0
        && roundOf(probe) <= round
        && ttlOf(probe) >= settings.firstTtl()
        && ttlOf(probe) <= settings.maxTtl();
  }
}
