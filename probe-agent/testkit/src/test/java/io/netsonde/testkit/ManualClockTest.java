package io.netsonde.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ManualClockTest {
  @Test
  void shouldMoveTogetherOrApartAsTold() {
    ManualClock clock = new ManualClock(Long.MAX_VALUE, 100);
    clock.advance(Duration.ofNanos(2));
    assertEquals(Long.MIN_VALUE + 1, clock.nanoClock().nanoTime());
    assertEquals(102, clock.epochClock().epochNanos());
    clock.advanceNanos(1);
    clock.stepEpoch(Duration.ofNanos(-52));
    assertEquals(Long.MIN_VALUE + 2, clock.nanoClock().nanoTime());
    assertEquals(50, clock.epochClock().epochNanos());
  }
}
