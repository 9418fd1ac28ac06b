package io.netsonde.trafficsim.reflector;

import io.netsonde.measurement.trace.TraceSettings;
import io.netsonde.trafficsim.wire.TraceBack;
import java.time.Duration;

/**
 * What a reflector does at most for senders that ask it to trace back.
 *
 * @param coolDown how long after a trace for an agent begins there is no other for it
 * @param most traces at a time; 0: every request is refused
 * @param rounds of a trace, at most
 * @param maxTtl of its probes, at most
 * @param leastInterval from one round's begin to the next one's, at least
 */
public record TraceBackLimits(
    Duration coolDown, int most, int rounds, int maxTtl, Duration leastInterval) {
  /** A handful of small packets a second, for a moment, seldom. */
  public static final TraceBackLimits DEFAULT =
      new TraceBackLimits(Duration.ofMinutes(5), 8, 30, 64, Duration.ofMillis(200));

  /** Nothing at all. */
  public static final TraceBackLimits NONE =
      new TraceBackLimits(Duration.ZERO, 0, 1, 1, Duration.ZERO);

  private static final long TIMEOUT_NANOS = 2_000_000_000L;
  private static final long MOST_INTERVAL_NANOS = 5_000_000_000L;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  public TraceBackLimits {
    if (coolDown.isNegative() || leastInterval.isNegative()) {
      throw new IllegalArgumentException(
          "a cool-down of " + coolDown + " or an interval of " + leastInterval + " is negative");
    }
    if (most < 0 || rounds < 1 || maxTtl < 1 || maxTtl > 255) {
      throw new IllegalArgumentException(
          "traces back cannot be " + most + " of " + rounds + " rounds to TTL " + maxTtl);
    }
  }

  /** The same with another cool-down. */
  public TraceBackLimits withCoolDown(Duration other) {
    return new TraceBackLimits(other, most, rounds, maxTtl, leastInterval);
  }

  /** How a request is honoured. */
  TraceSettings settings(TraceBack request) {
    long wanted = request.roundIntervalMillis() * NANOS_PER_MILLI;
    long least = leastInterval.toNanos();
    return new TraceSettings(
        Math.min(request.rounds(), rounds),
        1,
        Math.min(request.maxTtl(), maxTtl),
        Math.clamp(wanted, least, Math.max(least, MOST_INTERVAL_NANOS)),
        TIMEOUT_NANOS,
        true);
  }
}
