package io.netsonde.measurement.trigger;

import java.time.Duration;

/**
 * From when on a cycle causes a trace, and what trace.
 *
 * @param loss the round-trip loss that must be exceeded, from 0 to below 1
 * @param rttFactor how many times the baseline's mean RTT must be exceeded, at least 1
 * @param jitterFactor how many times the baseline's standard deviation of the RTT, at least 1
 * @param floor by how much, besides, an RTT or a deviation must exceed the baseline: smaller
 *     changes are not worth a trace, however large in proportion
 * @param baselineCycles how many good cycles the baseline is learned from, 1 to 1,000
 * @param rounds of the trace, 1 to 255
 * @param clearAfter how many good cycles in a row end a bad time, so that the next may cause a
 *     trace again; 1 to 1,000
 * @param coolDown the least time between two traces, from the end of one causing cycle to that of
 *     the next
 * @param roundInterval from one round of the trace to the next
 */
public record TriggerSettings(
    double loss,
    double rttFactor,
    double jitterFactor,
    Duration floor,
    int baselineCycles,
    int rounds,
    int clearAfter,
    Duration coolDown,
    Duration roundInterval) {

  /** What holds where the configuration says nothing. */
  public static final TriggerSettings DEFAULTS =
      new TriggerSettings(
          0.05,
          2,
          3,
          Duration.ofMillis(1),
          5,
          15,
          3,
          Duration.ofMinutes(10),
          Duration.ofMillis(700));

  public TriggerSettings {
    if (!(loss >= 0 && loss < 1)) {
      throw new IllegalArgumentException("a loss of " + loss + " is not within [0, 1[");
    }
    if (!(rttFactor >= 1 && jitterFactor >= 1)
        || Double.isInfinite(rttFactor)
        || Double.isInfinite(jitterFactor)) {
      throw new IllegalArgumentException("factors are finite and at least 1");
    }
    requireWithin("baseline cycles", baselineCycles, 1000);
    requireWithin("rounds", rounds, 255);
    requireWithin("cycles to clear", clearAfter, 1000);
    if (floor.isNegative() || coolDown.isNegative() || !roundInterval.isPositive()) {
      throw new IllegalArgumentException("durations are not negative, the round interval not 0");
    }
  }

  private static void requireWithin(String what, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(value + " " + what + " are not within 1 to " + most);
    }
  }
}
