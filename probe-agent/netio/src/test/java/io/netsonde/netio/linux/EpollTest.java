package io.netsonde.netio.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EpollTest {
  private static final long MILLI = 1_000_000;

  @Test
  void shouldEndLongWaitsEarlierByMoreThanTheKernelMayBeLate() {
    for (long limit = 11 * MILLI; limit < 100_000 * MILLI; limit += limit / 3) {
      long wait = Epoll.punctual(limit);
      long latest = wait + wait / 200;
      assertTrue(latest < limit, limit + " ns may take " + latest);
      assertTrue(wait > 0.99 * limit, limit + " ns would take " + wait);
    }
  }

  @Test
  void shouldWaitShortTimesAsTheyAre() {
    for (long limit : new long[] {0, 1, 50_000, MILLI, 10 * MILLI}) {
      assertEquals(limit, Epoll.punctual(limit));
    }
  }
}
