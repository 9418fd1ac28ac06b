package io.netsonde.traceroute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class QuotedPacketTest {
  /** Time exceeded, quoting IPv4 (RFC 791): DSCP 46, TTL 1, UDP, 192.0.2.1 to 198.51.100.2. */
  private static final String V4 =
      "0b00"
          + "f4ff"
          + "00000000"
          + "45b8003c00004000"
          + "0111"
          + "0000"
          + "c0000201"
          + "c6336402"
          + "ee48829a00280000";

  /** The same over IPv6 (RFC 8200): traffic class b8, hop limit 1, 2001:db8::1 to 2001:db8::2. */
  private static final String V6 =
      "0300"
          + "0000"
          + "00000000"
          + "6b800000"
          + "00281101"
          + "20010db8000000000000000000000001"
          + "20010db8000000000000000000000002"
          + "ee48829a00280000";

  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
  }

  @Test
  void shouldReadWhatTheRouterGot() {
    QuotedPacket four = QuotedPacket.of(bytes(V4), false).orElseThrow();
    assertEquals(1, four.ttl());
    assertEquals(46, four.dscp());
    assertEquals(17, four.protocol());
    assertEquals(InetAddress.ofLiteral("198.51.100.2"), four.target());
    assertEquals(bytes("ee48829a00280000"), four.packet());
    QuotedPacket six = QuotedPacket.of(bytes(V6), true).orElseThrow();
    assertEquals(1, six.ttl());
    assertEquals(46, six.dscp());
    assertEquals(17, six.protocol());
    assertEquals(InetAddress.ofLiteral("2001:db8::2"), six.target());
    assertEquals(bytes("ee48829a00280000"), six.packet());
  }

  @Test
  void shouldReadNothingWhenTheHeaderIsNotWhole() {
    assertEquals(Optional.empty(), QuotedPacket.of(bytes(V4).limit(27), false));
    assertEquals(Optional.empty(), QuotedPacket.of(bytes(V6).limit(47), true));
    assertEquals(Optional.empty(), QuotedPacket.of(bytes(V6), false));
    assertEquals(Optional.empty(), QuotedPacket.of(bytes(V4 + V4), true));
    assertEquals(Optional.empty(), QuotedPacket.of(bytes(V4).put(8, (byte) 0x44), false));
    assertEquals(Optional.empty(), QuotedPacket.of(bytes(V4).put(8, (byte) 0x4f), false));
  }

  @Test
  void shouldTakeAnythingWithoutFailing() {
    for (int seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      boolean ipv6 = random.nextBoolean();
      ByteBuffer message = bytes(ipv6 ? V6 : V4);
      for (int i = random.nextInt(6); i > 0; i--) {
        message.put(random.nextInt(message.limit()), (byte) random.nextInt());
      }
      Optional<QuotedPacket> read =
          QuotedPacket.of(message.limit(random.nextInt(message.limit() + 1)), ipv6);
      assertTrue(read.map(packet -> packet.ttl() < 256).orElse(true), "seed " + seed);
    }
  }
}
