package io.netsonde.measurement;

import java.util.Optional;

/**
 * Mean opinion score: an estimate for G.711 by the simplified E-model of ITU-T G.107.
 *
 * @param score 1 (bad) to 4.5 (as good as it gets)
 * @param oneWay whether the delay behind it was a one-way delay between synchronised clocks, or
 *     half the round trip
 */
public record Mos(double score, boolean oneWay) {
  /** Milliseconds of speech in one packet. */
  private static final double PACKETISATION_MILLIS = 20;

  /** How well G.711 without loss concealment stands packet loss (ITU-T G.113, appendix I). */
  private static final double LOSS_ROBUSTNESS = 4.3;

  private static final double NANOS_PER_MILLI = 1e6;

  public Mos {
    if (!(score >= 1 && score <= 4.5)) {
      throw new IllegalArgumentException("a mean opinion score of " + score);
    }
  }

  /**
   * The score of a call over a path.
   *
   * @param delayMillis the path's delay one way; to it come a jitter buffer of twice the jitter and
   *     20 ms of packetisation
   * @param jitterMillis interarrival jitter
   * @param loss share of packets lost, 0 to 1
   * @param meanLossRun mean length of the runs of loss, in packets; without meaning where none was
   *     lost
   */
  public static double score(
      double delayMillis, double jitterMillis, double loss, double meanLossRun) {
    double d = delayMillis + 2 * jitterMillis + PACKETISATION_MILLIS;
    double delayImpairment = 0.024 * d + (d > 177.3 ? 0.11 * (d - 177.3) : 0);
    return ofRating(93.2 - delayImpairment - lossImpairment(100 * loss, meanLossRun));
  }

  private static double lossImpairment(double lossPercent, double meanLossRun) {
    if (lossPercent <= 0) {
      return 0;
    }
    if (lossPercent >= 100) {
      return 95;
    }
    double burstRatio = meanLossRun * (1 - lossPercent / 100);
    return 95 * lossPercent / (lossPercent / burstRatio + LOSS_ROBUSTNESS);
  }

  /** The score of a transmission rating R (G.107, annex B). */
  static double ofRating(double r) {
    if (r <= 0) {
      return 1;
    }
    if (r >= 100) {
      return 4.5;
    }
    // Below R = 6.5 the cubic dips under 1.
    return Math.max(1, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6);
  }

  /**
   * The score of a cycle: the slower of the stated one-way delays with that direction's jitter, or
   * else half the mean round trip with the round trip's; and the loss of the round trip, since a
   * conversation needs both ways. Loss runs are those that ended in the cycle; where none did, the
   * one still open.
   *
   * @return empty where there is no round-trip delay
   */
  static Optional<Mos> of(
      DirectionFigures forward, DirectionFigures reverse, DirectionFigures roundTrip) {
    if (roundTrip.delay().isEmpty()) {
      return Optional.empty();
    }
    DirectionFigures slower = mean(reverse) > mean(forward) ? reverse : forward;
    boolean oneWay = !slower.delay().isEmpty();
    double delay = oneWay ? Math.max(0, mean(slower)) : mean(roundTrip) / 2;
    long jitter = (oneWay ? slower : roundTrip).jitterNanos().orElse(0);
    double meanRun =
        roundTrip.lossRuns().isEmpty()
            ? Math.max(1, roundTrip.longestLossRun())
            : roundTrip.lossRuns().mean();
    double score =
        score(
            delay / NANOS_PER_MILLI, jitter / NANOS_PER_MILLI, roundTrip.loss().orElse(0), meanRun);
    return Optional.of(new Mos(score, oneWay));
  }

  private static double mean(DirectionFigures direction) {
    return direction.delay().isEmpty() ? Double.NEGATIVE_INFINITY : direction.delay().mean();
  }
}
