package io.netsonde.measurement.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutageTest {
  private static final int ROUNDS = 15;

  /** Routers that all answer, as a trace shows them that nobody behind has answered. */
  private static List<Hop> answering(int routers) {
    return IntStream.rangeClosed(1, routers)
        .mapToObj(ttl -> Hops.hop(ttl, ROUNDS, ROUNDS, HopEnd.EXPIRED, TracedPath.address(ttl)))
        .toList();
  }

  private static List<Outage.Known> known(int... ttls) {
    return IntStream.of(ttls)
        .mapToObj(ttl -> new Outage.Known(ttl, TracedPath.address(ttl)))
        .toList();
  }

  @Test
  void shouldNameTheLinkToTheNextThatAnsweredBefore() {
    Outage outage = Outage.of(answering(3), known(4, 5, 6), ROUNDS, 60, 60).orElseThrow();
    assertEquals(3, outage.beforeTtl());
    assertEquals(Optional.of(TracedPath.address(3)), outage.before());
    assertEquals(4, outage.ttl());
    assertEquals(Optional.of(TracedPath.address(4)), outage.after());
    assertTrue(outage.confidence() > 0.9, outage.toString());
  }

  @Test
  void shouldNameTheLastHopOnlyWhenNobodyBehindIsKnown() {
    Outage outage = Outage.of(answering(3), List.of(), ROUNDS, 60, 60).orElseThrow();
    assertEquals(3, outage.beforeTtl());
    assertEquals(4, outage.ttl());
    assertEquals(Optional.empty(), outage.after());
  }

  @Test
  void shouldNameBothEndsWhenRoutersBetweenNeverAnswer() {
    Outage outage = Outage.of(answering(3), known(6, 7), ROUNDS, 60, 60).orElseThrow();
    assertEquals(3, outage.beforeTtl());
    assertEquals(6, outage.ttl());
  }

  @Test
  void shouldNameTheLastLinkWhenOnlyTheTargetCeasesToAnswer() {
    Outage outage = Outage.of(answering(5), known(6), 3, 9, 9).orElseThrow();
    assertEquals(5, outage.beforeTtl());
    assertEquals(6, outage.ttl());
  }

  @Test
  void shouldNameTheFirstLinkWhenNobodyAnswersAnyMore() {
    Outage outage = Outage.of(List.of(), known(1, 2, 3), ROUNDS, 60, 60).orElseThrow();
    assertEquals(0, outage.beforeTtl());
    assertEquals(Optional.empty(), outage.before());
    assertEquals(1, outage.ttl());
    assertEquals(Optional.empty(), Outage.of(List.of(), List.of(), ROUNDS, 60, 60));
  }

  @Test
  void shouldNotCountTheRouterTwiceWhenItSaysThatNothingGetsFurther() {
    List<Hop> hops = new ArrayList<>(answering(3));
    hops.add(Hops.hop(4, ROUNDS, 4, HopEnd.UNREACHABLE, TracedPath.address(3)));
    Outage outage = Outage.of(hops, List.of(), ROUNDS, 60, 60).orElseThrow();
    assertEquals(3, outage.beforeTtl());
    assertEquals(Optional.of(TracedPath.address(3)), outage.before());
  }

  @Test
  void shouldClaimNothingWhenPacketsFromEndToEndArrive() {
    assertEquals(Optional.empty(), Outage.of(answering(3), known(4, 5), ROUNDS, 60, 0));
    assertEquals(Optional.empty(), Outage.of(answering(3), List.of(), ROUNDS, 60, 0));
  }

  @Test
  void shouldNameBothLinksWhenTheLastHopAnswersBarely() {
    List<Hop> hops = new ArrayList<>(answering(2));
    hops.add(Hops.hop(3, ROUNDS, 1, HopEnd.EXPIRED, TracedPath.address(3)));
    Outage outage = Outage.of(hops, known(4), ROUNDS, 60, 60).orElseThrow();
    assertEquals(2, outage.beforeTtl());
    assertEquals(4, outage.ttl());
  }
}
