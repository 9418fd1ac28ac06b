package io.netsonde.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceLogTest {
  private final List<String> lines = new ArrayList<>();
  private final TraceLog log =
      new TraceLog("way", line -> lines.add("info " + line), line -> lines.add("warn " + line));

  @Test
  void shouldSayOnceWhyNoTraceCanBeMade() {
    log.failed(new IOException("no way"));
    log.failed(new IOException("no way"));
    log.failed(new IOException("no name"));
    assertEquals(
        List.of(
            "warn probe way: no way; trying again at the next turn",
            "warn probe way: no name; trying again at the next turn"),
        lines);
  }

  @Test
  void shouldSpeakOfLeftOutTurnsOnceWhileEveryTraceTakesTooLong() {
    for (int turn = 0; turn < 3; turn++) {
      log.failed(new IOException("no way"));
      log.skipped();
    }
    assertEquals(2, lines.size(), lines::toString);
    log.failed(new IOException("no way"));
    log.failed(new IOException("no way"));
    log.skipped();
    assertEquals(3, lines.size(), lines::toString);
    assertEquals(
        "warn probe way: a trace took longer than the interval, so that the next was left out;"
            + " lengthen the interval, or ask for fewer rounds",
        lines.getLast());
  }
}
