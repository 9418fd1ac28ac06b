package io.netsonde.diagnosis;

/**
 * Student's distribution with nine degrees of freedom, as ten windows give them. Abramowitz and
 * Stegun, 26.7.3.
 */
final class StudentNine {
  private static final double ROOT = 3;

  private StudentNine() {}

  /** The probability that it is at most {@code t}. */
  static double below(double t) {
    double angle = Math.atan(t / ROOT);
    double cos = Math.cos(angle);
    double square = cos * cos;
    double sum = cos * (1 + square * (2 / 3.0 + square * (8 / 15.0 + square * 16 / 35.0)));
    return Math.clamp(0.5 + (angle + Math.sin(angle) * sum) / Math.PI, 0, 1);
  }
}
