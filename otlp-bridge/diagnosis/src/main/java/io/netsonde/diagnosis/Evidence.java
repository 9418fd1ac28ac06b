package io.netsonde.diagnosis;

import java.util.Optional;

/**
 * The figures behind a finding about a web service: nanoseconds, bytes a second, or for the share
 * of DNS ratios from 0 to 1.
 *
 * @param now the mean of the windows that look bad, or of the last one where it is over
 * @param usual the mean of the ten windows before
 * @param deviation their standard deviation
 * @param confidence that the difference is none of chance, 0 to 1
 * @param isNewNormal whether it is over only because it has lasted so long
 * @param isBound whether {@code now} is worse than it says, since checks behind it were given up
 * @param givenUp where most checks of the last window were given up: how many, after how long
 */
record Evidence(
    double now,
    double usual,
    double deviation,
    double confidence,
    boolean isNewNormal,
    boolean isBound,
    Optional<GivenUp> givenUp) {

  /**
   * Checks that were given up as too slow.
   *
   * @param nanos after how long, each of them at the least
   * @param checks how many
   * @param all of how many
   */
  record GivenUp(double nanos, int checks, int all) {}

  /** Of checks none of which was given up. */
  Evidence(double now, double usual, double deviation, double confidence, boolean isNewNormal) {
    this(now, usual, deviation, confidence, isNewNormal, false, Optional.empty());
  }
}
