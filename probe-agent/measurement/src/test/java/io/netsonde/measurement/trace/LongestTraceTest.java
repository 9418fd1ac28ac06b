package io.netsonde.measurement.trace;

import static io.netsonde.measurement.trace.TracedPath.MS;
import static io.netsonde.measurement.trace.TracedPath.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How long a trace takes at most, and that nobody is given the answer of another meanwhile. */
final class LongestTraceTest {
  private static final long TIMEOUT = 1_000 * MS;

  private static TracedPath dead() {
    TracedPath path = new TracedPath(4);
    IntStream.rangeClosed(1, 5).forEach(path::silent);
    return path;
  }

  @Test
  void shouldTellTheLongestWhenTheTargetIsSilent() {
    TraceSettings settings = new TraceSettings(2, 1, 30, 1_000 * MS, 5_000 * MS, true);
    TracedPath path = dead().run(new TraceRounds(settings, new Random(7)));
    // The second round waits for the end of the first.
    assertEquals(52 * MS + 2 * 5_000 * MS, path.endNanos);
    assertTrue(path.endNanos <= TraceRounds.longestNanos(settings, false));
  }

  /** Both hops answer so late that others seem to have had their turn. */
  @Test
  void shouldGiveALateAnswerToNobodyElseWhenQuotesAreTooShort() {
    TraceSettings settings = new TraceSettings(1, 1, 30, 0, TIMEOUT, true);
    TraceRounds rounds = new TraceRounds(settings, new Random(7));
    new TracedPath(5)
        .quotingShortly(2)
        .quotingShortly(3)
        .quotingShortly(4)
        .late(3, 300 * MS)
        .late(4, 200 * MS)
        .run(rounds);
    List<Hop> hops = rounds.hops();
    for (int ttl = 1; ttl <= 6; ttl++) {
      Hop hop = hops.get(ttl - 1);
      assertEquals(address(ttl), hop.responders().getFirst().address());
      assertEquals(1, hop.received());
    }
    assertEquals(303 * MS, hops.get(2).rtt().max());
    assertEquals(204 * MS, hops.get(3).rtt().max());
  }

  /** Nor does what a hop of the crowd says after its turn count for the first that is alone. */
  @Test
  void shouldNotBeginToAskAloneWhileAnswersMayStillCome() {
    TraceSettings settings = new TraceSettings(1, 1, 30, 0, TIMEOUT, true);
    TraceRounds rounds = new TraceRounds(settings, new Random(7));
    new TracedPath(5).silent(2).quotingShortly(3).quotingShortly(4).late(4, 600 * MS).run(rounds);
    assertTrue(rounds.hops().get(1).isSilent());
    assertEquals(3 * MS, rounds.hops().get(2).rtt().max());
    assertEquals(604 * MS, rounds.hops().get(3).rtt().max());
  }

  @Test
  void shouldEndInTimeWhateverThePathIs() {
    for (int seed = 0; seed < 1_000; seed++) {
      Random random = new Random(seed);
      boolean closedPort = random.nextBoolean();
      long timeout = (10 + random.nextInt(2_000)) * MS;
      TraceSettings settings =
          new TraceSettings(
              1 + random.nextInt(6), 1, 12, random.nextInt(4) * (300 * MS), timeout, true);
      double loss = random.nextDouble();
      int routers = 1 + random.nextInt(14);
      TracedPath path = new TracedPath(routers).losing(p -> random.nextDouble() < loss);
      path.apart(1 + random.nextLong(100 * MS)).limited(routers + 1);
      IntStream.range(0, random.nextInt(9)).forEach(i -> path.silent(1 + random.nextInt(13)));
      IntStream.range(0, random.nextInt(9))
          .forEach(i -> path.quotingShortly(1 + random.nextInt(13)));
      IntStream.range(0, random.nextInt(3))
          .forEach(i -> path.late(1 + random.nextInt(13), random.nextLong(3_000 * MS)));
      TraceRounds rounds =
          closedPort
              ? TraceRounds.towardsClosedPort(settings, address(routers + 1), random)
              : new TraceRounds(settings, random);
      path.run(rounds);
      long longest = TraceRounds.longestNanos(settings, closedPort);
      assertTrue(path.endNanos <= longest, "seed " + seed + ": " + path.endNanos);
    }
  }
}
