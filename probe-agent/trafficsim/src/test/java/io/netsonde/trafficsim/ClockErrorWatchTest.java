package io.netsonde.trafficsim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netsonde.measurement.ClockError;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ClockErrorWatchTest {
  private static final long SECOND = 1_000_000_000L;
  private int asked;

  private OptionalLong next() {
    return OptionalLong.of(10L * ++asked);
  }

  @Test
  void shouldAskOnceASecondWhenAskedMoreOften() {
    ClockErrorWatch watch = new ClockErrorWatch(this::next);
    long start = Long.MAX_VALUE - SECOND / 2;
    assertEquals(10, watch.errorNanos(start));
    assertEquals(10, watch.errorNanos(start + SECOND - 1));
    assertEquals(20, watch.errorNanos(start + SECOND));
    assertEquals(20, watch.errorNanos(start));
    assertEquals(2, asked);
  }

  @Test
  void shouldBeLargerThanAnyErrorWhenNothingIsKnown() {
    assertEquals(ClockErrorWatch.UNKNOWN, new ClockErrorWatch(ClockError.UNKNOWN).errorNanos(0));
    assertEquals(0, new ClockErrorWatch(() -> OptionalLong.of(-5)).errorNanos(0));
  }
}
