package io.netsonde.netio;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * Packets of a raw socket, from behind their IP header.
 *
 * @param ipv6 the family; what arrives over IPv4 has its IP header before it
 * @param name how people call it
 * @param sends whether anything can be sent
 * @param tcpPort the local TCP port that segments have to be for, 0 where it does not matter
 */
record RawForm(boolean ipv6, String name, boolean sends, int tcpPort) implements PacketForm {
  private static final int TCP_HEADER_BYTES = 20;
  private static final int TCP_TARGET_PORT = 2;

  @Override
  public String refusal(ByteBuffer packet, InetSocketAddress target) {
    if (!sends) {
      return "it only listens";
    }
    return target.getAddress() instanceof Inet4Address == ipv6
        ? "a raw port of " + (ipv6 ? "IPv6" : "IPv4") + " sends to no other targets"
        : "";
  }

  @Override
  public String name(InetSocketAddress end) {
    return Addresses.host(end);
  }

  @Override
  public void complete(ByteBuffer packet) {}

  @Override
  public boolean admit(ByteBuffer packet) {
    if (!ipv6 && !Ipv4Header.strip(packet)) {
      return false;
    }
    return tcpPort == 0
        || (packet.remaining() >= TCP_HEADER_BYTES
            && Short.toUnsignedInt(packet.getShort(TCP_TARGET_PORT)) == tcpPort);
  }

  @Override
  public String toString() {
    return name;
  }
}
