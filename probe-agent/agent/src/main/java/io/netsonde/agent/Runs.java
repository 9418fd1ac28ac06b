package io.netsonde.agent;

import io.netsonde.agent.config.AgentConfig;

/** What stands behind each command that measures. */
public record Runs(
    Run<AgentConfig> agent,
    Run<AgentConfig> check,
    Run<DemoOptions> demo,
    Run<EchoOptions> echo,
    Run<HttpOptions> http,
    Run<PingOptions> ping,
    Run<ReflectOptions> reflect,
    Run<TraceOptions> trace) {}
