package io.netsonde.trafficsim.sender;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.CycleTrace.Outcome;
import org.junit.jupiter.api.Test;

class OpenCycleTest {
  private static final long TIMEOUT = 20;
  private final OpenCycle cycle = new OpenCycle(4, 100, 3, () -> {});

  @Test
  void shouldExpireInOrderAndPassOverWhatIsDecided() {
    cycle.send(0, 1_000, 0, 150, 1, true);
    cycle.send(10, 1_010, 0, 150, 1, true);
    cycle.send(20, 1_020, 0, 150, 1, true);
    assertTrue(cycle.isFull());
    assertEquals(21, cycle.expiryNanos(TIMEOUT));
    assertEquals(-1, cycle.expireNext(20, TIMEOUT), "at the timeout it may still be answered");
    cycle.answer(1, Outcome.ANSWERED, 0, 0, 5, 5, 18);
    assertEquals(0, cycle.expireNext(21, TIMEOUT));
    assertEquals(41, cycle.expiryNanos(TIMEOUT), "row 1 is decided");
    assertFalse(cycle.isDecided());
    assertEquals(2, cycle.expireNext(100, TIMEOUT));
    assertTrue(cycle.isDecided());
    assertEquals(-1, cycle.expireNext(100, TIMEOUT));
  }

  @Test
  void shouldEndWhenItsLastPacketWasDecidedHoweverLateThatWasSeen() {
    cycle.send(0, 1_000, 0, 150, 1, true);
    cycle.expireNext(500, TIMEOUT);
    ClosedCycle closed = cycle.close(false);
    assertEquals(1_000, closed.startEpochNanos());
    assertEquals(1_020, closed.endEpochNanos());
    assertTrue(closed.partial());
    assertEquals(1, closed.trace().size());
  }

  @Test
  void shouldBeCertainOnlyOfWhatWasSentToThatBootAndNotDoubted() {
    cycle.send(0, 1_000, 0, 150, 1, true);
    cycle.send(10, 1_010, 0, 150, 2, true);
    cycle.send(20, 1_020, 0, 150, 2, false);
    assertFalse(cycle.isCertain(0, 2));
    assertTrue(cycle.isCertain(1, 2));
    assertFalse(cycle.isCertain(2, 2));
    cycle.doubtFrom(102);
    assertTrue(cycle.isCertain(1, 2));
    cycle.doubtFrom(0);
    assertFalse(cycle.isCertain(1, 2));
    cycle.doubtFrom(Long.MAX_VALUE / 2);
  }

  @Test
  void shouldTakeBackOnlyTheLastPacketWhenTheNetworkRefusesIt() {
    cycle.send(0, 1_000, 3, 150, 1, true);
    cycle.send(10, 1_010, 3, 150, 1, true);
    cycle.unsend(150, true);
    assertTrue(cycle.wasSent(0));
    assertFalse(cycle.wasSent(1));
    assertFalse(cycle.isCertain(1, 1));
    assertFalse(cycle.isDecided());
    assertEquals(21, cycle.expiryNanos(TIMEOUT));
    cycle.skip(20, 1_020, false);
    assertTrue(cycle.isFull());
    assertEquals(0, cycle.expireNext(21, TIMEOUT));
    assertTrue(cycle.isDecided());
    assertEquals(150, cycle.close(false).bytesSent());
  }
}
