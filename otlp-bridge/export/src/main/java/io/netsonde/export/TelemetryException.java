package io.netsonde.export;

/** Telemetry cannot be set up as configured; the message says what is wrong and what to do. */
public final class TelemetryException extends Exception {
  private static final long serialVersionUID = 1L;

  TelemetryException(String message, Throwable cause) {
    super(message, cause);
  }
}
