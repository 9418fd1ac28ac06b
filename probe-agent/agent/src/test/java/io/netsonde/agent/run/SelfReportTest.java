package io.netsonde.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netsonde.measurement.AgentActivity;
import io.netsonde.measurement.Measurement;
import io.netsonde.netio.Stamping;
import io.netsonde.trafficsim.net.SenderTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SelfReportTest {
  private final List<Measurement> told = new ArrayList<>();
  private SenderTotals senders = new SenderTotals(0, 0, 0, 0);
  private long drops;
  private long stamps;

  private SelfReport report(Stamping stamping) {
    return new SelfReport(stamping, () -> senders, () -> drops, () -> stamps, told::add);
  }

  @Test
  void shouldTellIncrementsOfBothEndsTheFirstOfThemZero() {
    SelfReport report = report(Stamping.KERNEL);
    report.report();
    senders = new SenderTotals(3, 5, 7, 11);
    drops = 2;
    stamps = 1;
    report.report();
    senders = new SenderTotals(3, 6, 7, 12);
    drops = 4;
    report.report();
    assertEquals(
        List.of(
            new AgentActivity(OptionalLong.of(0), 0, 0, 0, 0),
            new AgentActivity(OptionalLong.of(3), 2, 6, 7, 11),
            new AgentActivity(OptionalLong.of(0), 2, 1, 0, 1)),
        told);
  }

  @Test
  void shouldSayNothingOfDropsWhenSocketsDoNotCountThem() {
    SelfReport report = report(Stamping.PORTABLE);
    report.report();
    // What the loop itself drops it counts, on any socket.
    senders = new SenderTotals(1, 0, 0, 0);
    report.report();
    assertEquals(
        List.of(
            new AgentActivity(OptionalLong.empty(), 0, 0, 0, 0),
            new AgentActivity(OptionalLong.of(1), 0, 0, 0, 0)),
        told);
  }
}
