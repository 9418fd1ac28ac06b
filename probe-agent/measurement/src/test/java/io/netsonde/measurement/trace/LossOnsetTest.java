package io.netsonde.measurement.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LossOnsetTest {
  private static Optional<LossOnset> trusted(int sent, int... lost) {
    return LossOnset.of(Hops.trace(TraceProtocol.TRAFFICSIM, 5_000, Hops.losing(sent, lost)));
  }

  private static Optional<LossOnset> untrusted(int sent, int... lost) {
    return LossOnset.of(Hops.losing(sent, lost));
  }

  @Test
  void shouldNameTheLinkWhenLossPersistsToTheTarget() {
    LossOnset onset = untrusted(15, 0, 0, 3, 4, 3).orElseThrow();
    assertEquals(2, onset.beforeTtl());
    assertEquals(Optional.of(TracedPath.address(2)), onset.before());
    assertEquals(3, onset.ttl());
    assertEquals(TracedPath.address(3), onset.after());
    assertEquals(0.22, onset.loss(), 0.03);
    assertTrue(onset.confidence() > 0.9, onset.toString());
    assertEquals(75, onset.sent());
  }

  @Test
  void shouldNameTheFirstLinkWhenEverythingIsLossy() {
    LossOnset onset = trusted(15, 3, 2, 4, 3, 3).orElseThrow();
    assertEquals(0, onset.beforeTtl());
    assertEquals(Optional.empty(), onset.before());
    assertEquals(1, onset.ttl());
  }

  @Test
  void shouldNotTakeItForLossWhenAllLimitTheirAnswersAlike() {
    assertEquals(Optional.empty(), trusted(10, 3, 3, 3, 3, 0));
    assertEquals(Optional.empty(), trusted(10, 0, 3, 3, 3, 0));
    assertEquals(Optional.empty(), trusted(15, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 0));
    // The target may limit its answers to closed ports too.
    assertEquals(Optional.empty(), untrusted(10, 3, 3, 3, 3, 3));
    assertEquals(Optional.empty(), untrusted(15, 3, 2, 4, 3, 3));
    assertEquals(Optional.empty(), untrusted(10, 5));
  }

  @Test
  void shouldStillSeeLossWhenAllLimitTheirAnswersAlike() {
    LossOnset onset = trusted(30, 9, 9, 8, 9, 9).orElseThrow();
    assertEquals(1, onset.ttl());
  }

  @Test
  void shouldNameTheLastLinkWhenTheTargetAnswersWhateverComes() {
    LossOnset onset = trusted(15, 0, 0, 0, 5).orElseThrow();
    assertEquals(3, onset.beforeTtl());
    assertEquals(4, onset.ttl());
    assertEquals(Optional.empty(), untrusted(15, 0, 0, 0, 5));
  }

  @Test
  void shouldNotBlameAHopWhenLaterOnesDoNotShareItsLoss() {
    assertEquals(Optional.empty(), untrusted(15, 0, 9, 0, 0, 0));
    assertEquals(Optional.empty(), untrusted(15, 0, 5, 0, 0, 0));
    assertEquals(Optional.empty(), trusted(15, 0, 9, 0, 6, 0));
    assertEquals(Optional.empty(), trusted(15, 0, 0, 9, 9, 0));
  }

  @Test
  void shouldSeeTheLinkBehindAHopThatLimitsItsAnswers() {
    LossOnset onset = untrusted(30, 0, 18, 0, 6, 7, 5).orElseThrow();
    assertEquals(3, onset.beforeTtl());
    assertEquals(4, onset.ttl());
  }

  @Test
  void shouldSeeTheLinkBeforeAHopThatLimitsItsAnswers() {
    LossOnset onset = untrusted(30, 0, 0, 5, 20, 7, 6).orElseThrow();
    assertEquals(2, onset.beforeTtl());
    assertEquals(3, onset.ttl());
    assertEquals(0.2, onset.loss(), 0.05);
  }

  @Test
  void shouldNameBothEndsWhenSilentHopsLieBetween() {
    LossOnset onset = untrusted(20, 0, 0, 20, 20, 5, 4, 5).orElseThrow();
    assertEquals(2, onset.beforeTtl());
    assertEquals(5, onset.ttl());
  }

  @Test
  void shouldNameTwoLinksWhenItIsOneOfThem() {
    LossOnset onset = untrusted(15, 0, 0, 0, 1, 6, 5, 6).orElseThrow();
    assertEquals(3, onset.beforeTtl());
    assertEquals(5, onset.ttl());
  }

  @Test
  void shouldClaimNothingWhenLossIsLittleOrProbesAreFew() {
    assertEquals(Optional.empty(), untrusted(15, 0, 0, 0, 0, 0));
    assertEquals(Optional.empty(), untrusted(15, 0, 0, 1, 0, 0));
    assertEquals(Optional.empty(), untrusted(3, 0, 0, 1, 1));
    assertEquals(Optional.empty(), untrusted(0, 0, 0));
    assertEquals(Optional.empty(), LossOnset.of(List.of()));
  }

  @Test
  void shouldClaimNothingWhenPacketsFromEndToEndArrive() {
    List<Hop> hops = Hops.losing(15, 0, 0, 4, 4);
    assertTrue(LossOnset.of(hops, 600, 120).isPresent());
    assertEquals(Optional.empty(), LossOnset.of(hops, 600, 0));
    assertThrows(IllegalArgumentException.class, () -> LossOnset.of(hops, 1, 2));
  }

  @Test
  void shouldBeAsSureAsItSays() {
    Random random = new Random(42);
    int claimed = 0;
    int right = 0;
    double sure = 0;
    int wrongWithoutLoss = 0;
    for (int trial = 0; trial < 2_000; trial++) {
      int hops = 3 + random.nextInt(10);
      int onset = random.nextBoolean() ? 1 + random.nextInt(hops) : hops + 1;
      double loss = random.nextDouble();
      int[] lost = new int[hops];
      for (int ttl = 1; ttl <= hops; ttl++) {
        double path = ttl >= onset ? loss : 0.002;
        boolean limits = ttl < hops && random.nextInt(10) == 0;
        double share = limits ? path + (1 - path) * random.nextDouble() : path;
        for (int probe = 0; probe < 15; probe++) {
          lost[ttl - 1] += random.nextDouble() < share ? 1 : 0;
        }
      }
      Optional<LossOnset> found = trusted(15, lost);
      if (found.isPresent()) {
        claimed++;
        sure += found.get().confidence();
        boolean isRight = found.get().beforeTtl() < onset && onset <= found.get().ttl();
        right += isRight ? 1 : 0;
        wrongWithoutLoss += onset > hops ? 1 : 0;
      }
    }
    assertTrue(claimed > 700, claimed + " of about 1000 were found");
    assertEquals(sure, right, 0.03 * claimed, "as many are right as it was sure of");
    assertTrue(wrongWithoutLoss <= 20, wrongWithoutLoss + " claims without loss");
  }

  @Test
  void shouldPlaceEveryFifthPacketLostWithFifteenRounds() {
    Random random = new Random(3);
    int placed = 0;
    int exactly = 0;
    for (int trial = 0; trial < 1_000; trial++) {
      int[] lost = new int[6];
      for (int ttl = 3; ttl <= 6; ttl++) {
        for (int probe = 0; probe < 15; probe++) {
          lost[ttl - 1] += random.nextDouble() < 0.2 ? 1 : 0;
        }
      }
      Optional<LossOnset> found = trusted(15, lost);
      placed += found.isPresent() ? 1 : 0;
      exactly +=
          found.isPresent() && found.get().beforeTtl() == 2 && found.get().ttl() == 3 ? 1 : 0;
    }
    assertTrue(placed > 900, placed + " of 1000 were placed");
    assertTrue(exactly > 700, exactly + " of 1000 at the link itself");
  }

  @Test
  void shouldNotBeDrivenToNonsenseByManyProbes() {
    LossOnset onset = trusted(1_000, 0, 1, 990, 995, 992).orElseThrow();
    assertEquals(3, onset.ttl());
    assertEquals(0.99, onset.loss(), 0.005);
    assertEquals(Optional.empty(), trusted(1_000, 0, 0, 1, 1, 2));
    LossOnset most = LossOnset.of(Hops.losing(1_000, 0, 999, 999), 900_000, 899_000).orElseThrow();
    assertEquals(2, most.ttl());
  }
}
