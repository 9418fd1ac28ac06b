package io.netsonde.traceroute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ProbeFormsTest {
  private static final int PROBE = 3 * 256 + 7;

  private static InetSocketAddress end(String address, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), port);
  }

  private static ByteBuffer written(ProbeForm form, int probe, int bytes) {
    ByteBuffer buffer = ByteBuffer.allocate(2_000);
    form.write(buffer, probe, bytes);
    return buffer.flip();
  }

  private static SynForm syn() {
    return new SynForm(0x12345678, end("192.0.2.1", 61_000), end("198.51.100.2", 443));
  }

  @Test
  void shouldRecogniseUdpProbesByWhatIsQuoted() {
    UdpForm form = new UdpForm(0x0102030405060708L, 61_000, 33_434);
    ByteBuffer payload = written(form, PROBE, form.leastBytes());
    assertEquals(32, payload.remaining());
    assertEquals(PROBE, form.ofQuote(payload));
    assertEquals(PROBE, form.ofQuote(payload.slice(0, 12)));
    assertEquals(ProbeForm.UNTOLD, form.ofQuote(payload.slice(0, 11)));
    assertEquals(ProbeForm.UNTOLD, form.ofQuote(payload.slice(0, 0)));
    assertEquals(ProbeForm.STRANGE, new UdpForm(1, 61_000, 33_434).ofQuote(payload));
    assertEquals(PROBE, form.ofReply(payload));
    assertEquals(ProbeForm.UNTOLD, form.ofReply(ByteBuffer.wrap(new byte[] {9, 9})));
    ByteBuffer packet = ByteBuffer.allocate(40).putShort((short) 61_000).putShort((short) 33_434);
    packet.putInt(0).put(payload.duplicate()).flip();
    assertEquals(PROBE, form.ofPacket(packet));
    assertEquals(ProbeForm.UNTOLD, form.ofPacket(packet.slice(0, 8)));
    assertEquals(ProbeForm.STRANGE, new UdpForm(0, 61_001, 33_434).ofPacket(packet));
  }

  @Test
  void shouldGiveAllEchoesTheSameChecksum() {
    EchoForm form = new EchoForm(false, 77, 42);
    long first = words(written(form, 1, 40));
    for (int probe = 2; probe < 100_000; probe++) {
      assertEquals(first, words(written(form, probe, 40)), "probe " + probe);
    }
    Random random = new Random(5);
    for (int trace = 0; trace < 1_000; trace++) {
      EchoForm another = new EchoForm(false, 77, random.nextLong());
      assertEquals(first, words(written(another, 1, 40)), "trace " + trace);
    }
  }

  /** The sum of which the checksum is the complement. */
  private static long words(ByteBuffer message) {
    long sum = 0;
    while (message.remaining() > 1) {
      sum += Short.toUnsignedInt(message.getShort());
    }
    while (sum >>> 16 != 0) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return sum;
  }

  @Test
  void shouldRecogniseEchoesByTheirFirstEightBytes() {
    for (boolean ipv6 : List.of(false, true)) {
      EchoForm form = new EchoForm(ipv6, 77, 42);
      written(form, 1, 40);
      ByteBuffer message = written(form, PROBE, 40).putShort(4, (short) 77);
      assertEquals(PROBE, form.ofQuote(message));
      assertEquals(PROBE, form.ofQuote(message.slice(0, 8)));
      assertEquals(ProbeForm.STRANGE, form.ofQuote(message.slice(0, 7)));
      assertEquals(ProbeForm.STRANGE, form.ofReply(message));
      ByteBuffer reply = message.put(0, (byte) (ipv6 ? 129 : 0));
      assertEquals(PROBE, form.ofReply(reply));
      assertEquals(ProbeForm.STRANGE, new EchoForm(ipv6, 77, 43).ofReply(reply));
      message.put(0, (byte) (ipv6 ? 128 : 8)).putShort(6, (short) 2);
      assertEquals(ProbeForm.STRANGE, form.ofQuote(message), "never sent");
      message.putShort(6, (short) 1).putShort(4, (short) 78);
      assertEquals(ProbeForm.STRANGE, form.ofQuote(message), "another's identifier");
    }
  }

  /** Fields by the figure in RFC 9293, section 3.1. */
  @Test
  void shouldWriteTheSegmentOfTheRfc() {
    ByteBuffer segment = written(syn(), 1, 20);
    byte[] bytes = new byte[segment.remaining()];
    segment.get(segment.position(), bytes);
    String hex = HexFormat.of().formatHex(bytes);
    assertEquals("ee4801bb123456790000000050020400", hex.substring(0, 32));
    // The sum over pseudo header and segment, checksum included, is all ones (RFC 1071).
    long sum = 0xc000 + 0x0201 + 0xc633 + 0x6402 + 6 + 20 + words(segment);
    while (sum >>> 16 != 0) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    assertEquals(0xffff, sum);
  }

  @Test
  void shouldRecogniseSegmentsByQuotesAndAnswers() {
    SynForm form = syn();
    ByteBuffer segment = written(form, PROBE, 20);
    assertEquals(PROBE, form.ofQuote(segment));
    assertEquals(PROBE, form.ofQuote(segment.slice(0, 8)));
    assertEquals(ProbeForm.STRANGE, form.ofQuote(segment.slice(0, 7)));
    assertEquals(PROBE, form.ofReply(answer(0x12345678 + PROBE + 1, 0x12)));
    assertEquals(PROBE, form.ofReply(answer(0x12345678 + PROBE + 1, 0x14)));
    assertEquals(ProbeForm.STRANGE, form.ofReply(answer(0x12345678 + PROBE + 1, 0x10)));
    assertEquals(ProbeForm.STRANGE, form.ofReply(answer(0x12345678, 0x12)));
    written(form, PROBE, 1_380);
    assertEquals(PROBE, form.ofReply(answer(0x12345678 + PROBE + 1, 0x12)));
    assertEquals(PROBE, form.ofReply(answer(0x12345678 + PROBE + 1 + 1_360, 0x14)));
  }

  private static ByteBuffer answer(int acknowledged, int flags) {
    ByteBuffer segment = ByteBuffer.allocate(20).putShort((short) 443).putShort((short) 61_000);
    return segment.putInt(99).putInt(acknowledged).put((byte) 0x50).put((byte) flags).rewind();
  }

  @Test
  void shouldTakeAnyAnswerWithoutFailing() {
    List<ProbeForm> forms =
        List.of(
            new UdpForm(42, 61_000, 33_434),
            new EchoForm(false, 77, 42),
            new EchoForm(true, 77, 42),
            syn());
    for (int seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      byte[] garbage = new byte[random.nextInt(64)];
      random.nextBytes(garbage);
      if (garbage.length > 1 && random.nextBoolean()) {
        garbage[0] = new byte[] {0, 8, (byte) 128, (byte) 129}[random.nextInt(4)];
        garbage[1] = 0;
      }
      for (ProbeForm form : forms) {
        for (int probe :
            new int[] {
              form.ofQuote(ByteBuffer.wrap(garbage)),
              form.ofPacket(ByteBuffer.wrap(garbage)),
              form.ofReply(ByteBuffer.wrap(garbage))
            }) {
          assertTrue(probe >= ProbeForm.UNTOLD && probe <= ProbeForm.MOST, "seed " + seed);
        }
      }
    }
  }
}
