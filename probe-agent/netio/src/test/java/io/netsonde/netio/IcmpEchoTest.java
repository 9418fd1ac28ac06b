package io.netsonde.netio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IcmpEchoTest {
  /** The data that ping sends after its time stamp, as tcpdump shows it; here from the start. */
  private static final String DATA = "1011121314151617 18191a1b1c1d1e1f";

  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  private static String hex(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void shouldWriteTheGoldenRequestWhenItIsOfIpv4() {
    ByteBuffer message = ByteBuffer.allocate(24);
    IcmpEcho.putRequest(message, false, 0x0102);
    message.put(bytes(DATA)).flip();
    IcmpEcho.complete(message, false, 0xbeef);
    // The checksum: ~(0800 + beef + 0102 + the words of the data), carries added.
    assertEquals("0800" + "7f4d" + "beef" + "0102" + DATA.replace(" ", ""), hex(message));
    assertEquals(0, IcmpEcho.checksum(message));
  }

  @Test
  void shouldLeaveTheChecksumToTheKernelWhenTheRequestIsOfIpv6() {
    ByteBuffer message = ByteBuffer.allocate(8);
    IcmpEcho.putRequest(message, true, 65_535);
    IcmpEcho.complete(message.flip(), true, 1);
    assertEquals("800000000001ffff", hex(message));
  }

  @Test
  void shouldSumAnOddByteAsAHighOne() {
    assertEquals((short) ~0x0100, IcmpEcho.checksum(bytes("01")));
    // RFC 1071, section 3.
    assertEquals((short) ~0xddf2, IcmpEcho.checksum(bytes("0001f203f4f5f6f7")));
  }

  @Test
  void shouldAdmitRepliesOfItsIdentifierOnly() {
    IcmpForm four = new IcmpForm(false, false, 0xbeef);
    assertTrue(four.admit(bytes("0000 1234 beef 0007")));
    assertFalse(four.admit(bytes("0000 1234 beee 0007")), "another's");
    assertFalse(four.admit(bytes("0800 1234 beef 0007")), "a request");
    assertFalse(four.admit(bytes("0001 1234 beef 0007")), "of a code that no reply has");
    assertFalse(four.admit(bytes("0000 1234 beef 00")), "short");
    IcmpForm six = new IcmpForm(true, true, 0xbeef);
    assertTrue(six.admit(bytes("8100 1234 beef 0007")));
    assertFalse(six.admit(bytes("0000 1234 beef 0007")), "IPv4's type");
  }

  @Test
  void shouldStripTheHeaderWhenTheSocketIsRawOverIpv4() {
    IcmpForm raw = new IcmpForm(false, true, 0xbeef);
    String address = "4500 0024 0000 0000 4001 0000 7f000001 7f000001";
    ByteBuffer plain = bytes(address + "0000 1234 beef 0007 aabb");
    assertTrue(raw.admit(plain));
    assertEquals("00001234beef0007aabb", hex(plain));
    // With an option of four bytes.
    ByteBuffer option = bytes(address.replaceFirst("45", "46") + "01010100 0000 1234 beef 0007");
    assertTrue(raw.admit(option));
    assertEquals("00001234beef0007", hex(option));
    assertFalse(raw.admit(bytes(address)), "nothing behind the header");
    assertFalse(raw.admit(bytes("4f00" + address.substring(4))), "a header longer than it is");
    assertFalse(raw.admit(bytes("41" + address.substring(2) + "0000 1234 beef 0007")));
    assertFalse(raw.admit(bytes("45")));
  }

  @Test
  void shouldNeverFailWhenGarbageComes() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    IcmpForm[] forms = {
      new IcmpForm(false, true, 0x4545),
      new IcmpForm(true, true, 0x4545),
      new IcmpForm(false, false, 0x4545)
    };
    for (int i = 0; i < 100_000; i++) {
      byte[] garbage = new byte[random.nextInt(80)];
      if (random.nextBoolean()) {
        random.nextBytes(garbage);
      } else {
        java.util.Arrays.fill(garbage, (byte) 0x45);
      }
      IcmpForm form = forms[i % forms.length];
      ByteBuffer packet = ByteBuffer.wrap(garbage);
      if (form.admit(packet)) {
        assertEquals(0, packet.position(), () -> "seed " + seed);
        assertTrue(IcmpEcho.isReply(packet, form.ipv6()), () -> "seed " + seed);
        assertEquals(0x4545, IcmpEcho.identifier(packet), () -> "seed " + seed);
      }
    }
  }

  @Test
  void shouldSayWhyWhenAPacketCannotBeSentThere() {
    IcmpForm four = new IcmpForm(false, true, 1);
    ByteBuffer eight = ByteBuffer.allocate(8);
    InetAddress v4 = InetAddress.ofLiteral("192.0.2.1");
    InetAddress v6 = InetAddress.ofLiteral("2001:db8::1");
    assertEquals("", four.refusal(eight, new InetSocketAddress(v4, 0)));
    assertEquals(
        "an ICMP port of IPv4 sends to IPv4 targets only",
        four.refusal(eight, new InetSocketAddress(v6, 0)));
    assertEquals(
        "an ICMP port of IPv6 sends to IPv6 targets only",
        new IcmpForm(true, true, 1).refusal(eight, new InetSocketAddress(v4, 0)));
    assertEquals(
        "ICMP has no ports: the target's has to be 0",
        four.refusal(eight, new InetSocketAddress(v4, 7)));
    assertEquals(
        "an ICMP echo has 8 bytes or more",
        four.refusal(ByteBuffer.allocate(7), new InetSocketAddress(v4, 0)));
  }
}
