package io.netsonde.trafficsim.scenario;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * One direction of the simulated path. Measured packets (DATA, and ACKs to them) are numbered from
 * 0; what names a number concerns them alone, everything else concerns all packets.
 *
 * <pre>
 * delay 10ms         for every packet
 * jitter 3ms         added to it, uniform from 0
 * loss 50%           at random
 * bursts 2%/25%      Gilbert: from good to bad / from bad to good, everything lost while bad
 * drop 3,7,9         these measured packets
 * dropevery 4        measured packets 3, 7, 11, ...
 * hold 5:30ms        this measured packet is so much later
 * holdevery 10:30ms  measured packets 9, 19, ...
 * copy 5             this measured packet arrives twice
 * copies 5%          at random
 * down 10s-20s       everything is lost between these times
 * routers 4          on the way, each as far from the next as from the ends
 * lossy 2:30%        what the second of them is to forward is lost at random
 * silent 3           the third tells nobody that a packet has expired
 * quoting 8          so many bytes of an expired packet's payload are told; all unless said
 * </pre>
 */
final class Link {
  private final SplittableRandom random;
  private final Set<Long> drops = new HashSet<>();
  private final Map<Long, Long> holds = new HashMap<>();
  private final Set<Long> copies = new HashSet<>();
  private final List<long[]> outages = new java.util.ArrayList<>();
  private long delayNanos;
  private long jitterNanos;
  private double loss;
  private double goodToBad;
  private double badToGood;
  private boolean bad;
  private double copyShare;
  private long dropEvery;
  private long holdEvery;
  private long holdNanos;
  private int routers;
  private int lossyRouter;
  private double routerLoss;
  private int silentRouter;
  private int quoted = Integer.MAX_VALUE;
  private long measured;
  long measuredLost;
  long measuredCopied;

  Link(List<String> words, long seed) {
    random = new SplittableRandom(seed);
    for (int i = 0; i < words.size(); i += 2) {
      set(words.get(i), words.get(i + 1));
    }
  }

  void set(String what, String value) {
    switch (what) {
      case "delay" -> delayNanos = ScenarioFile.nanos(value);
      case "jitter" -> jitterNanos = ScenarioFile.nanos(value);
      case "loss" -> loss = ScenarioFile.share(value);
      case "bursts" -> {
        goodToBad = ScenarioFile.share(value.split("/", -1)[0]);
        badToGood = ScenarioFile.share(value.split("/", -1)[1]);
      }
      case "drop" -> {
        for (String number : value.split(",", -1)) {
          drops.add(Long.parseLong(number));
        }
      }
      case "dropevery" -> dropEvery = Long.parseLong(value);
      case "hold" -> {
        for (String hold : value.split(",", -1)) {
          holds.put(
              Long.parseLong(hold.split(":", -1)[0]), ScenarioFile.nanos(hold.split(":", -1)[1]));
        }
      }
      case "holdevery" -> {
        holdEvery = Long.parseLong(value.split(":", -1)[0]);
        holdNanos = ScenarioFile.nanos(value.split(":", -1)[1]);
      }
      case "copy" -> {
        for (String number : value.split(",", -1)) {
          copies.add(Long.parseLong(number));
        }
      }
      case "copies" -> copyShare = ScenarioFile.share(value);
      case "routers" -> routers = Integer.parseInt(value);
      case "lossy" -> {
        lossyRouter = Integer.parseInt(value.split(":", -1)[0]);
        routerLoss = ScenarioFile.share(value.split(":", -1)[1]);
      }
      case "silent" -> silentRouter = Integer.parseInt(value);
      case "quoting" -> quoted = Integer.parseInt(value);
      case "down" ->
          outages.add(
              new long[] {
                ScenarioFile.nanos(value.split("-", -1)[0]),
                ScenarioFile.nanos(value.split("-", -1)[1])
              });
      default -> throw new IllegalArgumentException("a link has no " + what);
    }
  }

  int routers() {
    return routers;
  }

  long leastDelayNanos() {
    return delayNanos;
  }

  /** How much of an expired packet's payload its router tells. */
  int quoted() {
    return quoted;
  }

  /** Whether a packet that may take so many hops gets no further than to a router. */
  boolean expires(int hopLimit) {
    return hopLimit > 0 && hopLimit <= routers;
  }

  /**
   * How long a packet takes to the router where it expires and that router's answer back; -1 where
   * none comes.
   */
  long expire(long nowNanos, int router) {
    boolean lost = isLost(nowNanos, -1, router);
    return lost || router == silentRouter ? -1 : 2 * delayNanos * router / (routers + 1);
  }

  /** The delays after which a packet arrives: none, one or two. */
  long[] carry(long nowNanos, boolean isMeasured) {
    long number = isMeasured ? measured++ : -1;
    if (isLost(nowNanos, number, routers + 1)) {
      measuredLost += isMeasured ? 1 : 0;
      return new long[0];
    }
    long delay = delayNanos + (jitterNanos == 0 ? 0 : random.nextLong(jitterNanos));
    delay += holds.getOrDefault(number, 0L);
    if (holdEvery > 0 && isMeasured && number % holdEvery == holdEvery - 1) {
      delay += holdNanos;
    }
    if (copies.contains(number) || (copyShare > 0 && random.nextDouble() < copyShare)) {
      measuredCopied += isMeasured ? 1 : 0;
      return new long[] {delay, delay};
    }
    return new long[] {delay};
  }

  /** Whether a packet is lost on its way to that hop. */
  private boolean isLost(long nowNanos, long number, int hop) {
    if (goodToBad > 0) {
      bad = bad ? random.nextDouble() >= badToGood : random.nextDouble() < goodToBad;
    }
    boolean byChance = loss > 0 && random.nextDouble() < loss;
    boolean byNumber =
        drops.contains(number)
            || (dropEvery > 0 && number >= 0 && number % dropEvery == dropEvery - 1);
    boolean byRouter = routerLoss > 0 && hop > lossyRouter && random.nextDouble() < routerLoss;
    return bad
        || byRouter
        || byChance
        || byNumber
        || outages.stream().anyMatch(o -> nowNanos >= o[0] && nowNanos < o[1]);
  }
}
