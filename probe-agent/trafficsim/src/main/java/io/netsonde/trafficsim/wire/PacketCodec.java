package io.netsonde.trafficsim.wire;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Packets to bytes and back. */
public final class PacketCodec {
  private PacketCodec() {}

  /** Bytes of a canonical packet without report, padding and mac. */
  public static final int FIXED_LENGTH = 100;

  /** What a mac adds. */
  public static final int MAC_FIELD_LENGTH = 19;

  /** The least a padding field takes. */
  public static final int PADDING_OVERHEAD = 5;

  /** The largest UDP payload. */
  public static final int MAX_LENGTH = 65_507;

  /** The length of {@code packet} in canonical encoding without padding. */
  public static int minimalLength(Packet packet, boolean authenticated) {
    throw new UnsupportedOperationException("not written yet: " + packet + authenticated);
  }

  /**
   * Writes {@code packet} in canonical encoding from {@code out}'s position on, exactly {@code
   * length} bytes long, and signs it where an authenticator is given; out's position ends behind it.
   *
   * @param length {@link #minimalLength}, or at least {@link #PADDING_OVERHEAD} more, to {@link
   *     #MAX_LENGTH}
   */
  public static void encode(
      Packet packet, int length, @Nullable Authenticator authenticator, ByteBuffer out) {
    throw new UnsupportedOperationException("not written yet: " + packet + length + out);
  }

  /**
   * Reads all of {@code datagram}'s remaining bytes, canonical or any other valid encoding; the
   * buffer's position is unchanged. Does not check the mac.
   *
   * @return null, or why it is no packet; {@code into} is then undefined
   */
  public static @Nullable RejectReason decode(ByteBuffer datagram, Packet into) {
    throw new UnsupportedOperationException("not written yet: " + into + datagram);
  }
}
