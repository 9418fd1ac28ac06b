package io.netsonde.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netsonde.diagnosis.RunConditions;
import io.netsonde.trafficsim.net.SenderTotals;
import org.junit.jupiter.api.Test;

class PauseTotalsTest {
  private long now = -5;

  @Test
  void shouldCountStallsOnceTheProgramHasStarted() {
    PauseTotals pauses = new PauseTotals(() -> now);
    now += 900_000_000;
    pauses.accept(80_000_000);
    now += 200_000_000;
    pauses.accept(20_000_000);
    pauses.accept(30_000_000);
    assertEquals(
        new RunConditions(50_000_000, 30_000_000, 7, 4, 0),
        pauses.during(new SenderTotals(4, 0, 0, 7)));
  }
}
