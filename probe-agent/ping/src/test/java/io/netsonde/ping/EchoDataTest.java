package io.netsonde.ping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EchoDataTest {
  private static final long TOKEN = 0x0123456789abcdefL;

  /** Type and code, checksum and identifier (the port's to fill in), sequence. */
  private static final String IPV4_REQUEST = "0800 0000 0000 8765";

  private static final String IPV6_REQUEST = "8000 0000 0000 8765";

  /** Token, sequence 0x1_0000_8765, and four bytes of padding. */
  private static final String DATA = "0123456789abcdef 0000000100008765 10111213";

  private static final long SEQUENCE = 0x1_0000_8765L;

  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  private static ByteBuffer request(boolean ipv6) {
    ByteBuffer out = ByteBuffer.allocate(64);
    EchoData.put(out, ipv6, TOKEN, SEQUENCE, 20);
    return out.flip();
  }

  @Test
  void shouldWriteTheGoldenBytes() {
    assertEquals(bytes(IPV4_REQUEST + DATA), request(false));
    assertEquals(bytes(IPV6_REQUEST + DATA), request(true));
  }

  @Test
  void shouldReadTheGoldenReplies() {
    // As they come, with checksum and identifier.
    assertEquals(SEQUENCE, EchoData.replied(bytes("0000 1234 beef 8765" + DATA), false, TOKEN));
    assertEquals(SEQUENCE, EchoData.replied(bytes("8100 1234 beef 8765" + DATA), true, TOKEN));
    // Some hosts cut long replies short; what is needed is in the first bytes.
    String least = DATA.substring(0, 33);
    assertEquals(SEQUENCE, EchoData.replied(bytes("0000 1234 beef 8765" + least), false, TOKEN));
  }

  @Test
  void shouldReadTheGoldenQuotes() {
    assertEquals(
        SEQUENCE, EchoData.quoted(bytes("0800 1234 beef 8765" + DATA), false, TOKEN, 1L << 40));
    // RFC 792 asks for eight bytes only: the latest sent with these low bits is meant.
    ByteBuffer header = bytes("0800 1234 beef 8765");
    assertEquals(SEQUENCE, EchoData.quoted(header, false, TOKEN, SEQUENCE + 1));
    assertEquals(SEQUENCE, EchoData.quoted(header, false, TOKEN, SEQUENCE + 65_536));
    assertEquals(SEQUENCE + 65_536, EchoData.quoted(header, false, TOKEN, SEQUENCE + 65_537));
    assertEquals(EchoData.FOREIGN, EchoData.quoted(header, false, TOKEN, 0x8765));
    assertEquals(EchoData.FOREIGN, EchoData.quoted(header, false, TOKEN, 0));
  }

  @Test
  void shouldCallForeignWhatDisagrees() {
    for (String foreign :
        new String[] {
          "0800 0000 beef 8765" + DATA, // a request
          "0000 0000 beef 8766" + DATA, // another sequence in the header
          "0000 0000 beef 8765" + DATA.replace("ef", "ee"), // another token
          "0000 0000 beef 8765" + "0123456789abcdef ffffffff00008765", // below 0
          "0000 0000 beef 8765" + "0123456789abcdef 000000010000", // short
          "0000 0000 beef 8765",
          "0000",
          ""
        }) {
      assertEquals(EchoData.FOREIGN, EchoData.replied(bytes(foreign), false, TOKEN), foreign);
    }
  }

  @Test
  void shouldNeverTakeGarbageForOurs() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 200_000; i++) {
      ByteBuffer reply = ByteBuffer.allocate(random.nextInt(40));
      random.nextBytes(reply.array());
      assertEquals(
          EchoData.FOREIGN, EchoData.replied(reply, i % 2 == 0, TOKEN), () -> "seed " + seed);
      long quoted = EchoData.quoted(reply, i % 2 == 0, TOKEN, 70_000);
      assertTrue(quoted < 70_000, () -> "seed " + seed);
    }
  }

  @Test
  void shouldNoticeEveryFlippedBitButOfChecksumIdentifierAndPadding() {
    ByteBuffer reply = bytes("0000 1234 beef 8765" + DATA);
    for (int bit = 0; bit < reply.limit() * 8; bit++) {
      int at = bit / 8;
      reply.put(at, (byte) (reply.get(at) ^ (1 << (bit % 8))));
      long read = EchoData.replied(reply, false, TOKEN);
      boolean ofNoMatter = (at >= 2 && at < 6) || at >= 24;
      // The upper bits of the sequence are compared with nothing here: its sender never sent it.
      boolean upper = at >= 16 && at < 22;
      if (ofNoMatter) {
        assertEquals(SEQUENCE, read, "bit " + bit);
      } else if (!upper) {
        assertEquals(EchoData.FOREIGN, read, "bit " + bit);
      } else {
        assertTrue(read != SEQUENCE, "bit " + bit);
      }
      reply.put(at, (byte) (reply.get(at) ^ (1 << (bit % 8))));
    }
  }
}
