package io.netsonde.diagnosis;

/**
 * How long something was so.
 *
 * @param since the start of the first window or cycle that showed it
 * @param until the start of the first of those that showed it no more
 */
record Period(long since, long until) {
  double seconds() {
    return Math.max(0, until - since) / 1e9;
  }
}
