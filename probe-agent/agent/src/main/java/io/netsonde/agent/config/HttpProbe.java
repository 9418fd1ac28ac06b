package io.netsonde.agent.config;

import io.netsonde.http.HttpTarget;
import io.netsonde.http.HttpUris;
import java.time.Duration;
import java.util.Optional;

/**
 * Checks a web service.
 *
 * @param target what is asked for, and how; it has the probe's name
 * @param interval between two checks, 1 s to 24 h
 */
public record HttpProbe(HttpTarget target, Duration interval) implements ProbeConfig {
  public HttpProbe {
    Limits.require("length of the name", target.probe().length(), 1, Limits.MAX_TEXT);
    Limits.require("interval", interval, Limits.MIN_CHECK_INTERVAL, Limits.MAX_CHECK_INTERVAL);
  }

  @Override
  public String name() {
    return target.probe();
  }

  /** Java's TCP sockets go as the system routes. */
  @Override
  public Optional<String> networkInterface() {
    return Optional.empty();
  }

  /** Without what may be secret: headers, body, credentials. */
  @Override
  public String toString() {
    return "HttpProbe[" + name() + ", " + HttpUris.withoutUser(target.uri()) + "]";
  }
}
