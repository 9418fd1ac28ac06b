package io.netsonde.measurement.trace;

/**
 * How a trace goes about it.
 *
 * @param rounds how often every TTL is asked, 1 to {@link #MOST_ROUNDS}
 * @param firstTtl the lowest TTL, from 1
 * @param maxTtl the highest, at most 255
 * @param roundIntervalNanos from one round's begin to the next one's; routers answer slowly by
 *     default (Linux: once a second and asker, after a burst of six)
 * @param timeoutNanos how long an answer is awaited at most
 * @param shuffled whether the TTLs of a round are asked in random order, so that a router which
 *     drops every n-th packet does not always drop the same TTL's; the first round, which finds out
 *     how long the path is, goes upwards in any case
 */
public record TraceSettings(
    int rounds,
    int firstTtl,
    int maxTtl,
    long roundIntervalNanos,
    long timeoutNanos,
    boolean shuffled) {
  /** More rounds than this would have to be a probe's, not a trace's. */
  public static final int MOST_ROUNDS = 1_000;

  public TraceSettings {
    if (rounds < 1 || rounds > MOST_ROUNDS) {
      throw new IllegalArgumentException(
          "a trace has 1 to " + MOST_ROUNDS + " rounds, not " + rounds);
    }
    if (firstTtl < 1 || firstTtl > maxTtl || maxTtl > 255) {
      throw new IllegalArgumentException(
          "TTLs from " + firstTtl + " to " + maxTtl + " are not within 1 to 255");
    }
    if (roundIntervalNanos < 0 || timeoutNanos < 1) {
      throw new IllegalArgumentException(
          "a round interval of "
              + roundIntervalNanos
              + " ns and a timeout of "
              + timeoutNanos
              + " ns");
    }
  }
}
