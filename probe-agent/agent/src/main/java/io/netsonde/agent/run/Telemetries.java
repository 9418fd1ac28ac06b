package io.netsonde.agent.run;

import io.netsonde.agent.config.AgentConfig;
import io.netsonde.agent.config.OtlpConfig;
import io.netsonde.agent.config.PrometheusConfig;
import io.netsonde.agent.config.Secret;
import io.netsonde.agent.config.TrafficSimProbe;
import io.netsonde.export.AgentIdentity;
import io.netsonde.export.Cardinality;
import io.netsonde.export.OtlpSettings;
import io.netsonde.export.ScrapeSettings;
import io.netsonde.export.Telemetry;
import io.netsonde.export.TelemetryLog;
import io.netsonde.export.TelemetrySettings;
import java.util.HashMap;
import java.util.Map;

/** Makes telemetry as configured. */
final class Telemetries {
  /** More clients than this share a series; the reflector itself holds more. */
  private static final int MOST_PEERS = 1_000;

  private Telemetries() {}

  static Telemetry of(AgentConfig config) {
    int flows = 0;
    for (var probe : config.probes()) {
      if (probe instanceof TrafficSimProbe trafficSim) {
        flows += trafficSim.flows();
      } else {
        flows++;
      }
    }
    AgentIdentity agent =
        new AgentIdentity(config.agent().id(), config.agent().name(), config.agent().labels());
    return new Telemetry(
        new TelemetrySettings(
            agent,
            otlp(config.otlp()),
            config.prometheus().map(Telemetries::scrape),
            new Cardinality(flows, config.reflector().isPresent() ? MOST_PEERS : 0)),
        new TelemetryLog());
  }

  private static OtlpSettings otlp(OtlpConfig config) {
    Map<String, String> headers = new HashMap<>();
    config.headers().forEach((String name, Secret value) -> headers.put(name, value.text()));
    return new OtlpSettings(
        config.endpoint(),
        headers,
        config.tls().ca(),
        config.tls().certificate(),
        config.tls().key());
  }

  private static ScrapeSettings scrape(PrometheusConfig config) {
    return new ScrapeSettings(config.listen().host(), config.listen().port());
  }
}
