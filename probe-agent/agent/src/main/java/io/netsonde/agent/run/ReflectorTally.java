package io.netsonde.agent.run;

import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.ReflectorActivity;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what a reflector did. Safe for several threads. */
final class ReflectorTally implements MeasurementSink {
  private long received;
  private long replied;
  private final Map<String, Long> rejected = new TreeMap<>();

  @Override
  public synchronized void accept(Measurement measurement) {
    if (measurement instanceof ReflectorActivity activity) {
      for (ReflectorActivity.Count count : activity.counts()) {
        switch (count.outcome()) {
          case RECEIVED -> received += count.packets();
          case REPLIED -> replied += count.packets();
          case REJECTED -> rejected.merge(count.reason(), count.packets(), Long::sum);
        }
      }
    }
  }

  /** The sums so far, for a person. */
  synchronized String line() {
    return received
        + " packets accepted, "
        + replied
        + " answered, "
        + rejected.values().stream().mapToLong(Long::longValue).sum()
        + " rejected"
        + (rejected.isEmpty() ? "" : " " + rejected);
  }
}
