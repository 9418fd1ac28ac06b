package io.netsonde.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SlotScheduleTest {
  private static final long INTERVAL = 1_000;

  @Test
  void shouldBeginAtTheFirstSlotOfTheGridWhenStarted() {
    assertEquals(5_300, SlotSchedule.onGrid(300, INTERVAL, 4_301).dueNanos());
    assertEquals(4_300, SlotSchedule.onGrid(300, INTERVAL, 4_300).dueNanos());
    assertEquals(300, SlotSchedule.onGrid(7_300, INTERVAL, -600).dueNanos());
  }

  @Test
  void shouldBeginWithinAMinuteWhenTheIntervalIsLonger() {
    long hour = 60 * SlotSchedule.LONGEST_WAIT_NANOS;
    long phase = 17_000_000_000L;
    SlotSchedule schedule = SlotSchedule.onGrid(phase, hour, 5 * hour + phase + 1);
    assertEquals(5 * hour + phase + SlotSchedule.LONGEST_WAIT_NANOS, schedule.dueNanos());
    assertEquals(0, schedule.take(schedule.dueNanos()));
    assertEquals(6 * hour + phase + SlotSchedule.LONGEST_WAIT_NANOS, schedule.dueNanos());
  }

  @Test
  void shouldKeepAbsoluteTimesWhenEachSlotIsServedLate() {
    SlotSchedule schedule = SlotSchedule.onGrid(0, INTERVAL, 0);
    for (int slot = 0; slot < 1_000; slot++) {
      assertFalse(schedule.isDue(slot * INTERVAL - 1));
      assertTrue(schedule.isDue(slot * INTERVAL));
      assertEquals(400, schedule.take(slot * INTERVAL + 400));
    }
    assertEquals(0, schedule.missed());
  }

  @Test
  void shouldSkipSlotsAndNeverCatchUpWhenTheProcessStalled() {
    SlotSchedule schedule = SlotSchedule.onGrid(0, INTERVAL, 0);
    assertEquals(0, schedule.take(0));
    assertEquals(9_250, schedule.take(10_250), "the slot due at 1,000 is served with its lag");
    assertEquals(11_000, schedule.dueNanos(), "2,000 to 10,000 are gone");
    assertEquals(9, schedule.missed());
    assertEquals(0, schedule.take(11_000));
    assertEquals(12_000, schedule.dueNanos());
  }

  @Test
  void shouldLeaveHalfAnIntervalWhenTheNextSlotIsTooNear() {
    SlotSchedule schedule = SlotSchedule.onGrid(0, INTERVAL, 0);
    schedule.take(1_600);
    assertEquals(3_000, schedule.dueNanos(), "2,000 would follow within 400");
    assertEquals(2, schedule.missed());
  }

  @Test
  void shouldGoOnWhenTheClockOverflows() {
    long start = Long.MAX_VALUE - 1_500;
    SlotSchedule schedule = SlotSchedule.onGrid(start, INTERVAL, start);
    schedule.take(start);
    schedule.take(start + INTERVAL);
    assertEquals(start + 2 * INTERVAL, schedule.dueNanos());
    assertTrue(schedule.isDue(start + 2 * INTERVAL));
    assertFalse(schedule.isDue(start + 2 * INTERVAL - 1));
  }
}
