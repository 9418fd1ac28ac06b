package io.netsonde.measurement;

/**
 * Finds reordered packets in a stream as they arrive, by RFC 4737: a packet whose sequence is below
 * the next expected is reordered. Duplicates are to be removed before. Not safe for several
 * threads.
 */
public final class ReorderingMeter {
  /** How many arrivals are remembered: an extent above this is reported as this. */
  public static final int HORIZON = 64;

  /**
   * A unique packet arrived.
   *
   * @param sequence its number, counted on and never wrapped
   * @return 0 if it is in order; otherwise the largest n (at most {@link #HORIZON}) for which it is
   *     n-reordered: every one of the n packets that arrived just before has a larger sequence. A
   *     reordered packet that arrived right after a smaller one has no such n and returns {@link
   *     #UNEXTENDED}.
   */
  public int onArrival(long sequence) {
    throw new UnsupportedOperationException();
  }

  /** Reordered, though its immediate predecessor had a smaller sequence. */
  public static final int UNEXTENDED = -1;
}
