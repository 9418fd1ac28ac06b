package io.netsonde.agent.config;

/** One thing that the agent measures again and again. */
public sealed interface ProbeConfig permits TrafficSimProbe, HttpProbe, PingProbe, TraceProbe {
  /** Unique within the agent, not empty. */
  String name();
}
