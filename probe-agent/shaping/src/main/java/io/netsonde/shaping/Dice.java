package io.netsonde.shaping;

import java.time.Duration;
import java.util.SplittableRandom;

/** An impairment's random decisions, in the order of the packets offered. */
final class Dice {
  private final Impairment impairment;
  private final SplittableRandom losses;
  private final SplittableRandom jitters;
  private final SplittableRandom duplicates;
  private final SplittableRandom reorderings;
  private boolean bad;

  Dice(Impairment impairment) {
    this.impairment = impairment;
    SplittableRandom seed = new SplittableRandom(impairment.seed());
    losses = seed.split();
    jitters = seed.split();
    duplicates = seed.split();
    reorderings = seed.split();
  }

  boolean lost() {
    return switch (impairment.loss()) {
      case Loss.Independent(double probability) -> happens(losses, probability);
      case Loss.Bursts bursts -> {
        if (happens(losses, bad ? bursts.badToGood() : bursts.goodToBad())) {
          bad = !bad;
        }
        yield happens(losses, bad ? bursts.lossInBad() : bursts.lossInGood());
      }
    };
  }

  boolean duplicated() {
    return happens(duplicates, impairment.duplicate());
  }

  /** How long the next packet, or the next copy of one, takes. */
  long delayNanos() {
    long nanos = impairment.delay().toNanos() + jitterNanos();
    if (happens(reorderings, impairment.reorder())) {
      nanos += impairment.reorderGap().toNanos();
    }
    return Math.max(0, nanos);
  }

  private long jitterNanos() {
    return switch (impairment.jitter()) {
      case Jitter.Uniform(Duration spread) -> {
        long most = spread.toNanos();
        yield most == 0 ? 0 : jitters.nextLong(-most, most + 1);
      }
      case Jitter.Normal(Duration deviation) ->
          Math.round(jitters.nextGaussian() * deviation.toNanos());
    };
  }

  /** Draws in any case, so that what comes after does not depend on the probability. */
  private static boolean happens(SplittableRandom random, double probability) {
    return random.nextDouble() < probability;
  }
}
