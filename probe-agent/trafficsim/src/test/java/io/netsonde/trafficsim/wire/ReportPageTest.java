package io.netsonde.trafficsim.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReportPageTest {
  private static ReportPage page(int fates) {
    return page(fates, false);
  }

  private static ReportPage page(int fates, boolean stamped) {
    byte[] bytes = new byte[fates];
    ByteBuffer delays = ByteBuffer.allocate(stamped ? 4 * fates : 0);
    for (int i = 0; i < fates; i++) {
      bytes[i] = (byte) i;
      if (stamped) {
        ReportPage.putSendDelay(delays, i, i * 65_537);
      }
    }
    return new ReportPage(-1, 2, 3, 4, 5, 6, 7, -8, 9, 10, 11, ByteBuffer.wrap(bytes), 12, delays);
  }

  @Test
  void shouldReadBackWhatWasWrittenWhenItIsAPage() {
    for (boolean stamped : new boolean[] {false, true}) {
      ReportPage page = page(300, stamped);
      assertEquals(page, ReportPage.decode(page.encode()));
    }
  }

  @Test
  void shouldReadEverySendDelayWhenThereIsOne() {
    ByteBuffer delays = ByteBuffer.allocate(14);
    ReportPage.putSendDelay(delays, 0, 1);
    ReportPage.putSendDelay(delays, 1, -2);
    ReportPage.putSendDelay(delays, 2, ReportPage.UNKNOWN_SEND_DELAY);
    ReportPage page =
        new ReportPage(0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, ByteBuffer.allocate(5), 0, delays);
    assertEquals(1, page.sendDelayNanos(0));
    assertEquals(0xffff_fffeL, page.sendDelayNanos(1));
    assertEquals(-1, page.sendDelayNanos(2));
    assertEquals(-1, page.sendDelayNanos(3), "half of one");
    assertEquals(-1, page.sendDelayNanos(4));
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
      for (boolean stamped : new boolean[] {false, true}) {
        Packet packet = new Packet();
        packet.type = PacketType.REPORT;
        packet.report = Objects.requireNonNull(page(fates, stamped)).encode();
        for (boolean keyed : new boolean[] {false, true}) {
          assertEquals(
              PacketCodec.minimalLength(packet, keyed),
              ReportPage.answerLength(fates, stamped, keyed));
        }
      }
    }
  }

  @Test
  void shouldFillTheLengthWhenAskedForTheCapacity() {
    assertEquals(-1, ReportPage.capacity(176, false, false));
    assertEquals(0, ReportPage.capacity(177, false, false));
    assertEquals(0, ReportPage.capacity(183, true, false));
    assertEquals(1, ReportPage.capacity(184, true, false));
    for (boolean stamped : new boolean[] {false, true}) {
      for (int length = 196; length < 40_000; length++) {
        int fates = ReportPage.capacity(length, stamped, true);
        String at = "length " + length + ", stamped " + stamped;
        assertTrue(ReportPage.answerLength(fates, stamped, true) <= length, at);
        assertTrue(ReportPage.answerLength(fates + 1, stamped, true) > length, at);
      }
    }
  }
}
