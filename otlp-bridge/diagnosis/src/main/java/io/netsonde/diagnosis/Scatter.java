package io.netsonde.diagnosis;

import java.util.ArrayList;
import java.util.List;

/**
 * How far windows are usually off what was normal before them, not one by one but as a finding asks
 * for them: two of three, and three in a row. So it knows of outliers how often they come together,
 * and of a figure that drifts how far it does, whatever the shape of its noise.
 */
final class Scatter {
  /** As many windows have to be known before they are asked. */
  private static final int EXPERIENCE = 20;

  /** All but so many of a thousand windows are usual. */
  private static final double SHARE = 0.002;

  /** So many times as far off, in logarithms, is beyond any chance to speak of. */
  private static final double FACTOR_OF_TWO = 1.7;

  private static final double FACTOR_OF_THREE = 3;

  /**
   * The greatest of a few windows tells less than that of many: so many ask for twice the factor.
   */
  private static final double FEW_OF_TWO = 13;

  private static final double FEW_OF_THREE = 30;

  /** What lasts longer is no chance, and never becomes usual. */
  private static final int LONGEST_BLIP = 3;

  private record Together(double two, double three, boolean isBad) {}

  private final Usual two = new Usual();
  private final Usual three = new Usual();
  private final List<Together> undecided = new ArrayList<>();
  private boolean isLong;
  private double last = Double.NEGATIVE_INFINITY;
  private double lastButOne = Double.NEGATIVE_INFINITY;

  /** Whether there have been windows enough to know. */
  boolean isExperienced() {
    return three.count() >= EXPERIENCE;
  }

  /**
   * Whether three windows in a row are usually not so far off; true where that is not known yet.
   */
  boolean isUnusual(double distance) {
    return !isExperienced()
        || distance > FACTOR_OF_THREE * (1 + FEW_OF_THREE / three.count()) * three.allBut(SHARE);
  }

  /** Whether two windows of three are usually not so far off; false where that is not known yet. */
  boolean isVeryUnusual(double distance) {
    return isExperienced()
        && distance > FACTOR_OF_TWO * (1 + FEW_OF_TWO / two.count()) * two.allBut(SHARE);
  }

  /**
   * Takes the next window.
   *
   * @param isBad whether it looks bad
   * @param isBadTime whether a finding goes on
   */
  void add(double distance, boolean isBad, boolean isBadTime) {
    double middle = middle(distance, last, lastButOne);
    double least = Math.min(distance, Math.min(last, lastButOne));
    lastButOne = last;
    last = distance;
    undecided.add(new Together(middle, least, isBad));
    if (!isBadTime) {
      isLong = false;
      List<Together> decided = undecided.subList(0, Math.max(0, undecided.size() - LONGEST_BLIP));
      decided.forEach(this::decide);
      decided.clear();
    } else if (isLong || undecided.stream().filter(Together::isBad).count() > LONGEST_BLIP) {
      isLong = true;
      undecided.clear();
    }
  }

  private void decide(Together windows) {
    two.add(windows.two());
    three.add(windows.three());
  }

  private static double middle(double a, double b, double c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
