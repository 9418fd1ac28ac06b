package io.netsonde.measurement.trace;

import static io.netsonde.measurement.trace.TracedPath.MS;
import static io.netsonde.measurement.trace.TracedPath.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.Distribution;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TraceRoundsTest {
  private static final long TIMEOUT = 1_000 * MS;

  private static TraceRounds rounds(int count, long intervalNanos) {
    return new TraceRounds(
        new TraceSettings(count, 1, 30, intervalNanos, TIMEOUT, true), new Random(7));
  }

  private static List<Integer> ttls(List<Hop> hops) {
    return hops.stream().map(Hop::ttl).toList();
  }

  private static List<Integer> ofRound(TracedPath path, int round) {
    return path.sent.stream()
        .filter(probe -> TraceRounds.roundOf(probe) == round)
        .map(TraceRounds::ttlOf)
        .toList();
  }

  @Test
  void shouldFindEveryHopWhenAllAnswer() {
    TraceRounds rounds = rounds(3, 700 * MS);
    TracedPath path = new TracedPath(4).run(rounds);
    List<Hop> hops = rounds.hops();
    assertEquals(List.of(1, 2, 3, 4, 5), ttls(hops));
    assertTrue(rounds.isReached());
    for (Hop hop : hops) {
      assertEquals(
          List.of(new Responder(address(hop.ttl()), Optional.empty(), 3)), hop.responders());
      assertEquals(3, hop.sent());
      assertEquals(Distribution.of(hop.ttl() * MS, hop.ttl() * MS, hop.ttl() * MS), hop.rtt());
      assertEquals(OptionalDouble.of(0), hop.jitterNanos());
    }
    assertEquals(Optional.of(HopEnd.EXPIRED), hops.get(3).end());
    assertEquals(Optional.of(HopEnd.TARGET), hops.get(4).end());
    assertEquals(1_405 * MS, path.endNanos);
  }

  @Test
  void shouldSendAllTtlsOfARoundAtOnceWhenThePathIsKnown() {
    TracedPath path = new TracedPath(11).run(rounds(2, 700 * MS));
    assertEquals(12, ofRound(path, 1).size());
    assertEquals(12, path.mostInFlight);
  }

  @Test
  void shouldNotFloodTheTargetWhenItIsNear() {
    TracedPath path = new TracedPath(2).answering(3, 4).run(rounds(1, 0));
    assertEquals(IntStream.rangeClosed(1, 6).boxed().toList(), ofRound(path, 0));
  }

  @Test
  void shouldSendBeyondTheWindowWhenNobodyAnswers() {
    TraceRounds rounds = rounds(1, 0);
    TracedPath path = new TracedPath(40).run(rounds);
    assertEquals(30, path.sent.size());
    TracedPath dead = new TracedPath(4);
    IntStream.rangeClosed(1, 5).forEach(dead::silent);
    TraceRounds unanswered = rounds(1, 0);
    dead.run(unanswered);
    assertEquals(30, dead.sent.size());
    assertEquals(List.of(), unanswered.hops());
    assertFalse(unanswered.isReached());
    assertEquals(52 * MS + TIMEOUT, dead.endNanos);
  }

  @Test
  void shouldShuffleLaterRoundsOnly() {
    TracedPath path = new TracedPath(11).run(rounds(3, 700 * MS));
    List<Integer> upwards = IntStream.rangeClosed(1, 12).boxed().toList();
    assertEquals(upwards, ofRound(path, 0).subList(0, 12));
    assertNotEquals(upwards, ofRound(path, 1));
    assertEquals(upwards, ofRound(path, 1).stream().sorted().toList());
    assertNotEquals(ofRound(path, 1), ofRound(path, 2));
  }

  @Test
  void shouldFindTheRealEndWhenItsFirstAnswerWasLost() {
    TraceRounds rounds = rounds(2, 700 * MS);
    new TracedPath(4).losing(probe -> probe == 5).run(rounds);
    List<Hop> hops = rounds.hops();
    assertEquals(List.of(1, 2, 3, 4, 5), ttls(hops));
    assertEquals(2, hops.get(4).sent());
    assertEquals(1, hops.get(4).received());
    assertEquals(OptionalDouble.of(0.5), hops.get(4).loss());
  }

  @Test
  void shouldNotWaitForTheTimeoutWhenLaterHopsTellHowLongItTakes() {
    TraceRounds rounds = rounds(1, 0);
    TracedPath path = new TracedPath(4).silent(2).run(rounds);
    assertTrue(rounds.hops().get(1).isSilent());
    // Ten times the 5 ms to the target and half a millisecond of grace each.
    assertEquals(55 * MS, path.endNanos);
  }

  @Test
  void shouldEndAtTheLastThatAnswersWhenTheTargetIsSilent() {
    TraceRounds rounds = rounds(2, 700 * MS);
    new TracedPath(4).silent(5).silent(2).run(rounds);
    assertEquals(List.of(1, 2, 3, 4), ttls(rounds.hops()));
    assertFalse(rounds.isReached());
  }

  @Test
  void shouldEndWhereARouterRefuses() {
    TraceRounds rounds = rounds(2, 700 * MS);
    TracedPath path = new TracedPath(3).refusing().run(rounds);
    assertEquals(List.of(1, 2, 3), ttls(rounds.hops()));
    assertEquals(Optional.of(HopEnd.UNREACHABLE), rounds.hops().get(2).end());
    assertEquals(3, ofRound(path, 1).size());
  }

  @Test
  void shouldGoOnBehindARefusalWhenOthersPassIt() {
    TraceRounds rounds = rounds(1, 0);
    rounds.start(0);
    for (int ttl = 1; ttl <= 4; ttl++) {
      assertEquals(ttl, rounds.poll(0));
    }
    rounds.onAnswer(2, TraceAnswer.of(address(2), HopEnd.UNREACHABLE, MS));
    rounds.onAnswer(4, TraceAnswer.of(address(4), HopEnd.EXPIRED, MS));
    assertEquals(List.of(1, 2, 3, 4), ttls(rounds.hops()));
  }

  @Test
  void shouldAskAloneWhenQuotesAreTooShort() {
    TraceRounds rounds = rounds(3, 700 * MS);
    TracedPath path = new TracedPath(5).quotingShortly(2).quotingShortly(4).silent(3).run(rounds);
    List<Hop> hops = rounds.hops();
    assertEquals(List.of(1, 2, 3, 4, 5, 6), ttls(hops));
    for (int ttl : new int[] {2, 4}) {
      Hop hop = hops.get(ttl - 1);
      assertEquals(List.of(new Responder(address(ttl), Optional.empty(), 3)), hop.responders());
      assertEquals(Distribution.of(ttl * MS, ttl * MS, ttl * MS), hop.rtt());
      assertEquals(3, hop.sent());
    }
    assertTrue(hops.get(2).isSilent());
    // Once in the first round's crowd, then alone; later rounds know.
    assertEquals(4, path.sent.stream().filter(probe -> TraceRounds.ttlOf(probe) == 2).count());
  }

  @Test
  void shouldFindTheEndAloneWhenTheTargetQuotesShortly() {
    TraceRounds rounds = rounds(2, 0);
    new TracedPath(3).quotingShortly(4).run(rounds);
    assertEquals(List.of(1, 2, 3, 4), ttls(rounds.hops()));
    assertEquals(2, rounds.hops().get(3).received());
  }

  @Test
  void shouldTakeNoDifferenceOverALostProbe() {
    TraceRounds rounds = rounds(4, 0);
    rounds.start(0);
    long[] delays = {10, 26, -1, 500};
    for (int probe = rounds.poll(0); probe >= 0 && TraceRounds.ttlOf(probe) < 5; ) {
      int unused = probe;
      probe = rounds.poll(0);
    }
    rounds.onAnswer(1, TraceAnswer.of(address(1), HopEnd.TARGET, 10));
    for (int round = 1; round < 4; round++) {
      int probe = rounds.poll(round * MS);
      assertEquals(round * 256 + 1, probe);
      if (delays[round] >= 0) {
        rounds.onAnswer(
            probe, TraceAnswer.of(address(1), HopEnd.TARGET, round * MS + delays[round]));
      }
    }
    Hop hop = rounds.hops().getFirst();
    assertEquals(OptionalDouble.of(1), hop.jitterNanos()); // 16 / 16, and no 474
    assertEquals(3, hop.received());
    assertEquals(4, hop.sent());
  }

  @Test
  void shouldUseTheBetterStampWhenItComesAfterTheAnswer() {
    TraceRounds rounds = rounds(1, 0);
    rounds.start(0);
    int probe = rounds.poll(0);
    rounds.onAnswer(probe, TraceAnswer.of(address(1), HopEnd.TARGET, 100));
    rounds.sent(probe, 40);
    assertEquals(Distribution.of(60), rounds.hops().getFirst().rtt());
  }

  @Test
  void shouldIgnoreAnswersThatAreNotTheFirstOrLateOrToNothing() {
    TraceRounds rounds = rounds(1, 0);
    rounds.start(0);
    int probe = rounds.poll(0);
    int late = rounds.poll(0);
    rounds.onAnswer(late, TraceAnswer.of(address(2), HopEnd.TARGET, TIMEOUT + 1));
    rounds.onAnswer(probe, TraceAnswer.of(address(1), HopEnd.EXPIRED, 100));
    rounds.onAnswer(probe, TraceAnswer.of(address(9), HopEnd.TARGET, 200));
    rounds.onAnswer(7, TraceAnswer.of(address(9), HopEnd.TARGET, 200));
    rounds.onAnswer(31, TraceAnswer.of(address(9), HopEnd.TARGET, 200));
    rounds.onAnswer(256, TraceAnswer.of(address(9), HopEnd.TARGET, 200));
    rounds.onAnswer(-5, TraceAnswer.of(address(9), HopEnd.TARGET, 200));
    List<Hop> hops = rounds.hops();
    assertEquals(List.of(1), ttls(hops));
    assertEquals(1, hops.getFirst().received());
    assertFalse(rounds.isReached());
  }

  @Test
  void shouldNotCountWhatDidNotLeave() {
    TraceRounds rounds = rounds(1, 0);
    rounds.start(0);
    rounds.sendFailed(rounds.poll(0));
    int probe = rounds.poll(0);
    rounds.onAnswer(probe, TraceAnswer.of(address(2), HopEnd.TARGET, 100));
    assertEquals(0, rounds.hops().getFirst().sent());
    assertEquals(OptionalDouble.empty(), rounds.hops().getFirst().loss());
    assertEquals(TraceRounds.NONE, rounds.poll(100));
    assertTrue(rounds.isDone());
  }

  @Test
  void shouldKeepTheNewestQuoteAndTheMostTellingEnd() {
    TraceRounds rounds = rounds(1, 0);
    rounds.start(0);
    int probe = rounds.poll(0);
    List<MplsLabel> stack = List.of(new MplsLabel(100, 0, true, 1));
    rounds.onQuote(probe, OptionalInt.of(2), OptionalInt.empty());
    rounds.onAnswer(
        probe,
        new TraceAnswer(
            address(1), HopEnd.EXPIRED, 5, stack, OptionalInt.empty(), OptionalInt.of(46)));
    Hop hop = rounds.hops().getFirst();
    assertEquals(stack, hop.mpls());
    assertEquals(OptionalInt.of(2), hop.quotedTtl());
    assertEquals(OptionalInt.of(46), hop.quotedDscp());
  }

  @Test
  void shouldAlwaysEndWithSentAtLeastReceivedWhateverIsLost() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      TraceRounds rounds =
          new TraceRounds(
              new TraceSettings(
                  1 + random.nextInt(5), 1, 12, random.nextInt(3) * (300 * MS), TIMEOUT, true),
              random);
      double loss = random.nextDouble();
      int routers = 1 + random.nextInt(14);
      TracedPath path = new TracedPath(routers).losing(p -> random.nextDouble() < loss);
      IntStream.range(0, random.nextInt(4)).forEach(i -> path.silent(1 + random.nextInt(12)));
      IntStream.range(0, random.nextInt(4))
          .forEach(i -> path.quotingShortly(1 + random.nextInt(12)));
      path.run(rounds);
      for (Hop hop : rounds.hops()) {
        assertTrue(hop.received() <= hop.sent() && hop.sent() <= 5, "seed " + seed);
        assertTrue(
            hop.responders().stream()
                .allMatch(one -> one.address().equals(address(Math.min(hop.ttl(), routers + 1)))),
            "seed " + seed);
      }
    }
  }

  @Test
  void shouldRefuseImpossibleSettings() {
    assertThrows(
        IllegalArgumentException.class, () -> new TraceSettings(0, 1, 30, 0, TIMEOUT, true));
    assertThrows(
        IllegalArgumentException.class, () -> new TraceSettings(1, 5, 4, 0, TIMEOUT, true));
    assertThrows(
        IllegalArgumentException.class, () -> new TraceSettings(1, 1, 256, 0, TIMEOUT, true));
    assertThrows(IllegalArgumentException.class, () -> new TraceSettings(1, 1, 30, 0, 0, true));
  }
}
