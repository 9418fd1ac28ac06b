package io.netsonde.diagnosis;

/**
 * The figures behind a finding about a web service: nanoseconds, bytes a second, or for the share
 * of DNS ratios from 0 to 1.
 *
 * @param now the mean of the windows that look bad, or of the last one where it is over
 * @param usual the mean of the ten windows before
 * @param deviation their standard deviation
 * @param confidence that the difference is none of chance, 0 to 1
 * @param isNewNormal whether it is over only because it has lasted so long
 */
record Evidence(
    double now, double usual, double deviation, double confidence, boolean isNewNormal) {}
