package io.netsonde.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.diagnosis.DiagnosisSettings;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.TrafficSimCycle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutletTest {
  private final List<Measurement> heard = Collections.synchronizedList(new ArrayList<>());

  private final List<Measurement> pondered = Collections.synchronizedList(new ArrayList<>());

  @Test
  void shouldTellTheFindingsOfAllThatWasAcceptedBeforeItIsClosed() {
    Outlet outlet = Outlet.open(DiagnosisSettings.DEFAULTS, pondered::add, heard::add);
    for (int cycle = 0; cycle < 5; cycle++) {
      outlet.accept(CycleSamples.cycle(cycle, 15));
    }
    outlet.close();
    assertEquals(5, pondered.size());
    assertEquals(5, heard.stream().filter(TrafficSimCycle.class::isInstance).count());
    assertTrue(heard.stream().anyMatch(Finding.class::isInstance), heard::toString);
  }
}
