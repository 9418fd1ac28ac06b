package io.netsonde.netio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RecentClockErrorTest {
  private static final long SECOND = 1_000_000_000L;

  private long now = -SECOND / 2;
  private long asked;
  private OptionalLong truth = OptionalLong.of(1_000);

  @Test
  void shouldAskOnceASecondWhoeverAsks() {
    RecentClockError error =
        new RecentClockError(
            () -> {
              asked++;
              return truth;
            },
            () -> now);
    for (int i = 0; i < 100; i++) {
      assertEquals(OptionalLong.of(1_000), error.nanos());
    }
    assertEquals(1, asked);
    truth = OptionalLong.empty();
    now += SECOND - 1;
    assertEquals(OptionalLong.of(1_000), error.nanos());
    now += 1;
    assertEquals(OptionalLong.empty(), error.nanos());
    assertEquals(OptionalLong.empty(), error.nanos());
    assertEquals(2, asked);
  }
}
