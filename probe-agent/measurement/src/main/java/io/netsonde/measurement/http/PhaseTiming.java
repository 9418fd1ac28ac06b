package io.netsonde.measurement.http;

/**
 * One phase of one exchange.
 *
 * @param startNanos from the check's start, on the monotonic clock, at least 0
 * @param durationNanos at least 0
 */
public record PhaseTiming(HttpPhase phase, long startNanos, long durationNanos) {
  public PhaseTiming {
    if (startNanos < 0 || durationNanos < 0) {
      throw new IllegalArgumentException(
          phase + " from " + startNanos + " ns for " + durationNanos + " ns");
    }
  }

  public long endNanos() {
    return startNanos + durationNanos;
  }
}
