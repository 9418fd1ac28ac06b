package io.netsonde.measurement.trace;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How likely it is that loss begins at the first, the second and so on of several hops in a row, or
 * nowhere, given what each has lost (Bayes).
 *
 * <p>Up to where it begins, all hops share one small loss (a priori Beta(1/2, 200), half a percent
 * or less); from there on all share one of any size (uniform). Beginning nowhere is as likely a
 * priori as beginning anywhere. Each hop may in addition, with a probability of {@link #LIMITING},
 * leave probes unanswered of its own, as routers do whose ICMP errors are limited: then its loss is
 * anything between the path's and all (uniform). And where loss begins nowhere, several of them may
 * limit their answers alike ({@link AlikeLimits}). The unknown shares are integrated out
 * numerically.
 */
final class OnsetWeights {
  /**
   * What one hop lost.
   *
   * @param isTrusted whether it answers whatever comes
   */
  record Evidence(long sent, long lost, boolean isTrusted) {}

  private static final double LIMITING = 0.05;
  private static final double BACKGROUND_ALPHA = 0.5;
  private static final double BACKGROUND_BETA = 200;

  /** Places on the square root of the share, so that they are dense where losses are small. */
  private static final int PLACES = 500;

  /** A priori, of all cases, of which half are without loss. */
  private static final double NOWHERE = 0.4;

  private static final double NOWHERE_BUT_LIMITS = 0.1;

  /** Of the share at each place, and of the rest. */
  private static final double[] LOGS =
      IntStream.range(0, PLACES).mapToDouble(i -> Math.log(share(i))).toArray();

  private static final double[] LOGS_OF_REST =
      IntStream.range(0, PLACES).mapToDouble(i -> Math.log1p(-share(i))).toArray();

  private final double[][] logLikelihoods;
  private final double[] logBackground = new double[PLACES];
  private final double[] weights;
  private final double[] means;

  /** The evidence of at least one hop, from the source on. */
  OnsetWeights(List<Evidence> hops) {
    int count = hops.size();
    logLikelihoods = hops.stream().map(OnsetWeights::logLikelihood).toArray(double[][]::new);
    for (int i = 0; i < PLACES; i++) {
      logBackground[i] = (BACKGROUND_ALPHA - 1) * LOGS[i] + (BACKGROUND_BETA - 1) * LOGS_OF_REST[i];
    }
    double backgroundMass = logIntegral(logBackground);
    double[] logs = new double[count + 2];
    means = new double[count + 1];
    for (int onset = 0; onset <= count; onset++) {
      double[] before = logBackground.clone();
      double[] behind = new double[PLACES];
      for (int hop = 0; hop < count; hop++) {
        add(hop < onset ? before : behind, logLikelihoods[hop]);
      }
      double prior = onset == count ? NOWHERE : 0.5 / count;
      double whole = logIntegral(behind);
      logs[onset] = Math.log(prior) + logIntegral(before) - backgroundMass + whole;
      means[onset] = mean(behind, whole);
    }
    logs[count + 1] = Math.log(NOWHERE_BUT_LIMITS) + logOfLimits(hops, backgroundMass);
    weights = normalised(logs);
  }

  /** The probability that it begins at one of the hops {@code from} to {@code to - 1}. */
  double onsetWithin(int from, int to) {
    return Math.min(1, IntStream.range(from, to).mapToDouble(hop -> weights[hop]).sum());
  }

  /** The share lost behind it, to be expected if it begins at one of these hops. */
  double lossBehind(int from, int to) {
    double sum = IntStream.range(from, to).mapToDouble(hop -> weights[hop] * means[hop]).sum();
    return sum / onsetWithin(from, to);
  }

  /** How likely it all is if the path loses next to nothing, and hops limit alike. */
  private double logOfLimits(List<Evidence> hops, double backgroundMass) {
    List<AlikeLimits.LogLikelihood> likelihoods =
        hops.stream()
            .map(
                hop -> {
                  double[] plain = plain(hop);
                  double[] logs = logBackground.clone();
                  add(logs, plain);
                  double ofBackground = logIntegral(logs) - backgroundMass;
                  return new AlikeLimits.LogLikelihood(plain, ofBackground, hop.isTrusted());
                })
            .toList();
    return AlikeLimits.logEvidence(likelihoods, OnsetWeights::width);
  }

  /** By the path's loss so far: how likely it is that the hop loses what it lost. */
  private static double[] logLikelihood(Evidence hop) {
    double[] plain = plain(hop);
    if (hop.isTrusted()) {
      return plain;
    }
    double[] logs = new double[PLACES];
    double above = 0;
    double width = 0;
    for (int i = PLACES - 1; i >= 0; i--) {
      double likelihood = Math.exp(plain[i]);
      above += likelihood * width(i);
      width += width(i);
      logs[i] = Math.log((1 - LIMITING) * likelihood + LIMITING * above / width);
    }
    return logs;
  }

  /** The same where it limits nothing of its own; the highest is 0. */
  private static double[] plain(Evidence hop) {
    double[] logs = new double[PLACES];
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < PLACES; i++) {
      logs[i] = hop.lost() * LOGS[i] + (hop.sent() - hop.lost()) * LOGS_OF_REST[i];
      highest = Math.max(highest, logs[i]);
    }
    for (int i = 0; i < PLACES; i++) {
      logs[i] -= highest;
    }
    return logs;
  }

  private static void add(double[] to, double[] logs) {
    for (int i = 0; i < PLACES; i++) {
      to[i] += logs[i];
    }
  }

  private static double logIntegral(double[] logs) {
    double highest = IntStream.range(0, PLACES).mapToDouble(i -> logs[i]).max().orElseThrow();
    double sum = 0;
    for (int i = 0; i < PLACES; i++) {
      sum += Math.exp(logs[i] - highest) * width(i);
    }
    return highest + Math.log(sum);
  }

  /** Of what has that integral. */
  private static double mean(double[] logs, double whole) {
    double mean = 0;
    for (int i = 0; i < PLACES; i++) {
      mean += Math.exp(logs[i] - whole) * width(i) * share(i);
    }
    return mean;
  }

  private static double[] normalised(double[] logs) {
    double highest = IntStream.range(0, logs.length).mapToDouble(i -> logs[i]).max().orElseThrow();
    double[] shares =
        IntStream.range(0, logs.length).mapToDouble(i -> Math.exp(logs[i] - highest)).toArray();
    double sum = IntStream.range(0, shares.length).mapToDouble(i -> shares[i]).sum();
    return IntStream.range(0, shares.length).mapToDouble(i -> shares[i] / sum).toArray();
  }

  /** The share that stands for the place. */
  private static double share(int place) {
    double root = (place + 0.5) / PLACES;
    return root * root;
  }

  /** How much of the shares from 0 to 1 the place stands for. */
  private static double width(int place) {
    return (2 * place + 1.0) / PLACES / PLACES;
  }
}
