package io.netsonde.testkit.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netsonde.measurement.EpochClock;
import io.netsonde.measurement.NanoClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
  private final VirtualTime time = new VirtualTime(1000);

  @Test
  void shouldRunEventsInOrderOfTimeThenOfAddition() {
    List<String> seen = new ArrayList<>();
    time.at(20, () -> seen.add("c@" + time.nanos()));
    time.at(
        10,
        () -> {
          seen.add("a@" + time.nanos());
          time.at(20, () -> seen.add("d@" + time.nanos()));
          time.at(10, () -> seen.add("b@" + time.nanos()));
        });
    time.at(31, () -> seen.add("late"));
    time.runUntil(30);
    assertEquals(List.of("a@10", "b@10", "c@20", "d@20"), seen);
    assertEquals(30, time.nanos());
    assertThrows(IllegalArgumentException.class, () -> time.at(29, () -> {}));
    assertThrows(IllegalArgumentException.class, () -> time.runUntil(29));
  }

  @Test
  void shouldStepTheEpochClockAlone() {
    NanoClock nanoClock = time.nanoClock();
    EpochClock epochClock = time.epochClock();
    time.after(Duration.ofNanos(5), () -> time.stepEpoch(-300));
    time.run(Duration.ofNanos(7));
    assertEquals(7, nanoClock.nanoTime());
    assertEquals(707, epochClock.epochNanos());
  }

  @Test
  void shouldOffsetDriftAndStepOneHostsClockAlone() {
    HostTime ahead = new HostTime(time, 50);
    HostTime exact = new HostTime(time, 0);
    ahead.drift(100);
    time.run(Duration.ofSeconds(1));
    assertEquals(100_050, ahead.offsetNanos());
    ahead.drift(-200);
    assertEquals(100_050, ahead.offsetNanos());
    time.run(Duration.ofSeconds(1));
    ahead.step(-7);
    assertEquals(100_050 - 200_000 - 7, ahead.epochNanos() - exact.epochClock().epochNanos());
    assertEquals(time.epochNanos(), exact.epochNanos());
  }
}
