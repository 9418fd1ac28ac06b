package io.netsonde.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CheckScheduleTest {
  @Test
  void shouldGoOnSlotBySlotWhenChecksAreShort() {
    CheckSchedule schedule = new CheckSchedule(100, 1_000);
    assertEquals(0, schedule.advance(180));
    assertEquals(1_100, schedule.slotNanos());
    assertEquals(0, schedule.advance(2_099));
    assertEquals(2_100, schedule.slotNanos());
  }

  @Test
  void shouldSkipSlotsWithoutShiftingThemWhenCheckTakesLonger() {
    CheckSchedule schedule = new CheckSchedule(100, 1_000);
    assertEquals(3, schedule.advance(3_400));
    assertEquals(4_100, schedule.slotNanos());
  }

  @Test
  void shouldSkipSlotWhenCheckEndsAtIt() {
    CheckSchedule schedule = new CheckSchedule(0, 1_000);
    assertEquals(1, schedule.advance(1_000));
    assertEquals(2_000, schedule.slotNanos());
  }
}
