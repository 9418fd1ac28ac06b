package io.netsonde.measurement.trace;

/** How a probe's way ended, from the least to the most telling. */
public enum HopEnd {
  /** A router let it expire (ICMP time exceeded). */
  EXPIRED("expired"),
  /** A router or a host refused it otherwise than by the target's closed port: no route, filter. */
  UNREACHABLE("unreachable"),
  /** It came to the target. */
  TARGET("target");

  private final String label;

  HopEnd(String label) {
    this.label = label;
  }

  /** The value of {@code netsonde.hop.end}. */
  public String label() {
    return label;
  }
}
