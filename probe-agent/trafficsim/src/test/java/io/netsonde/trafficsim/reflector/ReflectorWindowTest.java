package io.netsonde.trafficsim.reflector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.Reflection;
import io.netsonde.trafficsim.wire.ReportPage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows, fates and reports. */
class ReflectorWindowTest {
  private final Rig rig = new Rig();
  private final Rig.Client client = rig.client(7);

  @BeforeEach
  void shakeHands() {
    client.window = 64;
    client.hello();
  }

  private static String fates(ReportPage page) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < page.fates().remaining(); i++) {
      text.append("%02x ".formatted(page.fate(i).toByte()));
    }
    return text.toString().trim();
  }

  @Test
  void shouldTellEachFateWhenACycleIsReported() {
    for (int sequence : new int[] {10, 11, 13, 12, 13, 13, 16, 15}) {
      client.data(sequence);
      rig.pass(Rig.SECOND);
    }
    ReportPage page = client.report(8, 10);
    assertEquals("40 40 03 03 07 13 00 07 03 00", fates(page));
    assertEquals(6, page.received());
    assertEquals(6, page.replied());
    assertEquals(2, page.duplicates());
    assertEquals(2, page.reordered());
    assertEquals(10, page.trackedFrom());
    assertEquals(7 * Rig.SECOND, page.lastSeen() - page.firstSeen());
    // Each transit is the same millisecond, on clocks that differ.
    assertEquals(0, page.jitter());
    Map<String, Long> counts = rig.counts();
    assertEquals(2L, counts.get("7 rejected duplicate"));
    assertEquals(7L, counts.get("7 received"));
    // Two of the ten came before the session, and are not held against the path.
    Reflection reflection = rig.reflections().getFirst();
    assertEquals(8, reflection.packets());
    assertEquals(0.25, reflection.loss());
    assertEquals(
        new Reflection(
            7,
            "192.0.2.7",
            40_007,
            client.session,
            8,
            8,
            6,
            6,
            2,
            2,
            page.firstSeen(),
            page.lastSeen(),
            0),
        reflection);
  }

  @Test
  void shouldSayTheSameAndPublishOnceWhenAskedAgain() {
    for (int i = 0; i < 20; i++) {
      client.data();
    }
    ReportPage first = client.report(0, 20);
    assertEquals(first, client.report(0, 20));
    rig.pass(30 * Rig.SECOND);
    assertEquals(first, client.report(0, 20));
    assertEquals(List.of(20), rig.reflections().stream().map(Reflection::received).toList());
    client.data();
    client.report(20, 1);
    client.report(0, 20);
    assertEquals(
        List.of(0L, 20L), rig.reflections().stream().map(Reflection::firstSequence).toList());
  }

  @Test
  void shouldPageThroughTheCycleWhenTheRequestIsShort() {
    client.window = 512;
    client.hello();
    for (int i = 0; i < 300; i++) {
      if (i % 7 != 0) {
        client.data(i);
      }
    }
    String whole = fates(client.report(1, 299));
    for (int length : new int[] {178, 205, 238, 325}) {
      StringBuilder pages = new StringBuilder();
      int offset = 0;
      while (offset < 299) {
        ReportPage page = Objects.requireNonNull(client.report(1, 299, offset, length));
        assertEquals(offset, page.offset());
        assertEquals(
            Math.min(299 - offset, ReportPage.capacity(length, false, false)),
            page.fates().remaining());
        pages.append(fates(page)).append(' ');
        offset += page.fates().remaining();
      }
      assertEquals(whole, pages.toString().trim());
    }
    assertNull(client.report(1, 299, 0, 177));
    assertNull(client.report(1, 299, 299, 400));
    assertNull(client.report(1, 0, 0, 400));
    assertNull(client.report(1, -1, 0, 400));
    Map<String, Long> counts = rig.counts();
    assertEquals(1L, counts.get("7 rejected too_short"));
    assertEquals(3L, counts.get("7 rejected malformed"));
    assertEquals(1, rig.reflections().size());
  }

  @Test
  void shouldForgetWhatFellOutOfTheWindowWhenSequencesGoOn() {
    for (int i = 0; i < 100; i++) {
      client.data(i);
    }
    // Of 64, 36 is the oldest that is known.
    assertEquals("80 03 03", fates(client.report(35, 3)));
    assertFalse(client.data(35));
    assertFalse(client.data(36));
    client.data(1000);
    assertEquals("80 00", fates(client.report(936, 2)));
    assertEquals("00 00 03 00", fates(client.report(998, 4)));
    assertFalse(client.data(936));
    assertTrue(client.data(937));
    Map<String, Long> counts = rig.counts();
    assertEquals(2L, counts.get("7 rejected replay"));
    assertEquals(1L, counts.get("7 rejected duplicate"));
    assertEquals(102, client.answer.receivedCount);
  }

  @Test
  void shouldTellNothingOfTheCycleWhenThereIsNoSession() {
    ReportPage page = client.report(5, 3);
    assertEquals("40 40 40", fates(page));
    assertEquals(0, page.received());
    assertEquals(0, rig.reflector.sessions());
    assertEquals(List.of(), rig.reflections());
    client.ping();
    assertEquals("40 40 40", fates(client.report(5, 3)));
    assertEquals(1, rig.reflector.sessions());
    assertEquals(List.of(), rig.reflections());
  }

  @ParameterizedTest
  @ValueSource(longs = {0xffff_ffe0L, 0x7fff_ffe0L})
  void shouldCountOnWhenTheSequenceWraps(long start) {
    for (long s = start; s < start + 64; s++) {
      if (s % 5 != 0) {
        assertTrue(client.data((int) s));
      }
    }
    client.data((int) (start + 63));
    ReportPage page = client.report((int) start, 64);
    int lost = 0;
    for (int i = 0; i < 64; i++) {
      boolean missing = (start + i) % 5 == 0;
      lost += missing ? 1 : 0;
      int expected = missing ? 0 : i == 63 ? 0x0b : 0x03;
      if (i > 0 || !missing) {
        assertEquals(expected, page.fate(i).toByte(), "sequence " + i);
      }
    }
    assertEquals(64 - lost, page.received());
    assertEquals(0, page.reordered());
    assertEquals(start, rig.reflections().getFirst().firstSequence());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 64",
    "64, 64",
    "65, 128",
    "1000, 1024",
    "65535, 65536",
    "65536, 65536",
    "70000, 65536",
    "-1, 65536"
  })
  void shouldGrantAPowerOfTwoWhenAWindowIsAskedFor(int asked, int granted) {
    client.window = asked;
    client.hello();
    assertEquals(granted, client.answer.window);
    client.data();
    assertEquals(granted, client.answer.window);
    assertEquals(granted, rig.reflector.windowBytes());
  }

  @Test
  void shouldSaturateWhenThereAreManyCopies() {
    client.data(0);
    for (int copy = 1; copy <= 20; copy++) {
      assertFalse(client.data(0));
      assertEquals(Math.min(7, copy), client.report(0, 1).fate(0).copies());
    }
    assertEquals(20L, rig.counts().get("7 rejected duplicate"));
  }

  @Test
  void shouldMeasureJitterByRfc3550WhenTransitVaries() {
    client.data();
    rig.epoch += 16 * Rig.MILLI;
    byte[] late = client.packet(io.netsonde.trafficsim.wire.PacketType.DATA, 1, null, 128);
    rig.epoch += 16 * Rig.MILLI;
    rig.exchange(late, client.source);
    assertEquals(Rig.MILLI, client.report(0, 2).jitter());
    // A step of a clock is no jitter.
    byte[] stepped = client.packet(io.netsonde.trafficsim.wire.PacketType.DATA, 2, null, 128);
    rig.epoch += 3600 * Rig.SECOND;
    rig.exchange(stepped, client.source);
    assertEquals(Rig.MILLI, client.report(0, 3).jitter());
  }
}
