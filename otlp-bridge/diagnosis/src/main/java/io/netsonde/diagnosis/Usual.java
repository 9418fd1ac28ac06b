package io.netsonde.diagnosis;

/**
 * How far off a figure usually is: counts of distances, those of yesterday weighing half as much as
 * today's. A few hundred bytes, however long it goes on.
 */
final class Usual {
  private static final int BINS = 100;

  /** In logarithms: five percent. */
  private static final double WIDTH = 0.05;

  /** Two days of minutes: then each counts half. */
  private static final int FULL = 2880;

  private final short[] counts = new short[BINS];
  private int total;

  /** Distances below 0 are on the good side, and as good as 0. */
  void add(double distance) {
    counts[(int) Math.clamp(distance / WIDTH, 0, BINS - 1)]++;
    total++;
    if (total >= FULL) {
      total = 0;
      for (int bin = 0; bin < BINS; bin++) {
        counts[bin] = (short) (counts[bin] / 2);
        total += counts[bin];
      }
    }
  }

  int count() {
    return total;
  }

  /** At least so far off is all but that share of the distances, to five percent. */
  double allBut(double share) {
    double left = share * total;
    int bin = BINS - 1;
    while (bin > 0 && (left -= counts[bin]) >= 0) {
      bin--;
    }
    return (bin + 1) * WIDTH;
  }
}
