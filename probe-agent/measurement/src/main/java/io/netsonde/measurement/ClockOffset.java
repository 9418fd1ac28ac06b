package io.netsonde.measurement;

/**
 * The reflector's clock minus the sender's.
 *
 * @param offsetNanos the estimate
 * @param boundNanos the true offset lies within {@code offsetNanos +- boundNanos}; at least 0
 * @param shared whether both ends read the same clock, so that offset and bound are exactly 0
 */
public record ClockOffset(long offsetNanos, long boundNanos, boolean shared) {
  /** Both ends on one host. */
  public static final ClockOffset SHARED = new ClockOffset(0, 0, true);

  public ClockOffset {
    if (boundNanos < 0 || (shared && (offsetNanos != 0 || boundNanos != 0))) {
      throw new IllegalArgumentException("offset " + offsetNanos + " bound " + boundNanos);
    }
  }
}
