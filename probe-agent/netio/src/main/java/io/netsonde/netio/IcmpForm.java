package io.netsonde.netio;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * Echo messages of one identifier.
 *
 * @param ipv6 the family
 * @param raw whether the socket is raw: then it is given every echo reply that comes to this host,
 *     those of IPv4 with their IP header, and leaves it to us to fill in identifiers
 * @param identifier the port's
 */
record IcmpForm(boolean ipv6, boolean raw, int identifier) implements PacketForm {
  @Override
  public String refusal(ByteBuffer packet, InetSocketAddress target) {
    if (target.getAddress() instanceof Inet4Address == ipv6) {
      String family = ipv6 ? "IPv6" : "IPv4";
      return "an ICMP port of " + family + " sends to " + family + " targets only";
    }
    if (target.getPort() != 0) {
      return "ICMP has no ports: the target's has to be 0";
    }
    return packet.remaining() < IcmpEcho.HEADER_BYTES ? "an ICMP echo has 8 bytes or more" : "";
  }

  @Override
  public String name(InetSocketAddress end) {
    return Addresses.host(end);
  }

  @Override
  public void complete(ByteBuffer packet) {
    if (raw) {
      IcmpEcho.complete(packet, ipv6, identifier);
    }
  }

  @Override
  public boolean admit(ByteBuffer packet) {
    if (raw && !ipv6 && !Ipv4Header.strip(packet)) {
      return false;
    }
    return IcmpEcho.isReply(packet, ipv6) && IcmpEcho.identifier(packet) == identifier;
  }

  @Override
  public String toString() {
    return raw ? "raw icmp" : "icmp";
  }
}
