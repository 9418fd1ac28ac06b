package io.netsonde.trafficsim.reflector;

import io.netsonde.trafficsim.wire.Fate;

/**
 * What is remembered of a session's latest sequences: a ring of {@link Fate} bytes below the
 * highest sequence seen. Sequences are counted on and never wrap; the low 32 bits are those of the
 * wire.
 */
final class FateWindow {
  /** What becomes of an arrival. */
  enum Arrival {
    FIRST,
    COPY,
    BELOW_WINDOW
  }

  /** Where counting begins, so that what is older than the first sequence is not negative. */
  private static final long ORIGIN = 1L << 40;

  private final byte[] fates;
  private final int mask;
  private long highest = ORIGIN - 1;
  private long trackedFrom = Long.MAX_VALUE;

  /** A window of so many sequences, a power of two. */
  FateWindow(int capacity) {
    this.fates = new byte[capacity];
    this.mask = capacity - 1;
  }

  int capacity() {
    return fates.length;
  }

  boolean isEmpty() {
    return trackedFrom == Long.MAX_VALUE;
  }

  /** The first sequence that ever arrived; 0 while there is none. */
  long trackedFrom() {
    return isEmpty() ? 0 : trackedFrom;
  }

  /** The sequence with these low 32 bits that is nearest to the highest seen. */
  long unfold(int low) {
    return isEmpty() ? ORIGIN + Integer.toUnsignedLong(low) : highest + (low - (int) highest);
  }

  /**
   * A packet arrived. Its first arrival is marked as received, and as answered since that is what
   * happens next; also as reordered if it is below the next expected sequence (RFC 4737), which for
   * unique arrivals is one above the highest.
   */
  Arrival arrive(long sequence) {
    if (isEmpty()) {
      trackedFrom = sequence;
      highest = sequence;
      mark(sequence, Fate.RECEIVED | Fate.ANSWERED);
      return Arrival.FIRST;
    }
    if (sequence > highest) {
      advance(sequence);
      mark(sequence, Fate.RECEIVED | Fate.ANSWERED);
      return Arrival.FIRST;
    }
    if (sequence <= highest - fates.length) {
      return Arrival.BELOW_WINDOW;
    }
    int fate = byteOf(sequence);
    if ((fate & Fate.RECEIVED) == 0) {
      mark(sequence, Fate.RECEIVED | Fate.ANSWERED | Fate.REORDERED);
      return Arrival.FIRST;
    }
    if (Fate.copies(fate) < Fate.MAX_COPIES) {
      mark(sequence, fate + Fate.COPY);
    }
    return Arrival.COPY;
  }

  private void advance(long to) {
    for (long s = Math.max(highest + 1, to - mask); s < to; s++) {
      mark(s, 0);
    }
    highest = to;
  }

  private int byteOf(long sequence) {
    return fates[(int) sequence & mask];
  }

  private void mark(long sequence, int fate) {
    fates[(int) sequence & mask] = (byte) fate;
  }

  /** What is known of a sequence, as {@link Fate}'s bits. */
  int fate(long sequence) {
    if (isEmpty()) {
      return Fate.UNTRACKED;
    }
    if (sequence > highest) {
      return 0;
    }
    if (sequence <= highest - fates.length) {
      return sequence < trackedFrom ? Fate.UNTRACKED : Fate.FORGOTTEN;
    }
    int fate = byteOf(sequence);
    return fate == 0 && sequence < trackedFrom ? Fate.UNTRACKED : fate;
  }

  /** The lowest sequence of which something may be known, not below {@code from}. */
  long lowestKnown(long from) {
    return Math.max(from, highest - mask);
  }

  long highest() {
    return highest;
  }
}
