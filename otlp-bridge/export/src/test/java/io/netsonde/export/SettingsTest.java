package io.netsonde.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void shouldDeriveTheInstanceAsUuidgenDoes() {
    // uuidgen --sha1 --namespace 4d63009a-8d0f-11ee-aad7-4c796ed8e320 --name 101
    assertEquals(
        UUID.fromString("c144cd06-591b-5ad8-b038-419d2cdb94aa"),
        new AgentIdentity(101, "a", Map.of()).instanceId());
    assertEquals(
        UUID.fromString("c7bf4193-bb35-500e-bbe4-a568479fc143"),
        new AgentIdentity(4_294_967_295L, "a", Map.of()).instanceId());
  }

  @Test
  void shouldAllowTwiceTheSeriesThatCanCome() {
    assertEquals(2000, new Cardinality(1, 0).limit());
    assertEquals(2 * 64 * 10_000, new Cardinality(10_000, 0).limit());
    assertEquals(2 * 32 * 1001, new Cardinality(0, 1000).limit());
  }

  @Test
  void shouldScrapeWhereTheEnvironmentSaysWhenTheFileIsSilent() {
    assertEquals(ScrapeSettings.DEFAULT, ScrapeSettings.fromEnvironment(Map.of()));
    assertEquals(
        new ScrapeSettings("::1", 9000),
        ScrapeSettings.fromEnvironment(
            Map.of(
                "OTEL_EXPORTER_PROMETHEUS_HOST", "::1", "OTEL_EXPORTER_PROMETHEUS_PORT", "9000")));
    assertEquals("[::1]:9000", new ScrapeSettings("::1", 9000).authority());
    assertThrows(
        IllegalArgumentException.class,
        () -> ScrapeSettings.fromEnvironment(Map.of("OTEL_EXPORTER_PROMETHEUS_PORT", "web")));
  }
}
