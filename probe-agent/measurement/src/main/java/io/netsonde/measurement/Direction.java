package io.netsonde.measurement;

/** The way of a packet between sender and reflector, as telemetry names it. */
public enum Direction {
  /** Sender to reflector. */
  FORWARD("forward"),
  /** Reflector to sender. */
  REVERSE("reverse"),
  /** There and back, as the sender sees it. */
  ROUND_TRIP("round_trip");

  private final String label;

  Direction(String label) {
    this.label = label;
  }

  /** The value of the attribute {@code netsonde.direction}. */
  public String label() {
    return label;
  }
}
