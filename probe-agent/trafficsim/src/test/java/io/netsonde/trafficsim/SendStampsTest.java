package io.netsonde.trafficsim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SendStampsTest {
  private final SendStamps stamps = new SendStamps(4);

  @Test
  void shouldFindASendOnceWhenItsStampComes() {
    assertEquals(-1, stamps.take(0));
    int first = stamps.note(0);
    int second = stamps.note(1);
    assertEquals(second, stamps.take(1));
    assertEquals(first, stamps.take(0));
    assertEquals(-1, stamps.take(0));
  }

  @Test
  void shouldForgetASendWhenANewerOneTakesItsPlace() {
    stamps.note(3);
    stamps.note(7);
    assertEquals(-1, stamps.take(3));
    assertEquals(3, stamps.take(7));
  }

  @Test
  void shouldGoOnWhenTheCounterWrapsAndSkips() {
    int last = stamps.note(0xffff_ffffL);
    int first = stamps.note(0);
    int skipped = stamps.note(2);
    assertEquals(last, stamps.take(0xffff_ffffL));
    assertEquals(-1, stamps.take(1));
    assertEquals(skipped, stamps.take(2));
    assertEquals(first, stamps.take(0));
  }

  @Test
  void shouldKnowNothingOfKeysThatAreNone() {
    assertEquals(-1, stamps.take(-1));
    assertEquals(-1, stamps.take(Long.MIN_VALUE));
    assertThrows(IllegalArgumentException.class, () -> new SendStamps(48));
  }
}
