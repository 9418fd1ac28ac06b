package io.netsonde.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.internal.DefaultConfigProperties;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OtlpPropertiesTest {
  private static final OtlpSettings FILE = OtlpSettings.to(URI.create("https://file:4317"));
  private static final String METRICS = "otel.exporter.otlp.metrics.endpoint";

  @Test
  void shouldPushNothingWhenNoEndpointIsSaid() {
    Map<String, String> properties = overrides(OtlpSettings.UNSAID, Map.of());
    assertEquals("none", properties.get("otel.metrics.exporter"));
    assertEquals("none", properties.get("otel.traces.exporter"));
    assertEquals("none", properties.get("otel.logs.exporter"));
  }

  @Test
  void shouldPushWhatTheEnvironmentHasAnEndpointFor() {
    Map<String, String> properties =
        overrides(OtlpSettings.UNSAID, Map.of(METRICS, "http://env:4317"));
    assertEquals("otlp", properties.get("otel.metrics.exporter"));
    assertEquals("none", properties.get("otel.traces.exporter"));
    assertNull(properties.get(METRICS));
  }

  @Test
  void shouldPreferTheFileWhenBothSpeak() {
    Map<String, String> properties = overrides(FILE, Map.of(METRICS, "http://env:4317"));
    assertEquals("https://file:4317", properties.get(METRICS));
    assertEquals("https://file:4317", properties.get("otel.exporter.otlp.traces.endpoint"));
    assertEquals("https://file:4317", properties.get("otel.exporter.otlp.logs.endpoint"));
    assertEquals("otlp", properties.get("otel.logs.exporter"));
  }

  @Test
  void shouldAddTheSignalsPathWhenTheProtocolIsHttp() {
    Map<String, String> properties =
        overrides(FILE, Map.of("otel.exporter.otlp.protocol", "http/protobuf"));
    assertEquals("https://file:4317/v1/metrics", properties.get(METRICS));
  }

  @Test
  void shouldEncodeHeadersAsTheSdkDecodesThem() {
    OtlpSettings settings =
        new OtlpSettings(
            Optional.empty(),
            Map.of("x-tenant", "a b,c=d"),
            Optional.of(Path.of("/etc/ca.pem")),
            Optional.empty(),
            Optional.empty());
    Map<String, String> properties = overrides(settings, Map.of());
    assertEquals("x-tenant=a+b%2Cc%3Dd", properties.get("otel.exporter.otlp.metrics.headers"));
    assertEquals("/etc/ca.pem", properties.get("otel.exporter.otlp.traces.certificate"));
  }

  @Test
  void shouldLeaveTheScrapeEndpointToNetsondeWhenTheEnvironmentNamesIt() {
    Map<String, String> environment = Map.of("otel.metrics.exporter", "otlp,prometheus");
    assertEquals("otlp", overrides(FILE, environment).get("otel.metrics.exporter"));
    environment = Map.of("otel.metrics.exporter", "prometheus");
    assertEquals("none", overrides(FILE, environment).get("otel.metrics.exporter"));
  }

  @Test
  void shouldLeaveOneSignalOutWhenTheEnvironmentSaysSo() {
    Map<String, String> properties = overrides(FILE, Map.of("otel.logs.exporter", "none"));
    assertEquals("none", properties.get("otel.logs.exporter"));
    assertEquals("otlp", properties.get("otel.traces.exporter"));
  }

  private static Map<String, String> overrides(OtlpSettings file, Map<String, String> said) {
    ConfigProperties environment = DefaultConfigProperties.createFromMap(said);
    return OtlpProperties.overrides(file, environment);
  }
}
