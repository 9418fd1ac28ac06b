package io.netsonde.diagnosis;

import static io.netsonde.diagnosis.PathCycles.MINUTE;
import static io.netsonde.measurement.Finding.State.BEGUN;
import static io.netsonde.measurement.Finding.State.OVER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.Finding;
import io.netsonde.measurement.Reflection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a reflector found by a trace back ends without another. */
class TracesBackTest {
  private final List<Finding> findings = new ArrayList<>();
  private final Diagnosis diagnosis =
      new Diagnosis(DiagnosisSettings.DEFAULTS, one -> findings.add((Finding) one));
  private long now = PathCycles.START;

  private void report(int port, int lost) {
    now += MINUTE;
    diagnosis.accept(
        new Reflection(
            Traces.CLIENT,
            Traces.CLIENT_ADDRESS,
            port,
            1,
            0,
            60,
            60 - lost,
            60 - lost,
            0,
            0,
            PathCycles.START,
            now,
            0));
  }

  private void trace() {
    diagnosis.accept(Traces.at(now).back().losing(0, 0, 4, 4, 5));
    now += 11_000_000_000L;
  }

  private List<Finding.State> states() {
    return findings.stream().map(Finding::state).toList();
  }

  @Test
  void shouldEndWhenTheReportsThatShowedItAreGood() {
    trace();
    assertEquals(List.of(BEGUN), states());
    for (int bad = 0; bad < 200; bad++) {
      report(Traces.CLIENT_PORT, 15);
    }
    assertEquals(List.of(BEGUN), states());
    long end = now;
    for (int good = 0; good < 4; good++) {
      report(Traces.CLIENT_PORT, 0);
    }
    assertEquals(List.of(BEGUN, OVER), states());
    Finding over = findings.getLast();
    assertTrue(over.sentence().contains(", packets get through again, after "), over.sentence());
    assertEquals(
        (end - PathCycles.START) / 1e9,
        over.evidence().getOrDefault("netsonde.finding.duration", Double.NaN));
  }

  @Test
  void shouldNotTakeGoodReportsForItsEndWhenTheyNeverShowedIt() {
    trace();
    for (int good = 0; good < 59; good++) {
      report(Traces.CLIENT_PORT, 0);
    }
    assertEquals(List.of(BEGUN), states(), "it may be on the way back");
  }

  @Test
  void shouldEndWhenNothingIsHeardOfItForAnHour() {
    trace();
    for (int good = 0; good < 62; good++) {
      report(Traces.CLIENT_PORT, 0);
    }
    assertEquals(List.of(BEGUN, OVER), states());
    assertEquals(
        "Between 10.0.2.1 (hop 2) and 10.0.3.1 (hop 3), nothing has shown loss for 60 minutes; it"
            + " counts as over, after 11 seconds.",
        findings.getLast().sentence());
  }

  @Test
  void shouldNotTakeReportsOfOtherFlowsForItsEnd() {
    trace();
    report(Traces.CLIENT_PORT, 15);
    for (int other = 0; other < 20; other++) {
      report(Traces.CLIENT_PORT + 1, 0);
    }
    assertEquals(List.of(BEGUN), states());
  }
}
