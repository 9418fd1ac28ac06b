package io.netsonde.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShutdownTest {
  private final List<Integer> halts = new ArrayList<>();
  private final List<Runnable> alarms = new ArrayList<>();
  private final Shutdown shutdown = new Shutdown(halts::add, alarms::add);

  @Test
  void shouldAskForOrderlyStopWhenFirstSignalComes() throws Exception {
    List<String> told = new ArrayList<>();
    shutdown.onRequest(() -> told.add("before"));
    assertFalse(shutdown.isRequested());
    assertFalse(shutdown.await(Duration.ZERO));
    shutdown.signal();
    shutdown.onRequest(() -> told.add("after"));
    assertEquals(List.of("before", "after"), told);
    assertTrue(shutdown.await(Duration.ZERO));
    shutdown.await();
    assertEquals(List.of(), halts);
  }

  @Test
  void shouldHaltAtOnceWhenSecondSignalComes() {
    shutdown.signal();
    shutdown.signal();
    assertEquals(List.of(130), halts);
  }

  @Test
  void shouldHaltWhenOrderlyStopTakesTooLong() {
    shutdown.signal();
    assertEquals(1, alarms.size());
    alarms.getFirst().run();
    assertEquals(List.of(1), halts);
    assertEquals(Duration.ofSeconds(70), Shutdown.LIMIT);
  }
}
