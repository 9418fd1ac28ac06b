package io.netsonde.measurement;

/**
 * How many flows see every one of several equal-cost paths, where routers choose a path by a hash
 * of the 5-tuple: each flow, having a source port of its own, falls on any of m paths with
 * probability 1/m.
 *
 * <p>A path is missed by n flows with probability ((m-1)/m)^n. Taking that as independent from path
 * to path, all are seen with probability p = (1 - ((m-1)/m)^n)^m, hence
 *
 * <pre>n = ceil( ln(1 - p^(1/m)) / ln((m-1)/m) )</pre>
 *
 * as R-Pingmesh sizes its probes. In truth the paths are not quite independent, since a flow that
 * is on one is not on another: the exact probability (of the coupon collector's problem) is a
 * little smaller. For 2 to 64 paths it falls short of p by at most 0.0002 where p is 0.95, 0.0013
 * where it is 0.9, and not at all where it is 0.999; for low p by more, 0.06 at 0.5.
 */
public final class PathCoverage {
  /** What is asked for where nobody says. */
  public static final double DEFAULT_PROBABILITY = 0.95;

  /** More equal-cost paths than any router keeps. */
  public static final int MAX_PATHS = 1024;

  /** More than logarithms are off, less than makes a difference. */
  private static final double ROUNDING = 1e-9;

  private PathCoverage() {}

  /**
   * The flows that see each of {@code paths} at least once with about this probability; never fewer
   * than there are paths.
   *
   * @param paths 1 to 1024
   * @param probability above 0, below 1
   * @throws IllegalArgumentException where one is out of its range
   */
  public static int flows(int paths, double probability) {
    if (paths < 1 || paths > MAX_PATHS) {
      throw new IllegalArgumentException(
          "paths are to be from 1 to " + MAX_PATHS + ", not " + paths);
    }
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "the probability is to be above 0 and below 1, not " + probability);
    }
    if (paths == 1) {
      return 1;
    }
    // 1 - p^(1/m) without the loss of digits where p is close to 1.
    double missed = -Math.expm1(Math.log(probability) / paths);
    double flows = Math.log(missed) / Math.log1p(-1.0 / paths);
    // Where p is low the formula can ask for fewer flows than paths, which never see them all.
    return Math.max(paths, (int) Math.ceil(flows - ROUNDING));
  }
}
