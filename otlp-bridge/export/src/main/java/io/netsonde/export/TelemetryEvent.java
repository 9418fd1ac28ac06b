package io.netsonde.export;

import java.time.Duration;
import java.time.Instant;

/** What an operator should know about the telemetry's own way: one event a change of state. */
public sealed interface TelemetryEvent {
  /** The event as a line of log. */
  String line();

  /** Whether somebody should look into it. */
  default boolean isTrouble() {
    return false;
  }

  /** No endpoint is configured. */
  record NothingPushed() implements TelemetryEvent {
    @Override
    public String line() {
      return "nothing is pushed: neither otlp.endpoint nor OTEL_EXPORTER_OTLP_ENDPOINT is set";
    }
  }

  /** OTEL_SDK_DISABLED is set. */
  record Disabled() implements TelemetryEvent {
    @Override
    public String line() {
      return "telemetry is off: OTEL_SDK_DISABLED is set; nothing is pushed, nothing served";
    }

    @Override
    public boolean isTrouble() {
      return true;
    }
  }

  /** OTLP goes there. */
  record Pushing(String collector, Duration interval) implements TelemetryEvent {
    @Override
    public String line() {
      return "metrics go to the collector at " + collector + " every " + seconds(interval);
    }
  }

  /** Prometheus may scrape there. */
  record Serving(String address) implements TelemetryEvent {
    @Override
    public String line() {
      return "metrics for Prometheus at http://" + address + "/metrics";
    }
  }

  /** No answer, or one that promises better times. */
  record Unreachable(String collector, Instant since, String reason) implements TelemetryEvent {
    @Override
    public String line() {
      return "collector at "
          + collector
          + " unreachable since "
          + since
          + ": "
          + reason
          + "; retrying";
    }

    @Override
    public boolean isTrouble() {
      return true;
    }
  }

  /** It answers again. */
  record Reachable(String collector, Instant since, Duration outage) implements TelemetryEvent {
    @Override
    public String line() {
      return "collector at "
          + collector
          + " reachable again since "
          + since
          + ", after "
          + seconds(outage);
    }
  }

  /** It answers that it will not have this. */
  record Refused(String collector, String signal, String reason) implements TelemetryEvent {
    @Override
    public String line() {
      return "collector at " + collector + " refuses " + signal + ": " + reason;
    }

    @Override
    public boolean isTrouble() {
      return true;
    }
  }

  /** It takes again what it refused. */
  record Accepted(String collector, String signal) implements TelemetryEvent {
    @Override
    public String line() {
      return "collector at " + collector + " accepts " + signal + " again";
    }
  }

  /** Measurements came faster than they could be recorded; said once, counted always. */
  record QueueFull(int capacity) implements TelemetryEvent {
    @Override
    public String line() {
      return "more than "
          + capacity
          + " measurements wait to be recorded: dropping"
          + " (netsonde.export.dropped counts them)";
    }

    @Override
    public boolean isTrouble() {
      return true;
    }
  }

  /** A bug: this measurement could not be recorded; said once, counted always. */
  record Defect(Throwable cause) implements TelemetryEvent {
    @Override
    public String line() {
      return "a measurement could not be recorded, which is a bug: " + cause;
    }

    @Override
    public boolean isTrouble() {
      return true;
    }
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() / 1000.0 + " s";
  }
}
