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

  /** Products are not left to become smaller than this; no factor is below 1/40. */
  private static final double SMALL = 1e-100;

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
    Scaled[] scaled = new Scaled[hops.size()];
    for (int place = 0; place < places; place++) {
      double log = Math.log(width.applyAsDouble(place) / PARTS);
      for (int hop = 0; hop < scaled.length; hop++) {
        scaled[hop] = Scaled.of(hops.get(hop), place);
        log += scaled[hop].log;
      }
      for (int range = 0; range < PARTS; range++) {
        int i = range * places + place;
        logs[i] = log + logProduct(scaled, (range + 0.5) / PARTS);
        highest = Math.max(highest, logs[i]);
      }
    }
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - highest);
    }
    return highest + Math.log(sum);
  }

  /**
   * How likely it is that a hop lost what it lost if it limits nothing and if it leaves a certain
   * share unanswered, both divided by the greater of them.
   *
   * @param log of that
   */
  private record Scaled(double log, double ofBackground, double byShare) {
    static Scaled of(LogLikelihood hop, int place) {
      double byShare = hop.isTrusted() ? hop.ofBackground() : hop.byShare()[place];
      double log = Math.max(hop.ofBackground(), byShare);
      return new Scaled(log, Math.exp(hop.ofBackground() - log), Math.exp(byShare - log));
    }
  }

  /** If that part of the hops limits. A logarithm for each hop would take most of the time. */
  private static double logProduct(Scaled[] hops, double part) {
    double log = 0;
    double product = 1;
    for (Scaled hop : hops) {
      product *= (1 - part) * hop.ofBackground + part * hop.byShare;
      if (product < SMALL) {
        log += Math.log(product);
        product = 1;
      }
    }
    return log + Math.log(product);
  }
}
