package io.netsonde.trafficsim.wire;

import java.nio.ByteBuffer;

/** Finds out which PING an ICMP error is about, from what it quotes of its payload. */
public final class QuotedPing {
  /** It is too short to tell, but may be one. */
  public static final long UNKNOWN = -1;

  /** It is of something else. */
  public static final long FOREIGN = -2;

  private QuotedPing() {}

  /**
   * The sequence of the quoted PING, unsigned; or {@link #UNKNOWN} or {@link #FOREIGN}.
   *
   * @param quote a beginning of the UDP payload, of any length, from its position on
   * @param session of which it has to be
   */
  public static long sequence(ByteBuffer quote, long session) {
    int at = quote.position();
    int length = quote.remaining();
    if (length > PacketLayout.TYPE
        && (quote.get(at + PacketLayout.TYPE_TAG) != PacketLayout.varint(1)
            || quote.get(at + PacketLayout.TYPE) != PacketType.PING.wire())) {
      return FOREIGN;
    }
    if (length >= PacketLayout.SESSION + Long.BYTES
        && PacketLayout.getLong(quote, at + PacketLayout.SESSION) != session) {
      return FOREIGN;
    }
    return length >= PacketLayout.SEQUENCE + Integer.BYTES
        ? Integer.toUnsignedLong(PacketLayout.getInt(quote, at + PacketLayout.SEQUENCE))
        : UNKNOWN;
  }
}
