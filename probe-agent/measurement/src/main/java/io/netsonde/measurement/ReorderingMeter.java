package io.netsonde.measurement;

/**
 * Finds reordered packets in a stream as they arrive, by RFC 4737: a packet whose sequence is below
 * the next expected is reordered (Type-P-Reordered, section 3). Duplicates are to be removed
 * before. Memory is bounded by {@link #HORIZON}, however long the stream. Not safe for several
 * threads.
 */
public final class ReorderingMeter {
  /** How many arrivals are remembered: an extent above this is reported as this. */
  public static final int HORIZON = 64;

  /** Reordered, though its immediate predecessor had a smaller sequence. */
  public static final int UNEXTENDED = -1;

  private final long[] recent = new long[HORIZON];
  private long arrivals;
  private long nextExpected = Long.MIN_VALUE;

  /**
   * A unique packet arrived.
   *
   * @param sequence its number, counted on and never wrapped
   * @return 0 if it is in order; otherwise the largest n (at most {@link #HORIZON}) for which it is
   *     n-reordered (section 5): every one of the n packets that arrived just before has a larger
   *     sequence. A reordered packet that arrived right after a smaller one has no such n and
   *     returns {@link #UNEXTENDED}.
   */
  public int onArrival(long sequence) {
    int extent = 0;
    if (sequence < nextExpected) {
      int n = largerJustBefore(sequence);
      extent = n == 0 ? UNEXTENDED : n;
    } else {
      nextExpected = sequence + 1;
    }
    recent[slot(arrivals)] = sequence;
    arrivals++;
    return extent;
  }

  private int largerJustBefore(long sequence) {
    int remembered = (int) Math.min(arrivals, HORIZON);
    int n = 0;
    while (n < remembered && recent[slot(arrivals - 1 - n)] > sequence) {
      n++;
    }
    return n;
  }

  private static int slot(long arrival) {
    return (int) (arrival % HORIZON);
  }
}
