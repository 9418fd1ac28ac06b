package io.netsonde.measurement;

/**
 * The reflector's clock minus the sender's.
 *
 * @param offsetNanos the estimate
 * @param boundNanos the true offset lies within {@code offsetNanos +- boundNanos}; at least 0
 * @param basis what the bound rests on
 */
public record ClockOffset(long offsetNanos, long boundNanos, Basis basis) {
  /** What confines the offset. */
  public enum Basis {
    /** No packet takes less than no time: holds whatever the clocks say of themselves. */
    NETWORK("network"),
    /** Besides, what both ends' kernels say of their clocks' errors: holds if that is true. */
    CLOCKS("clocks"),
    /** Both ends read the same clock, so that offset and bound are exactly 0. */
    SHARED("shared");

    private final String label;

    Basis(String label) {
      this.label = label;
    }

    /** The value of the attribute {@code netsonde.clock.offset.basis}. */
    public String label() {
      return label;
    }
  }

  /** Both ends on one host. */
  public static final ClockOffset SHARED = new ClockOffset(0, 0, Basis.SHARED);

  public ClockOffset {
    boolean zero = offsetNanos == 0 && boundNanos == 0;
    if (boundNanos < 0 || (basis == Basis.SHARED && !zero)) {
      throw new IllegalArgumentException("offset " + offsetNanos + " bound " + boundNanos);
    }
  }

  /** Whether both ends read the same clock. */
  public boolean shared() {
    return basis == Basis.SHARED;
  }
}
