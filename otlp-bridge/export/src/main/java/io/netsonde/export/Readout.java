package io.netsonde.export;

import io.netsonde.measurement.MetricCatalogue;
import io.netsonde.measurement.TraceCatalogue;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.util.Collection;

/**
 * What recording has to say to reading, because the SDK's instruments cannot: which series have
 * ended, and which exemplars must not be missed.
 *
 * @param endedHops series of {@code netsonde.trace.hop.rtt} whose hop is no longer on the path
 * @param traces exemplars of {@code netsonde.trafficsim.rtt} that lead to traces
 */
record Readout(EndedSeries endedHops, TraceExemplars traces) {
  /**
   * Nothing is said yet.
   *
   * @param limit how many series the SDK keeps of an instrument
   */
  static Readout of(int limit) {
    return new Readout(
        new EndedSeries(TraceCatalogue.HOP_RTT, limit), new TraceExemplars(MetricCatalogue.RTT));
  }

  /** The same for a reader that wants no exemplars. */
  Readout withoutTraces() {
    return new Readout(endedHops, new TraceExemplars(MetricCatalogue.RTT));
  }

  /** For the collector. */
  Collection<MetricData> push(Collection<MetricData> collected) {
    return traces.putIn(endedHops.leaveOut(collected));
  }

  /** For Prometheus; its explicit buckets have an exemplar each, the worst delay's too. */
  Collection<MetricData> serve(Collection<MetricData> collected) {
    return endedHops.leaveOut(collected);
  }
}
