package io.netsonde.trafficsim.wire;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Packets to bytes and back. Writes the canonical encoding only; reads it at known offsets without
 * allocating, and leaves any other valid encoding to the generated parser.
 */
public final class PacketCodec {
  private PacketCodec() {}

  /** Bytes of a canonical packet without report, trace back, padding and mac. */
  public static final int FIXED_LENGTH = PacketLayout.FIXED_LENGTH;

  /** What a mac adds. */
  public static final int MAC_FIELD_LENGTH = PacketLayout.MAC_PREFIX + PacketLayout.MAC_LENGTH;

  /** The least a padding field takes. */
  public static final int PADDING_OVERHEAD = 5;

  /** The largest UDP payload. */
  public static final int MAX_LENGTH = 65_507;

  /** The length of {@code packet} in canonical encoding without padding. */
  public static int minimalLength(Packet packet, boolean authenticated) {
    ByteBuffer report = packet.report;
    ByteBuffer traceBack = packet.traceBack;
    return FIXED_LENGTH
        + (report == null ? 0 : messageFieldLength(report.remaining()))
        + (traceBack == null ? 0 : messageFieldLength(traceBack.remaining()))
        + (authenticated ? MAC_FIELD_LENGTH : 0);
  }

  /** What a message of {@code length} bytes adds: tag, minimal length, body. */
  static int messageFieldLength(int length) {
    return 2 + lengthOfLength(length) + length;
  }

  /** Bytes of the shortest varint that says {@code length}. */
  static int lengthOfLength(int length) {
    if (length < 1 << 7) {
      return 1;
    }
    return length < 1 << 14 ? 2 : 3;
  }

  /**
   * Writes {@code packet} in canonical encoding from {@code out}'s position on, exactly {@code
   * length} bytes long, and signs it where an authenticator is given; out's position ends behind
   * it.
   *
   * @param length {@link #minimalLength}, or at least {@link #PADDING_OVERHEAD} more, to {@link
   *     #MAX_LENGTH}
   * @throws IllegalArgumentException if {@code length} is not reachable
   */
  public static void encode(
      Packet packet, int length, @Nullable Authenticator authenticator, ByteBuffer out) {
    encode(packet, length, authenticator, 0, out);
  }

  /** The same with another of the authenticator's keys than the first. */
  public static void encode(
      Packet packet, int length, @Nullable Authenticator authenticator, int key, ByteBuffer out) {
    int start = out.position();
    encodeUnsigned(packet, length, authenticator != null, out);
    if (authenticator != null) {
      int at = length - MAC_FIELD_LENGTH;
      authenticator.sign(key, out, start, at, start + at + PacketLayout.MAC_PREFIX);
    }
  }

  /**
   * As {@link #encode}, but the mac stays zero until {@link #seal} has set it.
   *
   * @param authenticated whether to leave room for a mac
   */
  public static void encodeUnsigned(
      Packet packet, int length, boolean authenticated, ByteBuffer out) {
    int padding = length - minimalLength(packet, authenticated);
    if (padding < 0 || (padding > 0 && padding < PADDING_OVERHEAD) || length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a packet cannot be " + length + " bytes: " + (length - padding) + " without padding");
    }
    CanonicalEncoder.encode(packet, padding, authenticated, out);
  }

  /**
   * Stamps an answer that {@link #encodeUnsigned} wrote, T3 = T2 + residence, and signs it with the
   * key of its request.
   *
   * @param datagram its remaining bytes are the answer; its position is unchanged
   * @param residenceNanos how long the request stayed here, by a monotonic clock; at least 0
   * @param authenticator the one for which room was left, or null
   */
  public static void seal(
      ByteBuffer datagram, long residenceNanos, @Nullable Authenticator authenticator) {
    int start = datagram.position();
    long received = PacketLayout.getLong(datagram, start + PacketLayout.RECEIVED);
    PacketLayout.putLong(datagram, start + PacketLayout.REPLIED, received + residenceNanos);
    if (authenticator != null) {
      int at = datagram.remaining() - MAC_FIELD_LENGTH;
      authenticator.signAnswer(datagram, start, at, start + at + PacketLayout.MAC_PREFIX);
    }
  }

  /**
   * Reads all of {@code datagram}'s remaining bytes, canonical or any other valid encoding; the
   * buffer's position is unchanged. Does not check the mac.
   *
   * @return null, or why it is no packet; {@code into} is then undefined
   */
  public static @Nullable RejectReason decode(ByteBuffer datagram, Packet into) {
    return CanonicalDecoder.isCanonical(datagram)
        ? CanonicalDecoder.decode(datagram, into)
        : GeneralDecoder.decode(datagram, into);
  }

  /** What both decoders require of the three leading fields; sets the two types. */
  static @Nullable RejectReason header(int version, int type, int inReplyTo, Packet into) {
    if (version != PacketLayout.VERSION) {
      return RejectReason.VERSION;
    }
    PacketType known = PacketType.ofWire(type);
    PacketType answered = PacketType.ofWire(inReplyTo);
    if (known == null || known == PacketType.UNSPECIFIED || answered == null) {
      return RejectReason.TYPE;
    }
    into.type = known;
    into.inReplyTo = answered;
    return null;
  }
}
