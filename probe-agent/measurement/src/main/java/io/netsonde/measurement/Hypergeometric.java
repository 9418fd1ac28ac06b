package io.netsonde.measurement;

/**
 * The hypergeometric distribution, in logarithms, since what is looked for is often less likely
 * than a double can say. Its upper tail is the P-value of Fisher's exact test, one-sided.
 */
final class Hypergeometric {
  private static final double[] SMALL = smallFactorials();
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  /** Further terms change nothing that a double holds. */
  private static final double NEGLIGIBLE = 1e-17;

  private Hypergeometric() {}

  /**
   * The logarithm of the probability that at least {@code least} of the {@code marked} ones among
   * {@code all} are drawn when {@code drawn} of them are, without replacement.
   *
   * @return at most 0; 0 as well for all that is not above the mean, hence of no interest
   */
  static double logUpperTail(long all, long marked, long drawn, long least) {
    if (marked < 0 || drawn < 0 || marked > all || drawn > all) {
      throw new IllegalArgumentException(
          marked + " marked and " + drawn + " drawn do not fit " + all);
    }
    long most = Math.min(marked, drawn);
    if ((double) least * all <= (double) marked * drawn) {
      return 0;
    }
    if (least > most) {
      return Double.NEGATIVE_INFINITY;
    }
    double first =
        logChoose(marked, least) + logChoose(all - marked, drawn - least) - logChoose(all, drawn);
    // Above the mean each term is smaller than the one before.
    double sum = 1;
    double term = 1;
    for (long k = least; k < most && term > sum * NEGLIGIBLE; k++) {
      term *= (double) (marked - k) / (k + 1) * (drawn - k) / (all - marked - drawn + k + 1);
      sum += term;
    }
    return Math.min(0, first + Math.log(sum));
  }

  /** ln of how many ways there are to choose {@code k} of {@code n}. */
  static double logChoose(long n, long k) {
    return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
  }

  private static double logFactorial(long n) {
    if (n < SMALL.length) {
      return SMALL[(int) n];
    }
    // Stirling's series: from n = 64 on the next term is below 1e-15.
    double x = n;
    double square = x * x;
    return x * Math.log(x)
        - x
        + 0.5 * Math.log(x)
        + HALF_LOG_TWO_PI
        + (1 / 12.0 - (1 / 360.0 - 1 / (1260 * square)) / square) / x;
  }

  private static double[] smallFactorials() {
    double[] logs = new double[64];
    for (int n = 2; n < logs.length; n++) {
      logs[n] = logs[n - 1] + Math.log(n);
    }
    return logs;
  }
}
