package io.netsonde.agent.run;

import io.netsonde.measurement.Finding;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.MeasurementSink;
import java.util.function.Consumer;
import java.util.logging.Logger;

/** Tells the log what the diagnosis finds. Safe for several threads. */
final class FindingLog implements MeasurementSink {
  private final Consumer<String> info;
  private final Consumer<String> warning;

  FindingLog(Consumer<String> info, Consumer<String> warning) {
    this.info = info;
    this.warning = warning;
  }

  /** To the agent's log. */
  static FindingLog toLog() {
    Logger logger = Logger.getLogger("io.netsonde.agent");
    return new FindingLog(logger::info, logger::warning);
  }

  @Override
  public void accept(Measurement measurement) {
    if (measurement instanceof Finding finding) {
      String probe = finding.probe().isEmpty() ? "" : "probe " + finding.probe() + ": ";
      Consumer<String> level = finding.state() == Finding.State.BEGUN ? warning : info;
      level.accept(probe + finding.sentence());
    }
  }
}
