package io.netsonde.trafficsim.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PauseWatchTest {
  private static final long MILLI = 1_000_000L;

  private final List<Long> pauses = new ArrayList<>();
  private final PauseWatch watch = new PauseWatch(pauses::add);

  @Test
  void shouldTellHowLateTheThreadWasWhenItWasLateByTenMilliseconds() {
    watch.runs(-5 * MILLI, 10 * MILLI);
    watch.runs(310 * MILLI, 320 * MILLI);
    watch.runs(330 * MILLI, 400 * MILLI);
    assertEquals(List.of(300 * MILLI, 10 * MILLI), pauses);
  }

  @Test
  void shouldSayNothingWhenTheThreadIsEarlyOrALittleLate() {
    watch.runs(0, 10 * MILLI);
    watch.runs(3 * MILLI, 10 * MILLI); // woken by a packet
    watch.runs(20 * MILLI - 1, 30 * MILLI);
    watch.runs(30 * MILLI, 40 * MILLI);
    assertEquals(List.of(), pauses);
  }

  @Test
  void shouldNotTakeTheFirstRunForLate() {
    watch.runs(1_000 * MILLI, 1_001 * MILLI);
    assertEquals(List.of(), pauses);
  }
}
