package io.netsonde.traceroute;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The packet that an ICMP error quotes, as its sender got it (RFC 792, RFC 4443).
 *
 * @param ttl the TTL or hop limit with which it arrived there
 * @param dscp the DSCP with which it arrived there
 * @param protocol what follows its IP header
 * @param target where it was going
 * @param packet what is quoted of it behind the IP header; padding may follow
 */
public record QuotedPacket(int ttl, int dscp, int protocol, InetAddress target, ByteBuffer packet) {
  private static final int ICMP_HEADER_BYTES = 8;
  private static final int V4_BYTES = 20;
  private static final int V6_BYTES = 40;

  /**
   * Reads an ICMP error, from its ICMP header on.
   *
   * @return empty where it quotes no whole IP header, or one with extension headers
   */
  public static Optional<QuotedPacket> of(ByteBuffer message, boolean ipv6) {
    if (message.remaining() < ICMP_HEADER_BYTES + (ipv6 ? V6_BYTES : V4_BYTES)) {
      return Optional.empty();
    }
    ByteBuffer quote =
        message.slice(
            message.position() + ICMP_HEADER_BYTES, message.remaining() - ICMP_HEADER_BYTES);
    return ipv6 ? ofV6(quote) : ofV4(quote);
  }

  private static Optional<QuotedPacket> ofV4(ByteBuffer quote) {
    int header = (quote.get(0) & 0xf) * 4;
    if (quote.get(0) >>> 4 != 4 || header < V4_BYTES || header > quote.limit()) {
      return Optional.empty();
    }
    return Optional.of(
        new QuotedPacket(
            Byte.toUnsignedInt(quote.get(8)),
            Byte.toUnsignedInt(quote.get(1)) >>> 2,
            Byte.toUnsignedInt(quote.get(9)),
            address(quote, 16, 4),
            quote.slice(header, quote.limit() - header)));
  }

  private static Optional<QuotedPacket> ofV6(ByteBuffer quote) {
    if (Byte.toUnsignedInt(quote.get(0)) >>> 4 != 6) {
      return Optional.empty();
    }
    return Optional.of(
        new QuotedPacket(
            Byte.toUnsignedInt(quote.get(7)),
            Short.toUnsignedInt(quote.getShort(0)) >>> 6 & 0x3f,
            Byte.toUnsignedInt(quote.get(6)),
            address(quote, 24, 16),
            quote.slice(V6_BYTES, quote.limit() - V6_BYTES)));
  }

  private static InetAddress address(ByteBuffer from, int at, int length) {
    byte[] bytes = new byte[length];
    from.get(at, bytes);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError("4 and 16 bytes are an address", e);
    }
  }
}
