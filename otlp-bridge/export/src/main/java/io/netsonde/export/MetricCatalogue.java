package io.netsonde.export;

import io.netsonde.export.Metric.Kind;
import java.util.List;

/** Every metric of this version. */
final class MetricCatalogue {
  private static final List<Double> DELAYS =
      List.of(
          1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 1e-2, 2e-2, 5e-2, 0.1, 0.2, 0.5,
          1.0, 2.0, 5.0, 10.0);
  private static final List<Double> RUNS =
      List.of(1.0, 2.0, 3.0, 5.0, 8.0, 13.0, 21.0, 34.0, 55.0, 89.0);

  static final Metric RTT = delay("netsonde.trafficsim.rtt", "Round-trip delay");
  static final Metric DELAY = delay("netsonde.trafficsim.delay", "One-way delay");
  static final Metric PDV = delay("netsonde.trafficsim.pdv", "Delay above the cycle's minimum");
  static final Metric IPDV =
      delay("netsonde.trafficsim.ipdv", "Magnitude of the difference of consecutive delays");
  static final Metric LOSS_RUN =
      new Metric(
          "netsonde.trafficsim.loss.run",
          Kind.HISTOGRAM,
          "{packet}",
          "Length of runs of lost packets",
          RUNS);
  static final Metric JITTER = gauge("netsonde.trafficsim.jitter", "s", "Interarrival jitter");
  static final Metric LOSS = gauge("netsonde.trafficsim.loss", "1", "Loss of the latest cycle");
  static final Metric ASYMMETRY_DELAY =
      gauge("netsonde.trafficsim.asymmetry.delay", "s", "Median delay forward minus reverse");
  static final Metric ASYMMETRY_LOSS =
      gauge("netsonde.trafficsim.asymmetry.loss", "1", "Loss forward minus reverse");
  static final Metric MOS = gauge("netsonde.trafficsim.mos", "", "Estimated MOS for G.711");
  static final Metric UP = gauge("netsonde.trafficsim.up", "", "1 while a session is held");
  static final Metric CLOCK_OFFSET = gauge("netsonde.clock.offset", "s", "Peer's clock minus own");
  static final Metric CLOCK_OFFSET_BOUND =
      gauge("netsonde.clock.offset.bound", "s", "Largest error of the clock offset");
  static final Metric PACKETS = counter("netsonde.trafficsim.packets", "{packet}", "Packets");
  static final Metric IO = counter("netsonde.trafficsim.io", "By", "UDP payload");
  static final Metric CYCLES = counter("netsonde.trafficsim.cycles", "{cycle}", "Closed cycles");
  static final Metric SEND_LAG = delay("netsonde.agent.send.lag", "Planned to actual send");
  static final Metric REFLECTOR_PACKETS =
      counter("netsonde.reflector.packets", "{packet}", "Packets at the reflector");
  static final Metric REFLECTOR_SESSIONS =
      new Metric(
          "netsonde.reflector.sessions",
          Kind.UP_DOWN_COUNTER,
          "{session}",
          "Sessions held",
          List.of());
  static final Metric REFLECTOR_LOSS =
      gauge("netsonde.reflector.loss", "1", "Loss towards the reflector");
  static final Metric REFLECTOR_JITTER =
      gauge("netsonde.reflector.jitter", "s", "Jitter at the reflector");
  static final Metric EXPORT_DROPPED =
      counter("netsonde.export.dropped", "{record}", "Records dropped before they were sent");

  private MetricCatalogue() {}

  private static Metric delay(String name, String description) {
    return new Metric(name, Kind.HISTOGRAM, "s", description, DELAYS);
  }

  private static Metric gauge(String name, String unit, String description) {
    return new Metric(name, Kind.GAUGE, unit, description, List.of());
  }

  private static Metric counter(String name, String unit, String description) {
    return new Metric(name, Kind.COUNTER, unit, description, List.of());
  }
}
