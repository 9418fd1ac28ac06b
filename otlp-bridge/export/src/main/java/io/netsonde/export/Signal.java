package io.netsonde.export;

/** A kind of telemetry, as the attribute {@code netsonde.signal} names it. */
enum Signal {
  METRICS("metrics"),
  TRACES("traces"),
  LOGS("logs");

  private final String label;

  Signal(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
