package io.netsonde.measurement.trace;

import static io.netsonde.measurement.trace.TracedPath.MS;
import static io.netsonde.measurement.trace.TracedPath.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Traces towards a port that nobody listens on: who says so, and how often. */
final class ClosedPortTraceTest {
  private static final long TIMEOUT = 1_000 * MS;

  private static TraceRounds rounds(int count, long intervalNanos, InetAddress target) {
    TraceSettings settings = new TraceSettings(count, 1, 30, intervalNanos, TIMEOUT, true);
    return TraceRounds.towardsClosedPort(settings, target, new Random(7));
  }

  @Test
  void shouldNotBelieveAFirewallThatItIsTheTarget() {
    TraceRounds rounds = rounds(3, 700 * MS, address(6));
    TracedPath path = new TracedPath(5).rejectingAt(3).run(rounds);
    assertFalse(rounds.isReached());
    assertEquals(
        List.of(HopEnd.EXPIRED, HopEnd.EXPIRED, HopEnd.EXPIRED, HopEnd.UNREACHABLE),
        rounds.hops().stream().map(hop -> hop.end().orElseThrow()).toList());
    assertEquals(address(3), rounds.hops().getLast().responders().getFirst().address());
    assertEquals(4, path.sent.stream().filter(probe -> TraceRounds.roundOf(probe) == 2).count());
  }

  /** Its word as a router may be lost at first, or come later than its refusal. */
  @Test
  void shouldSeeThroughAFirewallWhenItsOwnHopAnswersLater() {
    TraceRounds rounds = rounds(2, 700 * MS, address(6));
    new TracedPath(5).rejectingAt(3).losing(probe -> probe == 3).run(rounds);
    assertFalse(rounds.isReached());
    assertEquals(Optional.of(HopEnd.UNREACHABLE), rounds.hops().get(3).end());
  }

  @Test
  void shouldTakeATargetThatAnswersFromAnotherAddressOfItsOwn() {
    TraceRounds rounds = rounds(2, 700 * MS, InetAddress.ofLiteral("192.0.2.1"));
    new TracedPath(4).run(rounds);
    assertTrue(rounds.isReached());
    assertEquals(5, rounds.hops().size());
  }

  /** As where a port of a router is forwarded to a host behind it. */
  @Test
  void shouldTakeATargetWhoseAddressIsThatOfTheRouterBeforeIt() {
    TraceRounds rounds = rounds(1, 0, address(1));
    rounds.start(0);
    for (int ttl = 1; ttl <= 2; ttl++) {
      assertEquals(ttl, rounds.poll(0));
    }
    rounds.onAnswer(1, TraceAnswer.of(address(1), HopEnd.EXPIRED, MS));
    rounds.onAnswer(2, TraceAnswer.of(address(1), HopEnd.TARGET, MS));
    assertTrue(rounds.isReached());
  }

  /** Whatever the first round does not know yet, no answer of the target is missing at the end. */
  @ParameterizedTest
  @CsvSource({
    "10, 500, 0, 300", "10, 500, 4, 10000", "10, 500, 4, 300", "10, 500, 12, 8000",
    "3, 1000, 0, 300", "3, 1000, 4, 10000", "3, 1000, 12, 8000", "3, 1000, 1, 100000",
    "3, 0, 4, 50", "3, 0, 12, 50", "1, 0, 4, 10000"
  })
  void shouldLeaveTheLaterRoundsTheirAnswers(
      int count, long intervalMillis, int routers, long hopMicros) {
    TraceRounds rounds = rounds(count, intervalMillis * MS, address(routers + 1));
    TracedPath path =
        new TracedPath(routers).apart(hopMicros * 1_000).limited(routers + 1).run(rounds);
    Hop target = rounds.hops().getLast();
    assertEquals(routers + 1, target.ttl());
    assertEquals(count, target.received(), () -> "asked " + path.sent);
  }

  /** A target far behind routers that all keep silent costs a delay, but no answer. */
  @ParameterizedTest
  @CsvSource({"10, 500", "3, 1000"})
  void shouldDelayTheSecondRoundWhenTheFirstAskedTooMuch(int count, long intervalMillis) {
    TraceRounds rounds = rounds(count, intervalMillis * MS, address(4));
    TracedPath path = new TracedPath(3).apart(80 * MS).limited(4);
    for (int ttl = 1; ttl <= 3; ttl++) {
      path.silent(ttl);
    }
    path.run(rounds);
    assertEquals(count, rounds.hops().getLast().received());
    assertTrue(path.endNanos > (count - 1) * intervalMillis * MS);
  }

  /** Three rounds one after the other are as quick as the path lets them be. */
  @Test
  void shouldHoldNothingBackWhenTheAnswersLast() {
    TraceRounds rounds = rounds(3, 0, address(13));
    TracedPath path = new TracedPath(12).apart(MS / 20).silent(3).run(rounds);
    assertEquals(12 * 3, rounds.hops().stream().mapToLong(Hop::received).sum());
    // The silent hop is waited for ten times as long as the target's 650 us and a moment.
    assertTrue(path.endNanos < 15 * MS, () -> path.endNanos + " ns");
  }

  @Test
  void shouldDelayNoLongerThanWhatWasSpentTakesToComeBack() {
    AnswerBudget usual = new AnswerBudget(10, 500 * MS);
    assertEquals(0, usual.delayNanos(0));
    assertEquals(0, usual.delayNanos(1));
    assertEquals(750 * MS, usual.delayNanos(2));
    assertEquals(usual.mostNanos(), usual.delayNanos(26));
    assertEquals(1, usual.unpunished(4));
    AnswerBudget fast = new AnswerBudget(30, 100 * MS);
    assertEquals(1_050 * MS, fast.delayNanos(2));
    AnswerBudget slow = new AnswerBudget(100, 2_000 * MS);
    assertEquals(0, slow.mostNanos());
    assertEquals(4, slow.unpunished(4));
    assertEquals(0, new AnswerBudget(1, 0).mostNanos());
  }
}
