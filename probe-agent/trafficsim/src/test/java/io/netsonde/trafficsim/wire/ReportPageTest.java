package io.netsonde.trafficsim.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReportPageTest {
  private static ReportPage page(int fates) {
    byte[] bytes = new byte[fates];
    for (int i = 0; i < fates; i++) {
      bytes[i] = (byte) i;
    }
    return new ReportPage(-1, 2, 3, 4, 5, 6, 7, -8, 9, 10, 11, ByteBuffer.wrap(bytes));
  }

  @Test
  void shouldReadBackWhatWasWrittenWhenItIsAPage() {
    ReportPage page = page(300);
    assertEquals(page, ReportPage.decode(page.encode()));
  }

  @Test
  void shouldReadBackTheQuestionWhenItIsARequest() {
    ReportPage request = ReportPage.request(-5, 60, 7);
    assertEquals(15, request.encodeRequest().remaining());
    assertEquals(request, ReportPage.decode(request.encodeRequest()));
  }

  @Test
  void shouldBeNullWhenItIsNoReport() {
    assertNull(ReportPage.decode(ByteBuffer.wrap(new byte[] {1, 2, 3})));
  }

  @Test
  void shouldReadEveryFateWhenItIsAByte() {
    ReportPage page = page(256);
    for (int i = 0; i < 256; i++) {
      Fate fate = page.fate(i);
      assertEquals((byte) i, fate.toByte());
      assertEquals((i & 0x01) != 0, fate.received());
      assertEquals((i & 0x02) != 0, fate.answered());
      assertEquals((i & 0x04) != 0, fate.reordered());
      assertEquals(i / 8 % 8, fate.copies());
      assertEquals((i & 0x40) != 0, fate.untracked());
      assertEquals((i & 0x80) != 0, fate.forgotten());
    }
  }

  @Test
  void shouldStateTheLengthWhenAnAnswerIsEncoded() {
    for (int fates : new int[] {0, 1, 58, 59, 60, 127, 128, 16_300, 16_383, 16_384, 60_000}) {
      Packet packet = new Packet();
      packet.type = PacketType.REPORT;
      packet.report = Objects.requireNonNull(page(fates)).encode();
      for (boolean keyed : new boolean[] {false, true}) {
        assertEquals(
            PacketCodec.minimalLength(packet, keyed), ReportPage.answerLength(fates, keyed));
      }
    }
  }

  @Test
  void shouldFillTheLengthWhenAskedForTheCapacity() {
    assertEquals(-1, ReportPage.capacity(171, false));
    assertEquals(0, ReportPage.capacity(172, false));
    for (int length = 191; length < 40_000; length++) {
      int fates = ReportPage.capacity(length, true);
      assertTrue(ReportPage.answerLength(fates, true) <= length, "length " + length);
      assertTrue(ReportPage.answerLength(fates + 1, true) > length, "length " + length);
    }
  }
}
