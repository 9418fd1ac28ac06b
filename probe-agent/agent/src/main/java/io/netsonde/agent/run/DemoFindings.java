package io.netsonde.agent.run;

import io.netsonde.measurement.Finding;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.MeasurementSink;
import java.util.ArrayDeque;
import java.util.List;

/** The latest findings of the demo. Safe for several threads. */
final class DemoFindings implements MeasurementSink {
  private static final int MOST = 12;

  private final ArrayDeque<Finding> latest = new ArrayDeque<>(); // guarded by this

  @Override
  public synchronized void accept(Measurement measurement) {
    if (measurement instanceof Finding finding) {
      latest.addLast(finding);
      if (latest.size() > MOST) {
        latest.removeFirst();
      }
    }
  }

  /** In the order in which they were found. */
  synchronized List<Finding> all() {
    return List.copyOf(latest);
  }
}
