package io.netsonde.agent.config;

/**
 * Where Prometheus scrapes the agent.
 *
 * @param listen TCP; port 0 lets the system choose
 */
public record PrometheusConfig(HostPort listen) {}
