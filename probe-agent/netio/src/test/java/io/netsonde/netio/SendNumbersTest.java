package io.netsonde.netio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SendNumbersTest {
  private final SendNumbers numbers = new SendNumbers();

  private void send(long count) {
    for (long i = 0; i < count; i++) {
      long unused = numbers.next();
    }
  }

  @Test
  void shouldFindTheNumberWhenTheKernelSaysItsOwn() {
    assertEquals(-1, numbers.keyOf(0, 5));
    assertEquals(0, numbers.next());
    assertEquals(1, numbers.next());
    assertEquals(0, numbers.keyOf(0, 5));
    assertEquals(1, numbers.keyOf(1, 5));
    assertEquals(-1, numbers.keyOf(2, 5));
    assertEquals(-1, numbers.keyOf(-1, 5));
  }

  @Test
  void shouldFollowWhenTheKernelBeginsAnew() {
    send(10);
    numbers.restart(0, 100);
    assertEquals(-1, numbers.keyOf(0, 100));
    assertEquals(10, numbers.next());
    assertEquals(10, numbers.keyOf(0, 100));
    assertEquals(-1, numbers.keyOf(1, 100));
  }

  @Test
  void shouldTellStampsFromBeforeByTheirTime() {
    send(10);
    numbers.restart(0, 100);
    send(3);
    numbers.restart(0, 200);
    send(5);
    assertEquals(4, numbers.keyOf(4, 99));
    assertEquals(12, numbers.keyOf(2, 199));
    assertEquals(15, numbers.keyOf(2, 200));
    assertEquals(-1, numbers.keyOf(3, 150), "three were sent then");
  }

  @Test
  void shouldCountWhatIsNumberedButNotSentWhenTheKernelBeginsAnew() {
    send(10);
    numbers.restart(4, 100);
    assertEquals(6, numbers.keyOf(0, 100));
    assertEquals(9, numbers.keyOf(3, 100));
    assertEquals(5, numbers.keyOf(5, 99));
    assertEquals(-1, numbers.keyOf(6, 99));
  }

  @Test
  void shouldForgetTheOldestWhenTheKernelBeginsAnewAgainAndAgain() {
    for (int i = 1; i <= 1_000; i++) {
      send(1);
      numbers.restart(0, i);
    }
    assertEquals(-1, numbers.keyOf(0, 500));
    assertEquals(990, numbers.keyOf(0, 990));
  }
}
