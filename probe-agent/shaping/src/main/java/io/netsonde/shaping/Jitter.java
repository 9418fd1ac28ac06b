package io.netsonde.shaping;

import java.time.Duration;

/** How much the delay of a packet differs from the line's. A delay never gets below zero. */
public sealed interface Jitter {
  /** Every packet takes the same time. */
  Jitter NONE = new Uniform(Duration.ZERO);

  /**
   * Anything within the spread is as likely; the standard deviation is {@code spread / sqrt(3)}.
   *
   * @param spread the largest difference to either side, not negative
   */
  record Uniform(Duration spread) implements Jitter {
    public Uniform {
      checkNotNegative(spread);
    }
  }

  /**
   * The normal distribution around the line's delay.
   *
   * @param deviation its standard deviation, not negative
   */
  record Normal(Duration deviation) implements Jitter {
    public Normal {
      checkNotNegative(deviation);
    }
  }

  private static void checkNotNegative(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("jitter is not negative: " + duration);
    }
  }
}
