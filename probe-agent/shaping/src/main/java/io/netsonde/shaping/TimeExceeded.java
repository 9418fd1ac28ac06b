package io.netsonde.shaping;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * Writes what a router says of a UDP datagram whose time to live ended there (RFC 792; as much of
 * it quoted as RFC 1812, section 4.3.2.3, allows).
 *
 * <pre>
 *   0  type 11 | code 0 | checksum
 *   4  unused
 *   8  IPv4 header of the datagram, 20 bytes
 *  28  UDP header, 8 bytes
 *  36  its payload, up to 512 bytes
 * </pre>
 */
public final class TimeExceeded {
  /** What an ICMP error of 576 bytes has room for, its own IP header of 20 included. */
  private static final int MOST_QUOTED = 576 - 20 - 36;

  private static final int TYPE = 11;
  private static final int IP = 8;
  private static final int UDP = 28;
  private static final int PAYLOAD = 36;
  private static final int PROTOCOL_UDP = 17;

  private TimeExceeded() {}

  /**
   * The ICMP message.
   *
   * @param source of the datagram, over IPv4
   * @param target of the datagram, over IPv4
   * @param trafficClass its octet of DSCP and ECN, 0 to 255
   * @param payload the datagram's whole payload
   */
  public static byte[] of(
      InetSocketAddress source, InetSocketAddress target, int trafficClass, byte[] payload) {
    int quoted = Math.min(payload.length, MOST_QUOTED);
    byte[] message = new byte[PAYLOAD + quoted];
    ByteBuffer out = ByteBuffer.wrap(message);
    int udpBytes = 8 + payload.length;
    out.put(0, (byte) TYPE);
    out.put(IP, (byte) 0x45).put(IP + 1, (byte) trafficClass);
    out.putShort(IP + 2, (short) (20 + udpBytes)).putShort(IP + 6, (short) 0x4000);
    // It came to the router with 1 left.
    out.put(IP + 8, (byte) 1).put(IP + 9, (byte) PROTOCOL_UDP);
    out.put(IP + 12, source.getAddress().getAddress());
    out.put(IP + 16, target.getAddress().getAddress());
    out.putShort(IP + 10, checksum(message, IP, 20, 0));
    out.putShort(UDP, (short) source.getPort()).putShort(UDP + 2, (short) target.getPort());
    out.putShort(UDP + 4, (short) udpBytes);
    out.putShort(UDP + 6, udpChecksum(message, payload, udpBytes));
    out.put(PAYLOAD, payload, 0, quoted);
    out.putShort(2, checksum(message, 0, message.length, 0));
    return message;
  }

  /** Over the pseudo header, the UDP header and the whole payload (RFC 768). */
  private static short udpChecksum(byte[] message, byte[] payload, int udpBytes) {
    long header = sum(message, IP + 12, 8) + sum(message, UDP, 8);
    short checksum = checksum(payload, 0, payload.length, header + PROTOCOL_UDP + udpBytes);
    return checksum == 0 ? (short) 0xffff : checksum;
  }

  private static short checksum(byte[] bytes, int from, int length, long more) {
    long sum = more + sum(bytes, from, length);
    while (sum >> 16 != 0) {
      sum = (sum & 0xffff) + (sum >> 16);
    }
    return (short) ~sum;
  }

  private static long sum(byte[] bytes, int from, int length) {
    long sum = 0;
    for (int i = 0; i < length; i++) {
      sum += (long) (bytes[from + i] & 0xff) << (i % 2 == 0 ? 8 : 0);
    }
    return sum;
  }
}
