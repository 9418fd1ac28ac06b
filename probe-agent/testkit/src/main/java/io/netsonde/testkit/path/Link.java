package io.netsonde.testkit.path;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;

/**
 * One direction between two addresses. Packets are counted from 0 as they are sent into it; its
 * rules may be changed at any time and hold for packets sent later. Delivers at once and everything
 * unless told otherwise.
 */
public final class Link {
  private final SplittableRandom losses;
  private final SplittableRandom jitters;
  private final SplittableRandom copies;
  private final List<LongPredicate> drops = new ArrayList<>();
  private final List<LongPredicate> downs = new ArrayList<>();
  private LongUnaryOperator delay = index -> 0;
  private long jitterNanos;
  private double loss;
  private double duplicate;
  private LongPredicate duplicateIf = index -> false;
  private long reorderEvery;
  private long reorderNanos;
  private long sent;
  private long lost;
  private long duplicated;
  private long delivered;
  private long unreachable;

  Link(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    losses = random.split();
    jitters = random.split();
    copies = random.split();
  }

  /** Every packet takes this long. */
  public Link delay(Duration constant) {
    long nanos = constant.toNanos();
    return delay(index -> nanos);
  }

  /** Each packet takes as many nanoseconds as its index gives; negative counts as 0. */
  public Link delay(LongUnaryOperator nanosByIndex) {
    delay = nanosByIndex;
    return this;
  }

  /** Added to the delay: anything from minus to plus this, each as likely; may reorder. */
  public Link jitter(Duration spread) {
    jitterNanos = spread.toNanos();
    return this;
  }

  /** Each packet is lost with this probability, whatever became of the others. */
  public Link loss(double probability) {
    loss = probability;
    return this;
  }

  /** Loses packets by index, in addition to what is lost anyway. */
  public Link dropIf(LongPredicate packetIndex) {
    drops.add(packetIndex);
    return this;
  }

  /** Loses what is sent from the first time on, until before the second, monotonic nanoseconds. */
  public Link down(long fromNanos, long toNanos) {
    downs.add(nanos -> nanos >= fromNanos && nanos < toNanos);
    return this;
  }

  /** Each packet that is not lost arrives twice with this probability. */
  public Link duplicate(double probability) {
    duplicate = probability;
    return this;
  }

  /** Packets of these indices that are not lost arrive twice. */
  public Link duplicateIf(LongPredicate packetIndex) {
    duplicateIf = packetIndex;
    return this;
  }

  /** The n-th packet and every n-th after it takes this much longer; 0 ends it. */
  public Link reorderEvery(long n, Duration extraDelay) {
    reorderEvery = n;
    reorderNanos = extraDelay.toNanos();
    return this;
  }

  /** Packets sent into this link. */
  public long sent() {
    return sent;
  }

  /** Of those, how many it lost. */
  public long lost() {
    return lost;
  }

  /** Second copies made. */
  public long duplicated() {
    return duplicated;
  }

  /** Packets and copies that reached an endpoint. */
  public long delivered() {
    return delivered;
  }

  /** Packets and copies that arrived where nothing was bound. */
  public long unreachable() {
    return unreachable;
  }

  /** Decides a packet's fate: how many copies arrive. Draws the same whatever the outcome. */
  int copies(long nowNanos) {
    long index = sent++;
    boolean dropped = losses.nextDouble() < loss;
    boolean twice = copies.nextDouble() < duplicate;
    for (LongPredicate drop : drops) {
      dropped |= drop.test(index);
    }
    for (LongPredicate down : downs) {
      dropped |= down.test(nowNanos);
    }
    if (dropped) {
      lost++;
      return 0;
    }
    if (twice || duplicateIf.test(index)) {
      duplicated++;
      return 2;
    }
    return 1;
  }

  /** How long the packet last decided on, or its copy, takes. */
  long delayNanos() {
    long index = sent - 1;
    long nanos = delay.applyAsLong(index);
    if (jitterNanos > 0) {
      nanos += jitters.nextLong(-jitterNanos, jitterNanos + 1);
    }
    if (reorderEvery > 0 && (index + 1) % reorderEvery == 0) {
      nanos += reorderNanos;
    }
    return Math.max(0, nanos);
  }

  void arrived(boolean bound) {
    if (bound) {
      delivered++;
    } else {
      unreachable++;
    }
  }
}
