package io.netsonde.measurement;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * The one-way delays (RFC 7679) of a cycle, where the clocks allow them to be stated.
 *
 * <p>They are stated for a whole cycle or not at all: choosing sample by sample would bias them.
 * Between two clocks the error, which is the offset's bound and the drift assumed over the cycle,
 * must be at most a tenth of the direction's median. Where the clocks' own errors are known the
 * error is at most what they allow, and needs no drift: they hold throughout the cycle. On one
 * clock every sample stands as it is.
 */
final class OneWayDelays {
  private static final int MEDIAN_TO_ERROR = 10;

  private final AnsweredPackets answered;
  private final Optional<ClockOffset> clock;
  private final OptionalLong clockError;

  /**
   * @param clock the offset to correct by; empty where none held for the whole cycle
   * @param clockError how far the clocks were apart at most throughout the cycle, as their kernels
   *     say and the answers do not refute
   */
  OneWayDelays(AnsweredPackets answered, Optional<ClockOffset> clock, OptionalLong clockError) {
    this.answered = answered;
    this.clock = clock;
    this.clockError = clockError;
  }

  /** Those of a single direction; empty where they are not to be stated. */
  Distribution of(Direction direction) {
    if (clock.isEmpty() || answered.isEmpty()) {
      return Distribution.EMPTY;
    }
    ClockOffset offset = clock.get();
    // The reflector's clock being ahead makes the way there look longer and the way back shorter.
    long ahead = direction == Direction.FORWARD ? offset.offsetNanos() : -offset.offsetNanos();
    Distribution delays = answered.delays(direction, ahead);
    if (offset.shared()) {
      return delays;
    }
    return error(offset) <= Math.floorDiv(delays.median(), MEDIAN_TO_ERROR)
        ? delays
        : Distribution.EMPTY;
  }

  /** How far the true offset may have been from the estimate at any time of the cycle. */
  private long error(ClockOffset offset) {
    long drifted = offset.boundNanos() + ClockOffsetEstimator.drift(answered.spanNanos());
    // Both the true offset and the estimate lie within +- clockError.
    return clockError.isPresent()
        ? Math.min(drifted, clockError.getAsLong() + Math.abs(offset.offsetNanos()))
        : drifted;
  }
}
