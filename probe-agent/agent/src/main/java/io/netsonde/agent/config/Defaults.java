package io.netsonde.agent.config;

import java.time.Duration;

/** What holds where the file and the command line say nothing. */
public final class Defaults {
  /** Where Prometheus finds the agent's metrics: this host only. */
  public static final HostPort PROMETHEUS_LISTEN = new HostPort("127.0.0.1", 9464);

  /** All IPv4 addresses of the host. */
  public static final HostPort REFLECTOR_LISTEN = new HostPort("0.0.0.0", 5000);

  public static final Duration INTERVAL = Duration.ofSeconds(1);

  /** Packets of a cycle. */
  public static final int CYCLE = 60;

  public static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** UDP payload in bytes. */
  public static final int SIZE = 128;

  public static final int FLOWS = 1;

  /** Best effort. */
  public static final int DSCP = 0;

  /** Data of an ICMP echo request in bytes, as ping has it. */
  public static final int ECHO_SIZE = 56;

  /** Between two traces that a reflector makes back to one agent. */
  public static final Duration TRACE_BACK_COOL_DOWN = Duration.ofMinutes(5);

  /** Between two checks of a web service. */
  public static final Duration CHECK_INTERVAL = Duration.ofMinutes(1);

  /** Between two traces of a path. */
  public static final Duration TRACE_INTERVAL = Duration.ofMinutes(5);

  private Defaults() {}

  /** The name of an agent that was given none. */
  public static String agentName(long id) {
    return "agent-" + id;
  }
}
