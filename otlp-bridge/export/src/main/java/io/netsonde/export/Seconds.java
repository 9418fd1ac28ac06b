package io.netsonde.export;

/** Telemetry speaks in seconds, measurements in nanoseconds. */
final class Seconds {
  private Seconds() {}

  static double of(long nanos) {
    return nanos / 1e9;
  }

  static double of(double nanos) {
    return nanos / 1e9;
  }
}
