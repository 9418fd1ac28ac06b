package io.netsonde.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class MosTest {
  /** d = 120, Id = 2.88, R = 90.32, 1 + 3.1612 + 90.32 x 30.32 x 9.68 x 7e-6. */
  @Test
  void shouldFollowG107WhenThereIsDelayOnly() {
    assertEquals(4.346761, Mos.score(100, 0, 0, 1), 1e-6);
  }

  /** d = 300, Id = 7.2 + 0.11 x 122.7 = 20.697, R = 72.503. */
  @Test
  void shouldAddTheSecondTermWhenDelayIsAbove177Milliseconds() {
    assertEquals(Mos.ofRating(72.503), Mos.score(270, 5, 0, 1), 1e-9);
  }

  /** BurstR = 2 x 0.9 = 1.8, Ie,eff = 950 / (10 / 1.8 + 4.3) = 96.392... */
  @Test
  void shouldFollowG107WhenLossComesInRuns() {
    double impairment = 950 / (10 / 1.8 + 4.3);
    assertEquals(Mos.ofRating(93.2 - 0.48 - impairment), Mos.score(0, 0, 0.1, 2), 1e-9);
    // One percent in single losses: BurstR = 0.99, Ie,eff = 95 / (1 / 0.99 + 4.3) = 17.890432
    assertEquals(Mos.ofRating(93.2 - 0.48 - 17.890432), Mos.score(0, 0, 0.01, 1), 1e-6);
  }

  /** Annex B of G.107: R of 50 is 2.6 (2.575), 70 is 3.6 (3.597), 93.2 is 4.41. */
  @Test
  void shouldMapRatingsWhenTheyAreOfAnnexB() {
    assertEquals(2.575, Mos.ofRating(50), 1e-9);
    assertEquals(3.597, Mos.ofRating(70), 1e-9);
    assertEquals(4.41, Mos.ofRating(93.2), 0.005);
    assertEquals(1, Mos.ofRating(0));
    assertEquals(1, Mos.ofRating(-40));
    assertEquals(4.5, Mos.ofRating(100));
    assertEquals(4.5, Mos.ofRating(120));
  }

  @Test
  void shouldNeverLeaveItsRangeWhenTheCubicDips() {
    for (double r = -10; r < 110; r += 0.01) {
      double score = Mos.ofRating(r);
      assertTrue(score >= 1 && score <= 4.5, r + " gives " + score);
    }
    assertEquals(1, Mos.ofRating(3));
  }

  @Test
  void shouldBeWorstWhenAllButAllIsLost() {
    assertEquals(1, Mos.score(0, 0, 1, 60));
    assertEquals(1, Mos.score(0, 0, 0.9, 27));
    assertThrows(IllegalArgumentException.class, () -> new Mos(Double.NaN, false));
    assertThrows(IllegalArgumentException.class, () -> new Mos(0.99, false));
  }
}
