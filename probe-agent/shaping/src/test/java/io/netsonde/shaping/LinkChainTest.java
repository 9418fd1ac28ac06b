package io.netsonde.shaping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkChainTest {
  private static final long MILLI = 1_000_000;

  private final List<String> left = new ArrayList<>();
  private long now;

  private final LinkChain.Exit<String> exit =
      new LinkChain.Exit<>() {
        @Override
        public void toTarget(String packet) {
          left.add(packet + " at target " + now / MILLI);
        }

        @Override
        public void toClient(String packet) {
          left.add(packet + " at client " + now / MILLI);
        }

        @Override
        public void expired(String packet, int router) {
          left.add(packet + " from " + router + " at " + now / MILLI);
        }
      };

  private static LinkImpairment slow(int there, int back) {
    return new LinkImpairment(
        Impairment.NONE.withDelay(Duration.ofMillis(there)),
        Impairment.NONE.withDelay(Duration.ofMillis(back)));
  }

  private static LinkChain<String> chain(LinkImpairment... links) {
    return new LinkChain<>(List.of(links), packet -> 1, 1000, 1000);
  }

  /** Lets time pass until nothing is under way. */
  private void run(LinkChain<String> chain) {
    while (true) {
      boolean moved = chain.move(now, exit);
      long next = chain.nextDeadlineNanos(Long.MAX_VALUE);
      if (next == Long.MAX_VALUE) {
        return;
      }
      assertTrue(moved || next > now, "stuck at " + now);
      now = Math.max(now, next);
    }
  }

  @Test
  void shouldTakePacketsOverAllLinks() {
    LinkChain<String> chain = chain(slow(1, 2), slow(10, 20), slow(100, 200));
    assertEquals(2, chain.routers());
    chain.fromClient("a", 64, 0);
    run(chain);
    chain.fromTarget("b", now);
    run(chain);
    assertEquals(List.of("a at target 111", "b at client 333"), left);
  }

  @Test
  void shouldAnswerFromTheRouterWhereTimeToLiveEnds() {
    LinkChain<String> chain = chain(slow(1, 2), slow(10, 20), slow(100, 200));
    chain.fromClient("one", 1, 0);
    run(chain);
    chain.fromClient("two", 2, now);
    run(chain);
    chain.fromClient("three", 3, now);
    run(chain);
    assertEquals(List.of("one from 1 at 3", "two from 2 at 36", "three at target 147"), left);
  }

  @Test
  void shouldLoseOnlyBehindTheLossyLink() {
    LinkChain<String> chain = chain(LinkImpairment.NONE, LinkImpairment.NONE, LinkImpairment.NONE);
    chain.replace(
        1, new LinkImpairment(Impairment.NONE.withSeed(4).withLoss(0.2), Impairment.NONE));
    for (int hops = 1; hops <= 3; hops++) {
      for (int i = 0; i < 1000; i++) {
        chain.fromClient("" + hops, hops, now);
        run(chain);
        now += MILLI;
      }
    }
    assertEquals(1000, count("1 from 1"));
    assertEquals(800.0, (double) count("2 from 2"), 50);
    assertEquals(800.0, (double) count("3 at target"), 50);
  }

  private long count(String start) {
    return left.stream().filter(one -> one.startsWith(start)).count();
  }

  @Test
  void shouldLoseAnswersOfRoutersBehindLinkThatLosesOnTheWayBack() {
    LinkChain<String> chain = chain(LinkImpairment.NONE, LinkImpairment.NONE);
    chain.replace(0, new LinkImpairment(Impairment.NONE, Impairment.NONE.withLoss(1)));
    chain.fromClient("a", 1, 0);
    chain.fromClient("b", 2, 0);
    chain.fromTarget("c", 0);
    run(chain);
    assertEquals(List.of("b at target 0"), left);
  }

  @Test
  void shouldNotAddUpDelaysOfItsCaller() {
    LinkChain<String> chain =
        chain(Collections.nCopies(5, slow(10, 10)).toArray(new LinkImpairment[0]));
    chain.fromClient("a", 64, 0);
    for (now = 0; left.isEmpty(); now += 7 * MILLI) {
      boolean unused = chain.move(now, exit);
    }
    assertEquals(List.of("a at target 56"), left, "due at 50, looked at every 7");
  }

  @Test
  void shouldRefuseRouteWithoutLinks() {
    assertThrows(IllegalArgumentException.class, LinkChainTest::chain);
  }
}
