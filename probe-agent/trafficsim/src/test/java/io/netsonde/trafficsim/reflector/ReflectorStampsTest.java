package io.netsonde.trafficsim.reflector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.TimestampSource;
import io.netsonde.trafficsim.wire.ReportPage;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** When the kernel sent the answers, as the report tells it. */
class ReflectorStampsTest {
  /** The rig's answers carry a T3 that is so much after T2. */
  private static final long RESIDENCE = 1000;

  private static final long UNKNOWN = -1;

  private Rig rig = new Rig();
  private Rig.Client client = rig.client(7);

  private void begin() {
    rig.stamps = TimestampSource.KERNEL;
    client.hello();
  }

  /** Sends DATA, whose answer the kernel sends so long after T3 and stamps under the key. */
  private void data(int sequence, long key, long delay) {
    rig.key = key;
    assertTrue(client.data(sequence));
    rig.key = -1;
    rig.reflector.onSendStamp(key, rig.now + RESIDENCE + delay);
  }

  private void assertDelays(int first, long... delays) {
    ReportPage page = client.report(first, delays.length);
    for (int i = 0; i < delays.length; i++) {
      assertEquals(delays[i], page.sendDelayNanos(i), "sequence " + (first + i));
    }
  }

  @Test
  void shouldReportHowLongAfterItsT3EachAnswerLeft() {
    begin();
    data(0, 5, 4_321);
    client.data(1);
    data(2, 6, 0);
    data(4, 7, 0xffff_fffeL);
    assertDelays(0, 4_321, UNKNOWN, 0, UNKNOWN, 0xffff_fffeL);
    // Asking again changes nothing, and a copy does not either.
    client.data(0);
    assertDelays(0, 4_321, UNKNOWN, 0, UNKNOWN, 0xffff_fffeL);
  }

  @Test
  void shouldKeepNothingWhenTheStampCannotBeTrueOrSaid() {
    begin();
    data(0, 0, -1);
    data(1, 1, 0xffff_ffffL);
    data(2, 2, Long.MAX_VALUE);
    assertEquals(0, client.report(0, 3).sendDelays().remaining());
    assertEquals(256, rig.reflector.windowBytes());
  }

  @Test
  void shouldKeepNothingWhenTheArrivalWasStampedByTheProcess() {
    begin();
    rig.stamps = TimestampSource.PROCESS;
    data(0, 0, 500);
    rig.stamps = TimestampSource.KERNEL;
    data(1, 1, 500);
    assertDelays(0, UNKNOWN, 500);
  }

  @Test
  void shouldTakeAStampForDataOnlyAndOnce() {
    begin();
    rig.key = 3;
    client.ping();
    client.hello();
    rig.reflector.onSendStamp(3, rig.now + 2 * RESIDENCE);
    data(0, 4, 500);
    rig.reflector.onSendStamp(4, rig.now + 2 * RESIDENCE);
    rig.reflector.sent(5);
    rig.reflector.onSendStamp(5, rig.now + 3 * RESIDENCE);
    assertDelays(0, 500);
  }

  @Test
  void shouldFindTheAnswerWhenStampsComeLateAndTheCounterWraps() {
    begin();
    long key = 0xffff_fffeL;
    for (int i = 0; i < 4; i++) {
      rig.key = key + i & 0xffff_ffffL;
      client.data(i);
    }
    long sent = rig.now + RESIDENCE;
    rig.pass(Rig.SECOND);
    for (int i = 3; i >= 0; i--) {
      rig.reflector.onSendStamp(key + i & 0xffff_ffffL, sent + i);
    }
    assertDelays(0, 0, 1, 2, 3);
  }

  @Test
  void shouldIgnoreAStampWhenNewerSendsHaveTakenItsPlace() {
    client.window = 8192;
    begin();
    for (int i = 0; i <= 4096; i++) {
      rig.key = i;
      client.data(i);
    }
    rig.key = -1;
    rig.reflector.onSendStamp(0, rig.now + RESIDENCE + 7);
    rig.reflector.onSendStamp(1, rig.now + RESIDENCE + 7);
    rig.reflector.onSendStamp(4096, rig.now + RESIDENCE + 7);
    assertDelays(0, UNKNOWN, 7);
    assertDelays(4096, 7);
  }

  @Test
  void shouldForgetWhatFellOutOfTheWindow() {
    client.window = 64;
    begin();
    for (int i = 0; i < 10; i++) {
      data(i, i, 100 + i);
    }
    for (int i = 10; i < 74; i++) {
      client.data(i);
    }
    // Of 64, 10 is the oldest that is known; it has the place of no other.
    assertDelays(9, UNKNOWN, UNKNOWN);
    client.data(200);
    assertEquals(0, client.report(137, 64).sendDelays().remaining());
    // The stamp of an answer that is no longer remembered.
    rig.key = 99;
    client.data(201);
    rig.key = -1;
    client.data(300);
    rig.reflector.onSendStamp(99, rig.now + RESIDENCE);
    assertEquals(0, client.report(201, 64).sendDelays().remaining());
  }

  @Test
  void shouldPageByFiveBytesASequenceOnlyWhereThereAreStamps() {
    client.window = 2048;
    begin();
    for (int i = 0; i < 1500; i++) {
      client.data(i);
    }
    ReportPage plain = Objects.requireNonNull(client.report(0, 1500, 0, 1200));
    assertEquals(ReportPage.capacity(1200, false, false), plain.fates().remaining());
    data(1500, 1, 77);
    ReportPage page = Objects.requireNonNull(client.report(1, 1500, 1400, 1200));
    assertEquals(100, page.fates().remaining());
    assertEquals(77, page.sendDelayNanos(99));
    ReportPage first = Objects.requireNonNull(client.report(1, 1500, 0, 1200));
    assertEquals(ReportPage.capacity(1200, true, false), first.fates().remaining());
    assertEquals(0, first.sendDelays().remaining());
    // Too short for a delay, but not for a fate.
    ReportPage least = Objects.requireNonNull(client.report(1, 1500, 1499, 178));
    assertEquals(1, least.fates().remaining());
    assertEquals(UNKNOWN, least.sendDelayNanos(0));
    assertEquals(77, Objects.requireNonNull(client.report(1, 1500, 1499, 184)).sendDelayNanos(0));
  }

  @Test
  void shouldCountTheDelaysOfAWindowAsItsMemory() {
    begin();
    data(0, 0, 1);
    assertEquals(5 * 256, rig.reflector.windowBytes());
    data(1, 1, 1);
    assertEquals(5 * 256, rig.reflector.windowBytes());
    rig.pass(601 * Rig.SECOND);
    assertEquals(0, rig.reflector.windowBytes());
    // Nobody's any more.
    rig.reflector.onSendStamp(1, rig.now);
    assertEquals(0, rig.reflector.windowBytes());
  }

  @Test
  void shouldLeaveHalfOfTheMemoryToFates() {
    int most = 2 * 5 * 256 + 200;
    ReflectorLimits limits =
        new ReflectorLimits(
            10, Duration.ofMinutes(10), 256, most, 1000, 1000, Duration.ofSeconds(60));
    rig = new Rig(Rig.settings(1, limits));
    client = rig.client(7);
    begin();
    data(0, 0, 1);
    assertEquals(5 * 256, rig.reflector.windowBytes());
    client = rig.client(8);
    client.hello();
    data(0, 1, 1);
    assertEquals(6 * 256, rig.reflector.windowBytes());
    assertDelays(0, UNKNOWN);
  }

  @Test
  void shouldServeOnWhenAKernelsStampLiesBeforeWhatWasToldLast() {
    // As where one datagram in between had no stamp of the kernel, but one of a process that stood
    // still: the bucket of cookies has changed meanwhile.
    rig.pass(5 * Rig.SECOND + 60 * Rig.SECOND - Rig.MILLI);
    begin();
    rig.pass(2 * Rig.MILLI);
    assertTrue(client.data(0));
    rig.now -= 2 * Rig.MILLI;
    rig.epoch -= 2 * Rig.MILLI;
    assertTrue(client.data(1));
    assertEquals(2, client.answer.receivedCount);
    data(2, 9, 55);
    assertDelays(0, UNKNOWN, UNKNOWN, 55);
  }

  @Test
  void shouldBeginJitterAnewWhenTheSourceOfStampsChanges() {
    begin();
    client.data(0);
    rig.stamps = TimestampSource.PROCESS;
    rig.epoch += 16 * Rig.MILLI;
    byte[] late = client.packet(io.netsonde.trafficsim.wire.PacketType.DATA, 1, null, 128);
    rig.epoch += 16 * Rig.MILLI;
    rig.exchange(late, client.source);
    assertEquals(0, client.report(0, 2).jitter());
    assertFalse(client.data(1));
  }
}
