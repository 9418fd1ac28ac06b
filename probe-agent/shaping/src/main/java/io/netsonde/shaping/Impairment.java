package io.netsonde.shaping;

import java.time.Duration;

/**
 * What one direction of a path does to its packets. Two lines with equal impairments that are
 * offered packets at equal times do exactly the same.
 *
 * @param seed of all that is random here; loss, jitter, duplicates and reordering draw from streams
 *     of their own, so that changing one leaves the others as they were
 * @param delay of every packet, not negative
 * @param jitter added to the delay
 * @param keepOrder whether a packet waits for those before it, so that jitter and {@code
 *     reorderGap} delay without reordering
 * @param loss which packets get lost
 * @param duplicate probability that a packet that is not lost arrives twice, each copy with its own
 *     jitter
 * @param reorder probability that a packet is held back by {@code reorderGap}, so that those sent
 *     within that time overtake it
 * @param reorderGap see {@code reorder}, not negative
 */
public record Impairment(
    long seed,
    Duration delay,
    Jitter jitter,
    boolean keepOrder,
    Loss loss,
    double duplicate,
    double reorder,
    Duration reorderGap) {
  /** The longest delay and reorder gap: beyond it a packet is as good as lost. */
  public static final Duration LONGEST_DELAY = Duration.ofHours(1);

  /** A path that does nothing. */
  public static final Impairment NONE =
      new Impairment(0, Duration.ZERO, Jitter.NONE, false, Loss.NONE, 0, 0, Duration.ZERO);

  public Impairment {
    checkDelay("the delay", delay);
    checkDelay("the reorder gap", reorderGap);
    checkDelay(
        "the jitter",
        switch (jitter) {
          case Jitter.Uniform(Duration spread) -> spread;
          case Jitter.Normal(Duration deviation) -> deviation;
        });
    Probability.check("duplicate", duplicate);
    Probability.check("reorder", reorder);
  }

  /** The same from another seed. */
  public Impairment withSeed(long value) {
    return new Impairment(value, delay, jitter, keepOrder, loss, duplicate, reorder, reorderGap);
  }

  /** The same with another delay. */
  public Impairment withDelay(Duration value) {
    return new Impairment(seed, value, jitter, keepOrder, loss, duplicate, reorder, reorderGap);
  }

  /** The same with another jitter, which may reorder. */
  public Impairment withJitter(Jitter value) {
    return new Impairment(seed, delay, value, keepOrder, loss, duplicate, reorder, reorderGap);
  }

  /** The same, but no packet overtakes another. */
  public Impairment inOrder() {
    return new Impairment(seed, delay, jitter, true, loss, duplicate, reorder, reorderGap);
  }

  /** The same with another loss. */
  public Impairment withLoss(Loss value) {
    return new Impairment(seed, delay, jitter, keepOrder, value, duplicate, reorder, reorderGap);
  }

  /** The same with loss of each packet by itself. */
  public Impairment withLoss(double probability) {
    return withLoss(new Loss.Independent(probability));
  }

  /** The same with another share of duplicates. */
  public Impairment withDuplicates(double probability) {
    return new Impairment(seed, delay, jitter, keepOrder, loss, probability, reorder, reorderGap);
  }

  /** The same with another share of packets held back. */
  public Impairment withReordering(double probability, Duration gap) {
    return new Impairment(seed, delay, jitter, keepOrder, loss, duplicate, probability, gap);
  }

  private static void checkDelay(String what, Duration value) {
    if (value.isNegative() || value.compareTo(LONGEST_DELAY) > 0) {
      throw new IllegalArgumentException(what + " is from 0 to 1 h, not " + value);
    }
  }
}
