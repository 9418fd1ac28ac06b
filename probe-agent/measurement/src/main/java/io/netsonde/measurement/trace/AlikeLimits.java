package io.netsonde.measurement.trace;

import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * The case that the path loses next to nothing, while several of its hops leave the same share of
 * the probes unanswered: they are of one make, limit their ICMP errors by the same rule, and were
 * asked as often by others. How many of the hops do is not known (any part is as likely as any
 * other), nor the share (uniform). Taken one by one, so many that limit at once would look less
 * likely than loss on the way to all of them.
 */
final class AlikeLimits {
  /** Parts of the hops that are tried: the middles of as many ranges from 0 to 1. */
  private static final int PARTS = 20;

  /**
   * How likely it is that a hop lost what it lost, as logarithms.
   *
   * @param byShare by the share of probes that it leaves unanswered, place by place
   * @param ofBackground if it limits nothing
   * @param isTrusted whether it answers whatever comes
   */
  @SuppressWarnings("ArrayRecordComponent")
  record LogLikelihood(double[] byShare, double ofBackground, boolean isTrusted) {}

  private AlikeLimits() {}

  /**
   * The logarithm of how likely all hops together are in this case.
   *
   * @param width how much of the shares from 0 to 1 a place stands for
   */
  static double logEvidence(List<LogLikelihood> hops, IntToDoubleFunction width) {
    int places = hops.getFirst().byShare().length;
    double highest = Double.NEGATIVE_INFINITY;
    double[] logs = new double[PARTS * places];
    for (int i = 0; i < logs.length; i++) {
      int place = i % places;
      int range = i / places;
      double part = (range + 0.5) / PARTS;
      double log = Math.log(width.applyAsDouble(place) / PARTS);
      for (LogLikelihood hop : hops) {
        log +=
            hop.isTrusted()
                ? hop.ofBackground()
                : logSum(
                    Math.log1p(-part) + hop.ofBackground(), Math.log(part) + hop.byShare()[place]);
      }
      logs[i] = log;
      highest = Math.max(highest, log);
    }
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - highest);
    }
    return highest + Math.log(sum);
  }

  private static double logSum(double one, double other) {
    return Math.max(one, other) + Math.log1p(Math.exp(-Math.abs(one - other)));
  }
}
