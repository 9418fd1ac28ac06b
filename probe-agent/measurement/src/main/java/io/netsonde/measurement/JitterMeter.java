package io.netsonde.measurement;

/**
 * Interarrival jitter over a stream (RFC 3550, section 6.4.1 and appendix A.8): {@code J += (|D| -
 * J) / 16}, where D is how much the transit time changed between two packets that arrived one after
 * the other. Not safe for several threads.
 */
public final class JitterMeter {
  private static final double GAIN = 1.0 / 16;

  private double jitter;
  private long lastTransit;
  private boolean hasLast;
  private boolean defined;

  /**
   * The next packet of the stream arrived.
   *
   * @param transitNanos its arrival minus its sending, on any two clocks with a constant offset
   * @return the jitter after this packet, nanoseconds, 0 after the first
   */
  public double onTransit(long transitNanos) {
    if (hasLast) {
      jitter += GAIN * (Math.abs((double) (transitNanos - lastTransit)) - jitter);
      defined = true;
    }
    lastTransit = transitNanos;
    hasLast = true;
    return jitter;
  }

  /** The next difference is undefined: a clock stepped. The jitter so far is kept. */
  public void breakStream() {
    hasLast = false;
  }

  /** The jitter so far, nanoseconds; 0 until a second packet. */
  public double jitterNanos() {
    return jitter;
  }

  /** Whether a difference has been taken at all. */
  public boolean isDefined() {
    return defined;
  }
}
