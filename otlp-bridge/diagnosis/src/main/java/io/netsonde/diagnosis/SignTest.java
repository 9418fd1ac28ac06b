package io.netsonde.diagnosis;

/** How likely a fair coin shows so many heads. */
final class SignTest {
  private SignTest() {}

  /** The probability of at least {@code heads} heads in {@code throwsInAll} throws. */
  static double atLeast(long heads, long throwsInAll) {
    double logTerm = -throwsInAll * Math.log(2);
    double sum = 0;
    for (long k = throwsInAll; k >= heads; k--) {
      sum += Math.exp(logTerm);
      logTerm += Math.log((double) k / (throwsInAll - k + 1));
    }
    return Math.min(1, sum);
  }
}
