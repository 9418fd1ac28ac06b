package io.netsonde.diagnosis;

/**
 * A figure of a check, or the median of several.
 *
 * @param value what it is, or for what was given up the best that it could have come to
 * @param givenUpNanos for what was given up, after how long; else 0
 */
record Figure(double value, double givenUpNanos) {
  boolean isGivenUp() {
    return givenUpNanos > 0;
  }
}
