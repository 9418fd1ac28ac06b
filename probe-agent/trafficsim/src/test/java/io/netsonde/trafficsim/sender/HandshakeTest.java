package io.netsonde.trafficsim.sender;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandshakeTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void shouldTryEveryTwoSecondsForTenAndAgainAfterFive() {
    Handshake handshake = new Handshake();
    List<Long> attempts = new ArrayList<>();
    List<Long> rounds = new ArrayList<>();
    long late = 3_000_000;
    handshake.begin(0);
    for (long now = 0; now <= 32 * SECOND; now += SECOND / 100) {
      if (handshake.isDue(now)) {
        attempts.add(now / SECOND);
        if (handshake.attempt(now + late)) {
          rounds.add(now / SECOND);
        }
      }
    }
    assertEquals(
        List.of(0L, 2L, 4L, 6L, 8L, 10L, 15L, 17L, 19L, 21L, 23L, 25L, 30L, 32L), attempts);
    assertEquals(List.of(0L, 15L, 30L), rounds);
  }

  @Test
  void shouldSayThatTheFirstRoundFailedAfterTenSeconds() {
    Handshake handshake = new Handshake();
    handshake.begin(0);
    for (int second = 0; second < 10; second += 2) {
      assertFalse(handshake.hasFailed(second * SECOND));
      handshake.attempt(second * SECOND);
    }
    assertTrue(handshake.hasFailed(10 * SECOND));
    handshake.attempt(10 * SECOND);
    assertTrue(handshake.hasFailed(11 * SECOND));
  }

  @Test
  void shouldNotBurstWhenItsTimesHavePassed() {
    Handshake handshake = new Handshake();
    handshake.begin(0);
    assertTrue(handshake.attempt(0));
    assertTrue(handshake.isDue(100 * SECOND));
    handshake.attempt(100 * SECOND);
    assertFalse(handshake.isDue(100 * SECOND));
    assertEquals(102 * SECOND, handshake.nextNanos());
  }

  @Test
  void shouldKeepItsPaceWhenBegunTwice() {
    Handshake handshake = new Handshake();
    handshake.begin(0);
    handshake.attempt(0);
    handshake.begin(SECOND);
    assertEquals(2 * SECOND, handshake.nextNanos());
    handshake.end();
    assertFalse(handshake.isDue(50 * SECOND));
    handshake.begin(60 * SECOND);
    assertTrue(handshake.isDue(60 * SECOND));
  }

  @Test
  void shouldTryAtOnceAndKeepItsPaceAfterwardsWhenHurried() {
    Handshake handshake = new Handshake();
    handshake.begin(0);
    handshake.attempt(0);
    handshake.hurry(SECOND / 2);
    assertTrue(handshake.isDue(SECOND / 2));
    handshake.attempt(SECOND / 2);
    assertEquals(2 * SECOND + SECOND / 2, handshake.nextNanos());
    handshake.end();
    handshake.hurry(SECOND);
    assertFalse(handshake.isDue(SECOND));
  }
}
