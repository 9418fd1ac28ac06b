package io.netsonde.agent.config;

import io.netsonde.traceroute.TraceTarget;
import java.time.Duration;
import java.util.Optional;

/**
 * Traces a path.
 *
 * @param target what is traced, and how; it has the probe's name
 * @param interval between the beginnings of two traces, 1 s to 24 h
 */
public record TraceProbe(TraceTarget target, Duration interval) implements ProbeConfig {
  public TraceProbe {
    Limits.require("length of the name", target.probe().length(), 1, Limits.MAX_TEXT);
    Limits.requireInterface(target.device());
    Limits.require("interval", interval, Limits.MIN_CHECK_INTERVAL, Limits.MAX_CHECK_INTERVAL);
  }

  /** The same over that interface only; empty: as the system routes. */
  public TraceProbe over(Optional<String> device) {
    return new TraceProbe(target.withDevice(device), interval);
  }

  @Override
  public Optional<String> networkInterface() {
    return target.device();
  }

  @Override
  public String name() {
    return target.probe();
  }
}
