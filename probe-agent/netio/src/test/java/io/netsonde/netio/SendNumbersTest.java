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
    assertEquals(-1, numbers.keyOf(0));
    assertEquals(0, numbers.next());
    assertEquals(1, numbers.next());
    assertEquals(0, numbers.keyOf(0));
    assertEquals(1, numbers.keyOf(1));
    assertEquals(-1, numbers.keyOf(2));
    assertEquals(-1, numbers.keyOf(-1));
  }

  @Test
  void shouldFollowWhenTheKernelBeginsAnew() {
    send(10);
    numbers.restart();
    assertEquals(-1, numbers.keyOf(0));
    assertEquals(10, numbers.next());
    assertEquals(10, numbers.keyOf(0));
    assertEquals(-1, numbers.keyOf(1));
  }
}
