package io.netsonde.netio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class KernelTimeTest {
  private static final long EPOCH = 1_700_000_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;

  private long now = 5 * SECOND;
  private long epochOffset = EPOCH;
  private long readingTakes = 25;

  private final KernelTime time =
      new KernelTime(
          () -> now += readingTakes,
          () -> {
            now += readingTakes;
            return now + epochOffset;
          });

  /** The kernel stamps something now. */
  private long stamp() {
    return now + epochOffset;
  }

  private static void assertNear(long expected, long actual) {
    assertTrue(Math.abs(expected - actual) <= 100, actual + " is not near " + expected);
  }

  @Test
  void shouldPlaceStampsWithinTheUncertaintyOfReadingTwoClocks() {
    time.read();
    for (int i = 0; i < 1_000; i++) {
      now += 37 * MILLI;
      long truth = now;
      long stamp = stamp();
      now += 300 * MILLI; // however late the process comes to read it
      long read = time.read();
      assertTrue(time.canPlace(stamp));
      assertNear(truth, time.place(stamp));
      assertNear(read + epochOffset, time.epochNanos());
    }
    assertEquals(0, time.steps());
  }

  @Test
  void shouldReadAgainWhenSomethingCameBetweenTheClocks() {
    time.read();
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      // Now and then the thread is not run for a while just between two readings.
      readingTakes = random.nextInt(10) == 0 ? 3 * MILLI : 25;
      long truth = now;
      long stamp = stamp();
      time.read();
      assertTrue(time.canPlace(stamp));
      assertNear(truth, time.place(stamp));
    }
    assertEquals(0, time.steps());
  }

  @Test
  void shouldRefuseStampsFromBeforeAStep() {
    for (long step : new long[] {SECOND, -SECOND, 20_000, -20_000, 86_400 * SECOND}) {
      time.read();
      long steps = time.steps();
      now += 10 * MILLI;
      long before = stamp();
      now += MILLI;
      epochOffset += step;
      now += MILLI;
      time.read();
      assertEquals(steps + 1, time.steps());
      assertFalse(time.canPlace(before), "a step of " + step);
      now += MILLI;
      long truth = now;
      long after = stamp();
      now += MILLI;
      time.read();
      assertTrue(time.canPlace(after));
      assertNear(truth, time.place(after));
    }
  }

  @Test
  void shouldRefuseStampsOfTheFuture() {
    time.read();
    assertFalse(time.canPlace(stamp() + MILLI));
  }

  @Test
  void shouldNotPlaceAfterTheReadingWhatIsFreshWithinTheUncertainty() {
    long read = time.read();
    long stamp = stamp() + 400;
    assertTrue(time.canPlace(stamp));
    assertEquals(read, time.place(stamp));
  }
}
