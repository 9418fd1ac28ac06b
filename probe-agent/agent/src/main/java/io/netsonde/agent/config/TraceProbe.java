package io.netsonde.agent.config;

import io.netsonde.traceroute.TraceTarget;
import java.time.Duration;

/**
 * Traces a path.
 *
 * @param target what is traced, and how; it has the probe's name
 * @param interval between the beginnings of two traces, 1 s to 24 h
 */
public record TraceProbe(TraceTarget target, Duration interval) implements ProbeConfig {
  public TraceProbe {
    Limits.require("length of the name", target.probe().length(), 1, Limits.MAX_TEXT);
    Limits.require("interval", interval, Limits.MIN_CHECK_INTERVAL, Limits.MAX_CHECK_INTERVAL);
  }

  @Override
  public String name() {
    return target.probe();
  }
}
