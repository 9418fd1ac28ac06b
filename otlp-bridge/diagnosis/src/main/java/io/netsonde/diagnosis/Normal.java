package io.netsonde.diagnosis;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * What is normal of one figure: its last ten windows, and how far windows were usually off the ten
 * before them. Ten values tell little of how much a figure scatters: by chance alone some 4 % of
 * all windows are two of their deviations above their mean. The longer memory mends that.
 */
final class Normal {
  /** How many windows make a baseline. */
  static final int WINDOWS = 10;

  /** As many distances have to be known before they are asked. */
  private static final int EXPERIENCE = 20;

  private static final int MEMORY = 500;

  /** So many times as far off as the farthest tenth begins is beyond any chance to speak of. */
  private static final double USUAL_FACTOR = 2;

  private final double worse;
  private final ArrayDeque<Double> last = new ArrayDeque<>(WINDOWS);
  private final ArrayDeque<Double> distances = new ArrayDeque<>();

  /**
   * @param isGrowthWorse whether larger figures are worse, or smaller ones
   */
  Normal(boolean isGrowthWorse) {
    worse = isGrowthWorse ? 1 : -1;
  }

  /** Whether there is a baseline. */
  boolean isKnown() {
    return last.size() == WINDOWS;
  }

  /** Whether there have been windows enough to know how far off they usually are. */
  boolean isExperienced() {
    return distances.size() >= EXPERIENCE;
  }

  double mean() {
    return last.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  /** The population's standard deviation of the ten. */
  double deviation() {
    double mean = mean();
    return Math.sqrt(
        last.stream().mapToDouble(value -> (value - mean) * (value - mean)).average().orElse(0));
  }

  /** Whether windows are usually not so far off; true where that is not known yet. */
  boolean isUnusual(double value) {
    if (!isExperienced()) {
      return true;
    }
    double[] sorted = distances.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double middle = sorted[sorted.length / 2];
    double farthestTenth = sorted[(int) Math.ceil(sorted.length * 0.9) - 1];
    return distance(value) > middle + USUAL_FACTOR * (farthestTenth - middle);
  }

  /** Takes in a healthy window. */
  void add(double value) {
    if (isKnown()) {
      addOutlier(value);
      last.removeFirst();
    }
    last.addLast(value);
  }

  /**
   * Takes in a window that looked bad and of which nothing came: it tells how far off windows may
   * be, but among the ten it would hide what comes next.
   */
  void addOutlier(double value) {
    distances.addLast(distance(value));
    if (distances.size() > MEMORY) {
      distances.removeFirst();
    }
  }

  void forget() {
    last.clear();
    distances.clear();
  }

  /** In proportion, by logarithm, since times scatter in proportion and not evenly. */
  private double distance(double value) {
    return worse * Math.log(Math.max(value, Double.MIN_NORMAL) / Math.max(mean(), 1e-9));
  }

  @Override
  public String toString() {
    return Arrays.toString(last.toArray());
  }
}
