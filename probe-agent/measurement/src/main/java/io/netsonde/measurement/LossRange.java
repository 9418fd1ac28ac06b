package io.netsonde.measurement;

import java.util.function.DoubleUnaryOperator;

/**
 * Between what the true loss lies, {@link #CONFIDENCE} sure, where so many of so many packets were
 * lost: Clopper and Pearson's interval, which is exact and errs on the wide side. Losses count as
 * independent of each other; where they come in bursts it is too narrow.
 *
 * @param least 0 to 1; 0 where nothing was lost
 * @param most 0 to 1; 1 where everything was
 */
public record LossRange(double least, double most) {
  /** How sure. */
  public static final double CONFIDENCE = 0.95;

  /** Of a range with two ends each may be wrong so often. */
  private static final double EACH_END = (1 - CONFIDENCE) / 2;

  private static final int HALVINGS = 60;

  /** Further terms change nothing that anybody reads. */
  private static final double NEGLIGIBLE = 1e-12;

  /**
   * The range for that result.
   *
   * @param sent at least 1
   * @param lost 0 to {@code sent}
   */
  public static LossRange of(long sent, long lost) {
    if (sent < 1 || lost < 0 || lost > sent) {
      throw new IllegalArgumentException(lost + " lost of " + sent);
    }
    double oneEnd = Math.pow(1 - CONFIDENCE, 1.0 / sent);
    if (lost == 0) {
      return new LossRange(0, 1 - oneEnd);
    } else if (lost == sent) {
      return new LossRange(oneEnd, 1);
    }
    double least = root(0, (double) lost / sent, p -> EACH_END - atLeast(sent, lost, p));
    // To lose at most so many is to keep at least the rest.
    double kept = root(0, 1 - (double) lost / sent, p -> EACH_END - atLeast(sent, sent - lost, p));
    return new LossRange(least, 1 - kept);
  }

  /** Where a falling function crosses 0. */
  private static double root(double from, double to, DoubleUnaryOperator falling) {
    double low = from;
    double high = to;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (falling.applyAsDouble(middle) > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** The upper tail of the binomial distribution, from above its mean on. */
  private static double atLeast(long all, long least, double p) {
    double first =
        Hypergeometric.logChoose(all, least) + least * Math.log(p) + (all - least) * Math.log1p(-p);
    double odds = p / (1 - p);
    double sum = 1;
    double term = 1;
    for (long k = least; k < all && term > sum * NEGLIGIBLE; k++) {
      term *= (double) (all - k) / (k + 1) * odds;
      sum += term;
    }
    return Math.exp(first + Math.log(sum));
  }
}
