package io.netsonde.agent.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The OpenTelemetry SDK's variables for the scrape endpoint. */
class ScrapeEnvironmentTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("OTEL_EXPORTER_PROMETHEUS_HOST", "0.0.0.0", "OTEL_EXPORTER_PROMETHEUS_PORT", "9999");
  private static final String SILENT =
      "agent: {id: 1}\nreflector: {allowed_agents: any, listen: 127.0.0.1:5000}\n";

  private static AgentConfig parse(String yaml, Map<String, String> environment)
      throws ConfigException {
    return ConfigFile.parse("agent.yaml", yaml.getBytes(UTF_8), environment);
  }

  @Test
  void shouldFollowTheEnvironmentWhenTheFileIsSilent() throws ConfigException {
    assertEquals(
        Optional.of(new PrometheusConfig(new HostPort("0.0.0.0", 9999))),
        parse(SILENT, ENVIRONMENT).prometheus());
    assertEquals(
        Optional.of(new PrometheusConfig(Defaults.PROMETHEUS_LISTEN)),
        parse(SILENT, Map.of()).prometheus());
  }

  @Test
  void shouldFollowTheFileWhenBothSpeak() throws ConfigException {
    assertEquals(
        Optional.of(new PrometheusConfig(new HostPort("127.0.0.1", 9464))),
        parse(SILENT + "prometheus: {listen: 127.0.0.1:9464}\n", ENVIRONMENT).prometheus());
    assertEquals(Optional.empty(), parse(SILENT + "prometheus: null\n", ENVIRONMENT).prometheus());
  }

  @Test
  void shouldNameTheVariableWhenItIsNoPort() {
    ConfigException mistake =
        assertThrows(
            ConfigException.class,
            () -> parse(SILENT, Map.of("OTEL_EXPORTER_PROMETHEUS_PORT", "http")));
    assertEquals(
        "agent.yaml:1:1: in the environment: OTEL_EXPORTER_PROMETHEUS_PORT: 'http' is not a port",
        mistake.getMessage());
  }
}
