package io.netsonde.trafficsim.reflector;

import io.netsonde.trafficsim.wire.Fate;
import io.netsonde.trafficsim.wire.ReportPage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a session's latest sequences: a ring of {@link Fate} bytes below the
 * highest sequence seen, and beside it, once there are any, when their answers left. Sequences are
 * counted on and never wrap; the low 32 bits are those of the wire.
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

  /** From T3 as carried to the kernel's send stamp, as the wire has it. */
  private int @Nullable [] delays;

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

  /** Memory held. */
  int bytes() {
    return capacity() + (delays == null ? 0 : delayBytes());
  }

  /** Memory that delays take. */
  int delayBytes() {
    return capacity() * Integer.BYTES;
  }

  boolean keepsDelays() {
    return delays != null;
  }

  /** From now on keeps what {@link #left} says. */
  void keepDelays() {
    int[] unknown = new int[fates.length];
    Arrays.fill(unknown, ReportPage.UNKNOWN_SEND_DELAY);
    delays = unknown;
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
    for (long s = Math.max(highest + 1, to - mask); s <= to; s++) {
      mark(s, 0);
      if (delays != null) {
        delays[(int) s & mask] = ReportPage.UNKNOWN_SEND_DELAY;
      }
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

  /** The answer to that sequence left so long after its T3, in nanoseconds, unsigned. */
  void left(long sequence, int delay) {
    if (delays != null && (fate(sequence) & Fate.ANSWERED) != 0) {
      delays[(int) sequence & mask] = delay;
    }
  }

  /** What {@link #left} said of that sequence, as the wire has it. */
  int delay(long sequence) {
    return delays == null || (fate(sequence) & Fate.ANSWERED) == 0
        ? ReportPage.UNKNOWN_SEND_DELAY
        : delays[(int) sequence & mask];
  }

  /** The lowest sequence of which something may be known, not below {@code from}. */
  long lowestKnown(long from) {
    return Math.max(from, highest - mask);
  }

  long highest() {
    return highest;
  }
}
