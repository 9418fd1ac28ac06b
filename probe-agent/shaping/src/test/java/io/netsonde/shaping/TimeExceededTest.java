package io.netsonde.shaping;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class TimeExceededTest {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final InetSocketAddress CLIENT = new InetSocketAddress(LOOPBACK, 40_000);
  private static final InetSocketAddress ROUTE = new InetSocketAddress(LOOPBACK, 5000);

  /** Written by hand after RFC 791, 768 and 792; the sums checked by adding all words. */
  @Test
  void shouldWriteGoldenBytes() {
    byte[] message = TimeExceeded.of(CLIENT, ROUTE, 0xb8, new byte[] {'a', 'b', 'c'});
    assertEquals(
        "0b00"
            + sum(message, 2)
            + "00000000"
            + "45b8001f0000400001"
            + "11"
            + sum(message, 18)
            + "7f0000017f000001"
            + "9c401388000b"
            + sum(message, 34)
            + "616263",
        HexFormat.of().formatHex(message));
    assertEquals(0xffff, words(message, 0, message.length));
    assertEquals(0xffff, words(message, 8, 20));
  }

  /** The pseudo header, the UDP header and the payload add up to all ones (RFC 768). */
  @Test
  void shouldHaveTheChecksumThatTheDatagramHad() {
    byte[] message = TimeExceeded.of(CLIENT, ROUTE, 0, new byte[] {1, 2, 3, 4, 5});
    byte[] summed = new byte[12 + 13];
    System.arraycopy(message, 20, summed, 0, 8);
    summed[9] = 17;
    summed[11] = 13;
    System.arraycopy(message, 28, summed, 12, 13);
    assertEquals(0xffff, words(summed, 0, summed.length));
  }

  @Test
  void shouldQuoteAsMuchAsErrorsMayHold() {
    byte[] payload = new byte[1400];
    Arrays.fill(payload, (byte) 7);
    byte[] message = TimeExceeded.of(CLIENT, ROUTE, 0, payload);
    assertEquals(576 - 20, message.length);
    assertEquals(1428, ((message[10] & 0xff) << 8) | (message[11] & 0xff), "the whole datagram's");
    assertArrayEquals(Arrays.copyOf(payload, 520), Arrays.copyOfRange(message, 36, message.length));
    assertEquals(0xffff, words(message, 0, message.length));
  }

  private static String sum(byte[] message, int at) {
    return HexFormat.of().formatHex(message, at, at + 2);
  }

  private static int words(byte[] bytes, int from, int length) {
    int sum = 0;
    for (int i = 0; i < length; i++) {
      sum += (bytes[from + i] & 0xff) << (i % 2 == 0 ? 8 : 0);
    }
    while (sum >> 16 != 0) {
      sum = (sum & 0xffff) + (sum >> 16);
    }
    return sum;
  }
}
