package io.netsonde.measurement;

import static io.netsonde.measurement.Hypergeometric.logChoose;
import static io.netsonde.measurement.Hypergeometric.logUpperTail;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Which of several flows lose more than the others, beyond chance.
 *
 * <p>With flows that are all alike, every way to spread the losses over the packets is as likely as
 * any other: how many fall on some of the flows is hypergeometric (Fisher's exact test). Flows are
 * ordered by their loss, and each split of that order into the worse k and the rest is tested; the
 * significance is shared among all the splits there could have been: (F - 1) sizes k, and for each
 * the number of ways to choose k of F flows (Bonferroni). So no knowledge of how many are bad is
 * needed, half of them or all but one are found as well as a single one, and where all are alike
 * the chance that any is named is below the significance, whatever the number of flows. The most
 * significant split wins, and the rest is looked at again, for there may be several grades of bad.
 *
 * <p>A flow is named only if, besides, it stands out by itself from all that are not: by Fisher's
 * exact test at the significance divided by the number of flows, by at least {@link #LEAST_EXCESS}
 * of loss, and with at least {@link #LEAST_LOST} packets.
 *
 * <p>Losses count as independent of each other. What one event loses from a single flow is counted
 * like as many events; what it loses from all makes the test more cautious.
 */
public final class LossOutliers {
  /** Fewer lost packets may be a single event. */
  public static final long LEAST_LOST = 5;

  /** A difference in loss below this share is true perhaps, but not worth a word. */
  public static final double LEAST_EXCESS = 0.005;

  private final long[] sent;
  private final long[] lost;
  private final double logSignificance;

  private LossOutliers(long[] sent, long[] lost, double significance) {
    this.sent = sent;
    this.lost = lost;
    this.logSignificance = Math.log(significance);
  }

  /**
   * The flows that stand out, by their index.
   *
   * @param sent packets of each flow
   * @param lost how many of these were lost, at most as many
   * @param significance the chance to accept that a flow is named though all are alike, above 0 and
   *     below 1
   */
  public static BitSet of(long[] sent, long[] lost, double significance) {
    if (!(significance > 0 && significance < 1)) {
      throw new IllegalArgumentException("a significance of " + significance);
    }
    return new LossOutliers(sent.clone(), lost.clone(), significance).find();
  }

  /**
   * The chance that packets which are no worse than others lose as many of what both lose, or more
   * (Fisher's exact test, one-sided); 1 for what is not above the mean.
   */
  public static double chance(long sent, long lost, long otherSent, long otherLost) {
    return Math.exp(logUpperTail(sent + otherSent, lost + otherLost, sent, lost));
  }

  private BitSet find() {
    int[] order =
        IntStream.range(0, sent.length)
            .filter(flow -> sent[flow] > 0)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer flow) -> -ratio(flow)))
            .mapToInt(Integer::intValue)
            .toArray();
    int rest = 0;
    int worse;
    while ((worse = split(Arrays.copyOfRange(order, rest, order.length))) > 0) {
      rest += worse;
    }
    long restSent = sum(sent, order, rest);
    long restLost = sum(lost, order, rest);
    BitSet named = new BitSet();
    for (int i = 0; i < rest; i++) {
      if (standsOut(order[i], restSent, restLost, order.length)) {
        named.set(order[i]);
      }
    }
    return named;
  }

  /** How many flows from the left make up the most significant split, 0 if none is. */
  private int split(int[] order) {
    long allSent = sum(sent, order, 0);
    long allLost = sum(lost, order, 0);
    long worseSent = 0;
    long worseLost = 0;
    int best = 0;
    double least = logSignificance - Math.log(Math.max(1, order.length - 1));
    for (int k = 1; k < order.length; k++) {
      worseSent += sent[order[k - 1]];
      worseLost += lost[order[k - 1]];
      if (ratio(order[k - 1]) > ratio(order[k])) {
        double p =
            logUpperTail(allSent, allLost, worseSent, worseLost) + logChoose(order.length, k);
        if (p < least) {
          least = p;
          best = k;
        }
      }
    }
    return best;
  }

  private boolean standsOut(int flow, long restSent, long restLost, int flows) {
    return lost[flow] >= LEAST_LOST
        && ratio(flow) - (double) restLost / restSent >= LEAST_EXCESS
        && logUpperTail(restSent + sent[flow], restLost + lost[flow], sent[flow], lost[flow])
            < logSignificance - Math.log(flows);
  }

  private double ratio(int flow) {
    return (double) lost[flow] / sent[flow];
  }

  private static long sum(long[] values, int[] order, int from) {
    return Arrays.stream(order).skip(from).mapToLong(flow -> values[flow]).sum();
  }
}
