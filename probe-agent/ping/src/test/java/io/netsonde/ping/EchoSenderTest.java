package io.netsonde.ping;

import static io.netsonde.ping.EchoRig.KERNEL_SENDS_AFTER;
import static io.netsonde.ping.EchoRig.MS;
import static io.netsonde.ping.EchoRig.SECOND;
import static io.netsonde.ping.EchoRig.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.EchoError;
import io.netsonde.measurement.PingCycle;
import io.netsonde.measurement.TimestampSource;
import io.netsonde.measurement.TrafficSimCycle.Outcome;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole cycles in virtual time, with exact figures. */
class EchoSenderTest {
  private static EchoRig rig(int cycle) {
    EchoRig rig = new EchoRig(settings(cycle), 1);
    rig.there.delay(Duration.ofMillis(3));
    rig.back.delay(Duration.ofMillis(4));
    return rig;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldMeasureTheRoundTripWhenEverythingIsAnswered(boolean ipv6) {
    EchoRig rig = new EchoRig(settings(60), 1, ipv6);
    rig.there.delay(Duration.ofMillis(3));
    rig.back.delay(Duration.ofMillis(4));
    rig.readingNanos = 5 * MS; // the kernel's stamps are free of it
    long start = rig.time.epochNanos();
    rig.start();
    rig.run(60 * SECOND);
    PingCycle cycle = rig.cycles().getFirst();
    assertEquals(Outcome.COMPLETE, cycle.outcome());
    assertEquals(TimestampSource.KERNEL, cycle.timestampSource());
    assertEquals(start, cycle.startEpochNanos());
    assertEquals(start + 59 * SECOND + KERNEL_SENDS_AFTER + 12 * MS, cycle.endEpochNanos());
    CycleFigures figures = cycle.figures();
    assertEquals(60, figures.packets());
    assertEquals(60, figures.roundTrip().received());
    assertEquals(0, figures.roundTrip().lost());
    assertEquals(7 * MS, figures.roundTrip().delay().min());
    assertEquals(7 * MS, figures.roundTrip().delay().max());
    assertEquals(60 * 56, figures.bytesSent());
    assertEquals(60 * 56, figures.bytesReceived());
    assertEquals(List.of(false, true), rig.states());
    assertTrue(cycle.errors().isEmpty());
  }

  @Test
  void shouldClaimNoDirection() {
    EchoRig rig = rig(10);
    rig.there.dropIf(index -> index % 5 == 2);
    rig.start();
    rig.run(20 * SECOND);
    CycleFigures figures = rig.cycles().getFirst().figures();
    assertEquals(0, figures.forward().sent() + figures.reverse().sent());
    assertTrue(figures.forward().delay().isEmpty() && figures.reverse().delay().isEmpty());
    assertTrue(figures.forward().pdv().isEmpty() && figures.reverse().ipdv().isEmpty());
    assertTrue(figures.clock().isEmpty());
    assertTrue(figures.lossAsymmetry().isEmpty() && figures.delayAsymmetryNanos().isEmpty());
    assertEquals(2, figures.undecided());
    assertEquals(2, figures.roundTrip().lost());
    assertFalse(figures.mos().orElseThrow().oneWay());
  }

  @Test
  void shouldCountEachLossOnceWhicheverWayItIsLost() {
    EchoRig rig = rig(20);
    rig.there.dropIf(index -> index == 3 || index == 4);
    rig.back.dropIf(index -> index == 8); // the reply to 10, since two never came
    rig.start();
    rig.run(24 * SECOND);
    CycleFigures figures = rig.cycles().getFirst().figures();
    assertEquals(20, figures.roundTrip().sent());
    assertEquals(17, figures.roundTrip().received());
    assertEquals(3, figures.roundTrip().lost());
    assertEquals(Distribution.of(1, 2), figures.roundTrip().lossRuns());
    assertTrue(rig.told.containsAll(List.of("3 LOST", "4 LOST", "10 LOST", "11 ANSWERED")));
    assertEquals(List.of(false, true), rig.states());
  }

  @Test
  void shouldCallAReplyLateWhenItComesAfterTheTimeout() {
    EchoRig rig = rig(10);
    // The last one's too: the cycle stays open for as long again.
    rig.back.delay(index -> index == 5 || index == 9 ? 2_500 * MS : index == 7 ? 1_990 * MS : MS);
    rig.start();
    rig.run(20 * SECOND);
    CycleFigures figures = rig.cycles().getFirst().figures();
    assertEquals(2, figures.late());
    assertEquals(8, figures.roundTrip().received());
    assertEquals(2, figures.roundTrip().lost());
    assertEquals(1_993 * MS, figures.roundTrip().delay().max());
    assertTrue(rig.told.containsAll(List.of("5 LOST", "5 LATE", "9 LOST", "9 LATE")));
  }

  @Test
  void shouldCallItInTimeWhenOnlyTheProcessWasLate() {
    EchoRig rig = rig(5);
    rig.readingNanos = 2_500 * MS;
    rig.start();
    rig.run(20 * SECOND);
    CycleFigures figures = rig.cycles().getFirst().figures();
    assertEquals(5, figures.roundTrip().received());
    assertEquals(7 * MS, figures.roundTrip().delay().max());
  }

  @Test
  void shouldCountCopiesBesideTheFirstReply() {
    EchoRig rig = rig(10);
    rig.back.duplicateIf(index -> index < 3);
    rig.start();
    rig.run(12 * SECOND);
    CycleFigures figures = rig.cycles().getFirst().figures();
    assertEquals(10, figures.roundTrip().received());
    assertEquals(3, figures.roundTrip().duplicates());
    assertEquals(13 * 56, figures.bytesReceived());
    assertEquals(3, rig.duplicates);
  }

  @Test
  void shouldSeeReorderingAsRfc4737Has() {
    EchoRig rig = rig(20);
    rig.there.delay(index -> index == 4 ? 1_500 * MS : index == 10 ? 1_900 * MS : MS);
    rig.start();
    rig.run(30 * SECOND);
    CycleFigures figures = rig.cycles().getFirst().figures();
    assertEquals(20, figures.roundTrip().received());
    assertEquals(2, figures.roundTrip().reordered());
    assertEquals(1, figures.reorderingExtent());
  }

  @ParameterizedTest
  @CsvSource({"true, 3600", "true, -3600", "false, 3600", "false, -3600"})
  void shouldMeasureTheSameWhenTheClockIsStepped(boolean kernel, long seconds) {
    EchoRig rig = rig(10);
    rig.kernelStamps = kernel;
    rig.start();
    rig.run(4 * SECOND + 5 * MS); // between a request and its reply
    rig.time.stepEpoch(seconds * SECOND);
    rig.run(10 * SECOND);
    CycleFigures figures = rig.cycles().getFirst().figures();
    long rtt = 7 * MS + (kernel ? 0 : KERNEL_SENDS_AFTER);
    assertEquals(10, figures.roundTrip().received());
    assertEquals(rtt, figures.roundTrip().delay().min());
    assertEquals(rtt, figures.roundTrip().delay().max());
    PingCycle cycle = rig.cycles().getFirst();
    assertTrue(cycle.endEpochNanos() > cycle.startEpochNanos());
    assertEquals(
        kernel ? TimestampSource.KERNEL : TimestampSource.PROCESS, cycle.timestampSource());
  }

  @Test
  void shouldTellDownAndUpWhenTheTargetRestarts() {
    EchoRig rig = rig(60);
    rig.start();
    rig.run(10 * SECOND + 500 * MS);
    rig.targetUp(false);
    rig.run(30 * SECOND);
    rig.targetUp(true);
    rig.run(30 * SECOND);
    assertEquals(List.of(false, true, false, true), rig.states());
    CycleFigures figures = rig.cycles().getFirst().figures();
    assertEquals(30, figures.roundTrip().lost());
    assertEquals(30, figures.roundTrip().received());
    assertEquals(Distribution.of(30), figures.roundTrip().lossRuns());
    assertEquals(3, rig.unanswered, "after the third loss, and every 10 s");
  }

  @Test
  void shouldLoseWhatTheNetworkRefusesWithoutCallingItSent() {
    EchoRig rig = rig(10);
    rig.start();
    rig.run(3 * SECOND + 500 * MS);
    rig.refusing = true;
    rig.run(4 * SECOND);
    rig.refusing = false;
    rig.run(6 * SECOND);
    CycleFigures figures = rig.cycles().getFirst().figures();
    assertEquals(4, figures.roundTrip().lost());
    assertEquals(6, figures.roundTrip().received());
    assertEquals(6, figures.sendLag().count());
    assertEquals(4, figures.refused());
    assertEquals(6 * 56, figures.bytesSent());
    assertEquals(List.of(false, true, false, true), rig.states());
  }

  @Test
  void shouldNotCallItRefusedWhenTheTargetHasNoAddressYet() {
    EchoRig rig = rig(3);
    rig.addressed = false;
    rig.start();
    rig.run(20 * SECOND);
    CycleFigures figures = rig.cycles().getFirst().figures();
    assertEquals(3, figures.roundTrip().lost());
    assertEquals(0, figures.sendLag().count());
    assertEquals(0, figures.refused());
  }

  @Test
  void shouldPublishThePartAndEndWhenStopped() {
    EchoRig rig = rig(60);
    rig.there.dropIf(index -> index == 4);
    rig.start();
    rig.run(4 * SECOND + 500 * MS);
    rig.stop();
    assertFalse(rig.sender.isDone());
    rig.run(3 * SECOND);
    assertTrue(rig.sender.isDone());
    PingCycle cycle = rig.cycles().getFirst();
    assertEquals(Outcome.PARTIAL, cycle.outcome());
    assertEquals(5, cycle.figures().packets());
    assertEquals(1, cycle.figures().roundTrip().lost());
  }

  @Test
  void shouldEndByItselfAfterTheLastCycle() {
    EchoSettings twice =
        new EchoSettings("p", "h", Duration.ofMillis(100), 5, Duration.ofMillis(500), 16, 2);
    EchoRig rig = new EchoRig(twice, 3);
    rig.there.delay(Duration.ofMillis(1));
    rig.start();
    rig.run(10 * SECOND);
    assertTrue(rig.sender.isDone());
    assertEquals(List.of(0L, 1L), rig.cycles().stream().map(PingCycle::index).toList());
    assertEquals(10, rig.there.sent());
  }

  @Test
  void shouldSkipSlotsAndNeverBurstWhenTheProcessStalled() {
    EchoRig rig = rig(10);
    rig.start();
    rig.run(2 * SECOND + 100 * MS);
    // Nothing of ours runs for 5.3 s: that is the same as virtual time in which nobody polls.
    EchoSender sender = rig.sender;
    ByteBuffer out = ByteBuffer.allocate(2_000);
    long later = rig.time.nanos() + 5_300 * MS;
    assertTrue(sender.poll(later, 0, false, out) > 0);
    assertEquals(0, sender.poll(later, 0, false, out), "one, not one for each slot missed");
    assertEquals(4, sender.missedSlots());
  }

  @Test
  void shouldFallBackToTheProcessWhenTheKernelDoesNotStamp() {
    EchoRig rig = rig(10);
    rig.kernelStamps = false;
    rig.readingNanos = 2 * MS;
    rig.start();
    rig.run(12 * SECOND);
    PingCycle cycle = rig.cycles().getFirst();
    assertEquals(TimestampSource.PROCESS, cycle.timestampSource());
    assertEquals(9 * MS + KERNEL_SENDS_AFTER, cycle.figures().roundTrip().delay().max());
  }

  @ParameterizedTest
  @CsvSource({
    "false, 3, 1, HOST_UNREACHABLE",
    "false, 3, 0, NETWORK_UNREACHABLE",
    "false, 3, 13, PROHIBITED",
    "false, 3, 4, TOO_BIG",
    "false, 3, 2, PROTOCOL_UNREACHABLE",
    "false, 11, 0, HOPS_EXCEEDED",
    "false, 12, 0, OTHER",
    "true, 1, 3, HOST_UNREACHABLE",
    "true, 1, 0, NETWORK_UNREACHABLE",
    "true, 1, 1, PROHIBITED",
    "true, 2, 0, TOO_BIG",
    "true, 1, 4, PROTOCOL_UNREACHABLE",
    "true, 3, 0, HOPS_EXCEEDED",
    "true, 4, 0, OTHER"
  })
  void shouldSayWhatIcmpSaysOfALoss(boolean ipv6, int type, int code, EchoError expected) {
    EchoRig rig = new EchoRig(settings(5), 1, ipv6);
    rig.there.delay(Duration.ofMillis(3)).dropIf(index -> index == 2);
    rig.start();
    rig.run(2 * SECOND + 5 * MS);
    rig.error(type, code, quote(ipv6, 2, 8));
    assertEquals("2 LOST " + expected + " 198.51.100.1", rig.told.getLast());
    rig.run(5 * SECOND);
    PingCycle cycle = rig.cycles().getFirst();
    assertEquals(Map.of(expected, 1L), cycle.errors());
    assertEquals(1, cycle.figures().roundTrip().lost());
  }

  @Test
  void shouldBelieveTheReplyWhenAnErrorCameBefore() {
    EchoRig rig = rig(5);
    rig.start();
    rig.run(2 * SECOND + MS);
    rig.error(3, 1, quote(false, 2, 8));
    rig.run(5 * SECOND);
    PingCycle cycle = rig.cycles().getFirst();
    assertEquals(5, cycle.figures().roundTrip().received());
    assertTrue(cycle.errors().isEmpty());
    // And an error after the reply is of no interest.
    rig.error(3, 1, quote(false, 6, 8));
    assertEquals("6 ANSWERED", rig.told.getLast());
  }

  @Test
  void shouldLearnWhyWhenTheErrorComesAfterTheTimeout() {
    EchoRig rig = rig(5);
    rig.there.dropIf(index -> index == 4);
    rig.start();
    rig.run(7 * SECOND); // 4 was lost after 6 s; a host gives up its neighbour after 3 s
    assertEquals(List.of(), rig.cycles());
    rig.error(3, 1, quote(false, 4, 64));
    assertEquals(Map.of(EchoError.HOST_UNREACHABLE, 1L), rig.cycles().getFirst().errors());
  }

  @ParameterizedTest
  @CsvSource({"5, 1", "5, 0", "4, 0"})
  void shouldPassOverWhatDoesNotStopARequest(int type, int code) {
    EchoRig rig = rig(5);
    rig.there.delay(Duration.ofMillis(20));
    rig.start();
    rig.run(4 * SECOND + MS);
    rig.error(type, code, quote(false, 4, 64)); // of the cycle's last request
    rig.run(5 * SECOND);
    PingCycle cycle = rig.cycles().getFirst();
    assertEquals(5, cycle.figures().roundTrip().received());
    assertEquals(Map.of(), cycle.errors());
    assertFalse(rig.told.stream().anyMatch(line -> line.contains("LOST")), rig.told::toString);
  }

  @Test
  void shouldNotCallTheTargetDownForLossesBeforeItsLastReply() {
    EchoSettings patient =
        new EchoSettings("p", "h", Duration.ofSeconds(1), 60, Duration.ofSeconds(5), 16, 0);
    EchoRig rig = new EchoRig(patient, 1);
    rig.there.dropIf(index -> index >= 6 && index <= 8);
    rig.start();
    rig.run(10 * SECOND + 500 * MS); // 9 and 10 are answered, the others still waited for
    rig.stop();
    rig.run(30 * SECOND);
    assertEquals(3, rig.cycles().getFirst().figures().roundTrip().lost());
    assertEquals(List.of(false, true), rig.states());
    assertEquals(0, rig.unanswered);
  }

  @Test
  void shouldSendTheFirstRequestWhenThePhaseHasPassed() {
    EchoRig rig = new EchoRig(settings(5), 1, false, 700 * MS);
    rig.start();
    rig.run(699 * MS);
    assertEquals(Map.of(), rig.sent);
    rig.run(2 * MS);
    assertEquals(1, rig.sent.size());
  }

  @Test
  void shouldNotWaitMuchLongerThanTheTimeoutForTheLastOfALimitedRun() {
    EchoSettings once =
        new EchoSettings("p", "h", Duration.ofSeconds(1), 1, Duration.ofSeconds(30), 16, 1);
    EchoRig rig = new EchoRig(once, 3);
    rig.targetUp(false);
    rig.start();
    rig.run(31 * SECOND);
    assertFalse(rig.sender.isDone(), "ICMP may still say why");
    rig.run(2 * SECOND);
    assertTrue(rig.sender.isDone());
  }

  @Test
  void shouldPassOverErrorsAboutOthersRequests() {
    EchoRig rig = rig(5);
    rig.there.dropIf(index -> true);
    rig.start();
    rig.run(SECOND + MS);
    ByteBuffer other = quote(false, 0, 64);
    rig.error(3, 1, ByteBuffer.allocate(64).put(other).putLong(8, 4711).clear());
    rig.error(3, 1, quote(false, 2, 64)); // not sent yet
    rig.error(3, 1, quote(false, 40_000, 8));
    rig.error(3, 1, ByteBuffer.allocate(7));
    assertEquals(List.of(), rig.told);
  }

  /** What a router quotes of the request of that sequence. */
  private static ByteBuffer quote(boolean ipv6, long sequence, int bytes) {
    long token = new java.util.Random(1).nextLong(); // the first that the sender draws
    ByteBuffer request = ByteBuffer.allocate(64);
    EchoData.put(request, ipv6, token, sequence, 56);
    return request.flip().limit(bytes);
  }

  @Test
  void shouldTakeARepliesTokenForWhoseItIs() {
    EchoRig rig = rig(5);
    rig.there.dropIf(index -> true);
    rig.start();
    rig.run(2 * SECOND + MS);
    ByteBuffer forged = ByteBuffer.allocate(64);
    EchoData.put(forged, false, 4711, 1, 56);
    rig.sender.onReply(forged.put(0, (byte) 0).flip(), false, rig.time.nanos(), 0, 0);
    ByteBuffer early = ByteBuffer.allocate(64);
    EchoData.put(early, false, new java.util.Random(1).nextLong(), 77, 56);
    rig.sender.onReply(early.put(0, (byte) 0).flip(), false, rig.time.nanos(), 0, 0);
    rig.run(10 * SECOND);
    assertEquals(5, rig.cycles().getFirst().figures().roundTrip().lost());
  }

  @Test
  void shouldDropStampsThatCannotBeTrue() {
    EchoRig rig = rig(4);
    rig.kernelStamps = false;
    rig.start();
    rig.sender.sent(0);
    rig.sender.onSendStamp(0, rig.time.nanos() - 1, 0); // before the process sent it
    rig.run(6 * SECOND);
    assertEquals(1, rig.sender.discardedStamps());
    assertEquals(TimestampSource.PROCESS, rig.cycles().getFirst().timestampSource());
    IntStream.range(0, 40).forEach(rig.sender::sent);
    assertEquals(24, rig.sender.missingStamps());
  }
}
