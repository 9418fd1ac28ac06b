package io.netsonde.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TriggerLogTest {
  private final List<String> lines = new ArrayList<>();
  private final TriggerLog log =
      new TriggerLog(
          "to-berlin", line -> lines.add("info " + line), line -> lines.add("warn " + line));

  @Test
  void shouldSayWhichCycleCausesATrace() {
    log.begins("packet_loss:12.50%", 3);
    log.traced();
    log.begins("high_latency:250ms", 0);
    assertEquals(
        List.of(
            "info probe to-berlin: packet_loss:12.50%: traces the path of flow 3",
            "info probe to-berlin: high_latency:250ms: traces the path of flow 0"),
        lines);
  }

  @Test
  void shouldSayOnceThatADeadPathIsNotTraced() {
    for (int cycle = 0; cycle < 5; cycle++) {
      log.begins("packet_loss:100.00%", 0);
      log.fails(0, "it has no session");
    }
    assertEquals(
        List.of(
            "info probe to-berlin: packet_loss:100.00%: traces the path of flow 0",
            "warn probe to-berlin: flow 0 is not traced: it has no session; trying again after a"
                + " bad cycle"),
        lines);
    log.begins("packet_loss:50.00%", 0);
    log.traced();
    log.begins("packet_loss:50.00%", 0);
    assertEquals(3, lines.size(), lines::toString);
  }
}
