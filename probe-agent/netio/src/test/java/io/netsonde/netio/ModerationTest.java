package io.netsonde.netio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ModerationTest {
  private static final long WINDOW = Moderation.WINDOW_NANOS;

  private final Moderation moderation = new Moderation();

  @Test
  void shouldHoldUpNothingWhenTheLoopIsQuiet() {
    // A packet, its send stamp and its answer, every ten milliseconds.
    for (long at = 0; at < 1_000_000_000L; at += 10_000_000L) {
      assertEquals(0, moderation.restNanos(at));
      assertEquals(0, moderation.restNanos(at + 20_000));
      assertEquals(0, moderation.restNanos(at + 60_000));
    }
  }

  @Test
  void shouldMakeOneRoundAWindowWhenTheLoopIsBusy() {
    long now = -10 * WINDOW;
    long rounds = 0;
    while (now < 1_000 * WINDOW) {
      // There is always something to do, and a round takes 20 us.
      now += moderation.restNanos(now) + 20_000;
      rounds++;
    }
    assertTrue(rounds >= 1_000 && rounds <= 2 * 1_010 + WINDOW / 20_000, rounds + " rounds");
  }

  @Test
  void shouldRestToTheEndOfTheWindowAndNoLonger() {
    assertEquals(0, moderation.restNanos(0));
    assertEquals(0, moderation.restNanos(1_000));
    assertEquals(0, moderation.restNanos(WINDOW));
    assertEquals(WINDOW - 7, moderation.restNanos(WINDOW + 7));
    // Then nothing for a while: not busy any more.
    assertEquals(0, moderation.restNanos(5 * WINDOW));
    assertEquals(0, moderation.restNanos(5 * WINDOW + 1));
  }
}
