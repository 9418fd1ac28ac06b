package io.netsonde.diagnosis;

/**
 * Whether loss that was found has ended: when what the cycles lose since is a thousand times as
 * likely with an eighth of that loss as with half of it (Page's cumulative sum), three cycles at
 * least. So heavy loss is over after three good cycles; of light loss, which spares many a cycle,
 * it takes longer to be sure.
 */
final class Recovery {
  private static final double SURE = Math.log(1000);
  private static final int LEAST_CYCLES = 3;
  private static final double GONE = 1.0 / 8;
  private static final double STILL = 1.0 / 2;

  private double loss;
  private double score;
  private int cycles;
  private long until;

  /** So much was found lost, 0 to 1. */
  void begin(double found) {
    loss = Math.clamp(found, 0.001, 1);
    score = 0;
    cycles = 0;
  }

  /** When the first of the good cycles began. */
  long until() {
    return until;
  }

  /** Takes the next cycle; whether it is over with it. One that sent nothing tells nothing. */
  boolean accept(long sent, long lost, long startEpochNanos) {
    if (sent == 0) {
      return false;
    }
    double gain =
        (sent - lost) * Math.log((1 - GONE * loss) / (1 - STILL * loss))
            + lost * Math.log(GONE / STILL);
    if (score + gain <= 0) {
      score = 0;
      cycles = 0;
      return false;
    }
    if (cycles == 0) {
      until = startEpochNanos;
    }
    score += gain;
    cycles++;
    return score >= SURE && cycles >= LEAST_CYCLES;
  }
}
