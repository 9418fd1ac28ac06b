package io.netsonde.measurement;

/** Interarrival jitter by RFC 3550, A.8, over a stream. Not safe for several threads. */
public final class JitterMeter {
  /**
   * The next packet of the stream arrived.
   *
   * @param transitNanos its arrival minus its sending, on any two clocks with a constant offset
   * @return the jitter after this packet, nanoseconds, 0 after the first
   */
  public double onTransit(long transitNanos) {
    throw new UnsupportedOperationException();
  }

  /** The next difference is undefined: a clock stepped. The jitter so far is kept. */
  public void breakStream() {
    throw new UnsupportedOperationException();
  }

  /** The jitter so far, nanoseconds; 0 until a second packet. */
  public double jitterNanos() {
    throw new UnsupportedOperationException();
  }

  /** Whether a difference has been taken at all. */
  public boolean isDefined() {
    throw new UnsupportedOperationException();
  }
}
