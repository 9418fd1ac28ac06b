package io.netsonde.diagnosis;

/**
 * Whether loss that was found has ended: when what cycles or traces lose since is so many times as
 * likely with an eighth of that loss as with half of it (Page's cumulative sum), several at least.
 * So heavy loss is over after a few good ones; of light loss, which spares many a cycle, it takes
 * longer to be sure.
 */
final class Recovery {
  private static final double GONE = 1.0 / 8;
  private static final double STILL = 1.0 / 2;

  private final double sure;
  private final int least;
  private double loss;
  private double score;
  private int count;
  private long until;

  private Recovery(double times, int least) {
    this.sure = Math.log(times);
    this.least = least;
  }

  /** A thousand times, three cycles. */
  static Recovery byCycles() {
    return new Recovery(1000, 3);
  }

  /** Twenty times, two traces: they have few probes, and come seldom. */
  static Recovery byTraces() {
    return new Recovery(20, 2);
  }

  /** So much was found lost, 0 to 1. */
  void begin(double found) {
    loss = Math.clamp(found, 0.001, 1);
    score = 0;
    count = 0;
  }

  /** When the first of the good ones began. */
  long until() {
    return until;
  }

  /** Takes the next; whether it is over with it. One that sent nothing tells nothing. */
  boolean accept(long sent, long lost, long startEpochNanos) {
    if (sent == 0) {
      return false;
    }
    double gain =
        (sent - lost) * Math.log((1 - GONE * loss) / (1 - STILL * loss))
            + lost * Math.log(GONE / STILL);
    if (score + gain <= 0) {
      score = 0;
      count = 0;
      return false;
    }
    if (count == 0) {
      until = startEpochNanos;
    }
    score += gain;
    count++;
    return score >= sure && count >= least;
  }
}
