package io.netsonde.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LoggingTest {
  @Test
  void shouldWriteOneLineWithTimeLevelAndMessage() {
    LogRecord entry = new LogRecord(Level.WARNING, "probe {0}: lost\nit\u001b[2J");
    entry.setInstant(Instant.parse("2026-11-21T07:08:09.010Z"));
    entry.setParameters(new Object[] {"a"});
    entry.setThrown(new IllegalStateException("why"));
    assertEquals(
        "2026-11-21T07:08:09.010Z warn probe a: lost\\n"
            + "it?[2J: java.lang.IllegalStateException: why\n",
        new Logging.OneLine().format(entry));
  }

  @Test
  void shouldKnowThreeLevels() {
    assertEquals(Level.FINE, Logging.level("debug"));
    assertEquals(Level.INFO, Logging.level(""));
    assertEquals(Level.WARNING, Logging.level("warn"));
    assertThrows(IllegalArgumentException.class, () -> Logging.level("loud"));
  }
}
