package io.netsonde.diagnosis;

/**
 * The rules of a single window, by the figures alone: where a web service's time goes, and whether
 * that is more than it was. Each needs a baseline of ten windows, so none speaks before.
 */
final class HttpRules {
  /** Looking names up takes more than this share of the whole. */
  static final double DNS_SHARE = 0.6;

  /** So many standard deviations above the mean is more than before. */
  private static final double DEVIATIONS = 2;

  /** A growth by this share of the mean or less is not worth a word, whatever its significance. */
  private static final double LEAST_GROWTH = 0.2;

  private final double floorNanos;

  HttpRules(DiagnosisSettings settings) {
    floorNanos = settings.floor().toNanos();
  }

  /**
   * Whether looking names up takes most of the time.
   *
   * @param share of the whole, 0 to 1
   * @param nanos how long it took
   */
  boolean isDnsBound(double share, double nanos) {
    return share > DNS_SHARE && nanos > floorNanos;
  }

  /** Whether a phase has grown beyond what is normal. */
  boolean hasGrown(double nanos, Normal normal) {
    return normal.deviation() > 0 && isAboveNormal(nanos, normal);
  }

  /** The same of a phase that is to be as before: it counts as grown without any deviation too. */
  boolean isAboveNormal(double nanos, Normal normal) {
    return normal.isKnown()
        && nanos > normal.mean() + DEVIATIONS * normal.deviation()
        && isWorthWhile(nanos, normal.mean());
  }

  /**
   * Whether the transfer has become more than 30 % slower.
   *
   * @param rate bytes a second
   * @param nanos how long the transfer took
   */
  boolean hasSlowedDown(double rate, double nanos, Normal normal) {
    double mean = normal.mean();
    return normal.isKnown()
        && mean > 0
        // Ten times both sides: 0.7 has no exact value, and exactly 30 % is not more than that.
        && rate * 10 < mean * 7
        && rate < mean - DEVIATIONS * normal.deviation()
        && nanos * (1 - rate / mean) > floorNanos;
  }

  private boolean isWorthWhile(double nanos, double mean) {
    return nanos - mean > Math.max(floorNanos, LEAST_GROWTH * mean);
  }
}
