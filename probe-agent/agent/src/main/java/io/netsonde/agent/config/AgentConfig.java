package io.netsonde.agent.config;

import java.util.List;
import java.util.Optional;

/**
 * Everything an agent is told, valid and complete: what the file left out has its default.
 *
 * @param agent who it is
 * @param otlp where telemetry is pushed to
 * @param prometheus where it is scraped; empty: switched off
 * @param reflector empty: it answers nobody
 * @param network which way packets leave
 * @param probes what it measures, names unique; empty only where it is a reflector
 */
public record AgentConfig(
    IdentityConfig agent,
    OtlpConfig otlp,
    Optional<PrometheusConfig> prometheus,
    Optional<ReflectorConfig> reflector,
    NetworkConfig network,
    List<ProbeConfig> probes) {
  public AgentConfig {
    probes = List.copyOf(probes);
    if (reflector.isEmpty() && probes.isEmpty()) {
      throw new IllegalArgumentException("an agent reflects, measures, or both");
    }
    if (probes.stream().map(ProbeConfig::name).distinct().count() != probes.size()) {
      throw new IllegalArgumentException("two probes have the same name");
    }
  }

  /** The probes of one type, in their order. */
  public <P extends ProbeConfig> List<P> probes(Class<P> type) {
    return probes.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** The only interface that this probe may use: its own setting, else the agent's. */
  public Optional<String> interfaceOf(ProbeConfig probe) {
    return probe.networkInterface().or(network::networkInterface);
  }
}
