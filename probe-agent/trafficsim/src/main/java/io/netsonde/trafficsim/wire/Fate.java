package io.netsonde.trafficsim.wire;

/**
 * What the reflector knows of one sequence. One byte on the wire:
 *
 * <pre>{@code
 *  80h        40h        20h 10h 08h   04h         02h        01h
 * +----------+----------+-------------+-----------+----------+----------+
 * |forgotten |untracked |   copies    | reordered | answered | received |
 * +----------+----------+-------------+-----------+----------+----------+
 * }</pre>
 *
 * @param received it arrived at least once
 * @param answered it was answered
 * @param reordered it arrived after a later one (RFC 4737)
 * @param copies further arrivals, 0 to 7, where 7 stands for seven or more (RFC 5560)
 * @param untracked it did not arrive, and is before the first sequence that this session ever saw:
 *     it may have arrived at an earlier session
 * @param forgotten it fell out of the window: nothing is known
 */
public record Fate(
    boolean received,
    boolean answered,
    boolean reordered,
    int copies,
    boolean untracked,
    boolean forgotten) {
  /** Bits of the byte, for code that keeps fates by the thousand. */
  public static final int RECEIVED = 0x01;

  public static final int ANSWERED = 0x02;
  public static final int REORDERED = 0x04;
  public static final int COPY = 0x08;
  public static final int COPIES = 0x38;
  public static final int UNTRACKED = 0x40;
  public static final int FORGOTTEN = 0x80;

  /** Above this, copies are no longer counted. */
  public static final int MAX_COPIES = 7;

  private static final int COPIES_SHIFT = 3;

  public Fate {
    if (copies < 0 || copies > MAX_COPIES) {
      throw new IllegalArgumentException("copies " + copies);
    }
  }

  /** Copies in a fate's byte, 0 to 7. */
  public static int copies(int wire) {
    return (wire & COPIES) >> COPIES_SHIFT;
  }

  /** Reads a byte. */
  public static Fate of(byte wire) {
    return new Fate(
        (wire & RECEIVED) != 0,
        (wire & ANSWERED) != 0,
        (wire & REORDERED) != 0,
        copies(wire),
        (wire & UNTRACKED) != 0,
        (wire & FORGOTTEN) != 0);
  }

  /** The byte that {@link #of} reads. */
  public byte toByte() {
    return (byte)
        ((received ? RECEIVED : 0)
            | (answered ? ANSWERED : 0)
            | (reordered ? REORDERED : 0)
            | (copies << COPIES_SHIFT)
            | (untracked ? UNTRACKED : 0)
            | (forgotten ? FORGOTTEN : 0));
  }
}
