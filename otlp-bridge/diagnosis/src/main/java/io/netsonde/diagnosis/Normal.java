package io.netsonde.diagnosis;

import java.util.Arrays;

/** What is normal of one figure: its last ten windows. */
final class Normal {
  /** How many windows make a baseline. */
  static final int WINDOWS = 10;

  /** From the population's standard deviation of the ten to an estimate of the true one. */
  static final double BESSEL = Math.sqrt(WINDOWS / (WINDOWS - 1.0));

  private final double worse;
  private final double[] last = new double[WINDOWS];
  private int count;
  private int next;

  /**
   * @param isGrowthWorse whether larger figures are worse, or smaller ones
   */
  Normal(boolean isGrowthWorse) {
    worse = isGrowthWorse ? 1 : -1;
  }

  /** Whether there is a baseline. */
  boolean isKnown() {
    return count == WINDOWS;
  }

  int count() {
    return count;
  }

  double mean() {
    return Arrays.stream(last, 0, count).average().orElse(0);
  }

  /** The population's standard deviation of the ten. */
  double deviation() {
    double mean = mean();
    return Math.sqrt(
        Arrays.stream(last, 0, count)
            .map(value -> (value - mean) * (value - mean))
            .average()
            .orElse(0));
  }

  /** How far on the bad side: in proportion, by logarithm, since so times scatter. */
  double distance(double value) {
    return worse * Math.log(Math.max(value, Double.MIN_NORMAL) / Math.max(mean(), 1e-9));
  }

  /** Takes in a healthy window. */
  void add(double value) {
    last[next] = value;
    next = (next + 1) % WINDOWS;
    count = Math.min(count + 1, WINDOWS);
  }

  void forget() {
    count = 0;
    next = 0;
  }

  @Override
  public String toString() {
    return Arrays.toString(Arrays.copyOf(last, count));
  }
}
