package io.netsonde.netio;

import java.nio.ByteBuffer;

/** The header that raw sockets of IPv4 leave before what they receive (RFC 791). */
final class Ipv4Header {
  private static final int LEAST_BYTES = 20;

  private Ipv4Header() {}

  /** Leaves in the buffer, from position 0, what is behind the header; says whether it had one. */
  static boolean strip(ByteBuffer packet) {
    if (packet.remaining() < LEAST_BYTES) {
      return false;
    }
    int header = (packet.get(0) & 0xf) * 4;
    if (header < LEAST_BYTES || header > packet.limit()) {
      return false;
    }
    packet.position(header).compact().flip();
    return true;
  }
}
