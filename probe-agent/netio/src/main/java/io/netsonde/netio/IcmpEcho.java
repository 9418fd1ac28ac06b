package io.netsonde.netio;

import java.nio.ByteBuffer;

/**
 * An ICMP echo message over IPv4 (RFC 792, page 14) or IPv6 (RFC 4443, section 4), without IP
 * header:
 *
 * <pre>
 *  0               8               16                              31
 * +---------------+---------------+-------------------------------+
 * | type          | code          | checksum                      |
 * +---------------+---------------+-------------------------------+
 * | identifier                    | sequence number               |
 * +-------------------------------+-------------------------------+
 * | data, which the reply repeats ...
 * </pre>
 */
public final class IcmpEcho {
  /** Bytes before the data. */
  public static final int HEADER_BYTES = 8;

  private static final int TYPE = 0;
  private static final int CHECKSUM = 2;
  private static final int IDENTIFIER = 4;
  private static final int SEQUENCE = 6;

  private static final byte IPV4_REQUEST = 8;
  private static final byte IPV4_REPLY = 0;
  private static final byte IPV6_REQUEST = (byte) 128;
  private static final byte IPV6_REPLY = (byte) 129;

  private IcmpEcho() {}

  /**
   * Writes a request's header at the buffer's position, which it advances by {@link #HEADER_BYTES}.
   * Identifier and checksum are left 0: the port fills them in.
   */
  public static void putRequest(ByteBuffer to, boolean ipv6, int sequence) {
    to.put(ipv6 ? IPV6_REQUEST : IPV4_REQUEST).put((byte) 0);
    to.putShort((short) 0).putShort((short) 0).putShort((short) sequence);
  }

  /** Whether the remaining bytes begin as a request does. */
  public static boolean isRequest(ByteBuffer message, boolean ipv6) {
    return begins(message, ipv6 ? IPV6_REQUEST : IPV4_REQUEST);
  }

  /** Whether the remaining bytes begin as a reply does. */
  public static boolean isReply(ByteBuffer message, boolean ipv6) {
    return begins(message, ipv6 ? IPV6_REPLY : IPV4_REPLY);
  }

  /** All echo messages have the code 0. */
  private static boolean begins(ByteBuffer message, byte type) {
    return message.remaining() >= HEADER_BYTES
        && message.getShort(message.position() + TYPE) == (short) (type << 8);
  }

  /** Its identifier, 0 to 65,535; of a message of at least {@link #HEADER_BYTES}. */
  public static int identifier(ByteBuffer message) {
    return Short.toUnsignedInt(message.getShort(message.position() + IDENTIFIER));
  }

  /** Its sequence number, 0 to 65,535; of a message of at least {@link #HEADER_BYTES}. */
  public static int sequence(ByteBuffer message) {
    return Short.toUnsignedInt(message.getShort(message.position() + SEQUENCE));
  }

  /** Writes the identifier and, over IPv4, the checksum of the remaining bytes. */
  static void complete(ByteBuffer message, boolean ipv6, int identifier) {
    int at = message.position();
    message.putShort(at + IDENTIFIER, (short) identifier);
    message.putShort(at + CHECKSUM, (short) 0);
    if (!ipv6) {
      message.putShort(at + CHECKSUM, checksum(message));
    }
  }

  /** The internet checksum of the remaining bytes (RFC 1071). */
  static short checksum(ByteBuffer message) {
    long sum = 0;
    int end = message.limit();
    for (int at = message.position(); at < end; at += 2) {
      int high = Byte.toUnsignedInt(message.get(at)) << 8;
      sum += at + 1 < end ? high | Byte.toUnsignedInt(message.get(at + 1)) : high;
    }
    while (sum >>> 16 != 0) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return (short) ~sum;
  }
}
