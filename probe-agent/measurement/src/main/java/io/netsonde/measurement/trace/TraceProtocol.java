package io.netsonde.measurement.trace;

/** What a trace's probes are. */
public enum TraceProtocol {
  UDP("udp"),
  ICMP("icmp"),
  TCP("tcp"),
  /** PINGs of a TrafficSim session, on the very 5-tuple that the session measures. */
  TRAFFICSIM("trafficsim");

  private final String label;

  TraceProtocol(String label) {
    this.label = label;
  }

  /** The value of the attribute {@code netsonde.trace.protocol}. */
  public String label() {
    return label;
  }
}
