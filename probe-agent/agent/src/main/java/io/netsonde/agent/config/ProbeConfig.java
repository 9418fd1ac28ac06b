package io.netsonde.agent.config;

import java.util.Optional;

/** One thing that the agent measures again and again. */
public sealed interface ProbeConfig permits TrafficSimProbe, HttpProbe, PingProbe, TraceProbe {
  /** Unique within the agent, not empty. */
  String name();

  /**
   * The name of the only network interface that it may use; empty: as {@link
   * AgentConfig#interfaceOf} says, or, of checks of web services, as the system routes.
   */
  Optional<String> networkInterface();
}
