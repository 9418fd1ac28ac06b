package io.netsonde.agent.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
  private static final String FULL =
      """
      agent:
        id: 101
        name: paris-edge-1
        labels: {site: paris, note: "a $${env:X} b"}
        state_directory: null
      otlp:
        endpoint: https://collector:4317
        headers: {authorization: "Bearer ${env:TOKEN}"}
        tls: {ca: ca.pem, certificate: null, key: null}
        queue: null
      prometheus: null
      reflector:
        listen: "[::1]:5000"
        allowed_agents: [102, 103]
        keys: ["${env:NEW:-}", "${env:TOKEN}"]
      network: {interface: eth0, stamps: portable}
      probes:
        - name: to-berlin
          type: trafficsim
          target: berlin.example.net:5000
          target_agent: 100
          interval: ${env:INTERVAL:-20ms}
          cycle: "${env:CYCLE}"
          timeout: 1.5s
          key: ${env:TOKEN}
          size: 1KiB
          flows: 4
          dscp: 46
          interface: wlan0
          trigger: null
      """;
  private static final Map<String, String> ENVIRONMENT = Map.of("TOKEN", "t0ken", "CYCLE", "50");

  private static AgentConfig parse(String yaml) throws ConfigException {
    return ConfigFile.parse("agent.yaml", yaml.getBytes(UTF_8), ENVIRONMENT);
  }

  @Test
  void shouldReadEveryKeyWhenAllAreGiven() throws Exception {
    Secret token = new Secret("t0ken");
    AgentConfig expected =
        new AgentConfig(
            new IdentityConfig(
                101, "paris-edge-1", Map.of("site", "paris", "note", "a ${env:X} b")),
            new OtlpConfig(
                Optional.of(URI.create("https://collector:4317")),
                Map.of("authorization", new Secret("Bearer t0ken")),
                new TlsConfig(Optional.of(Path.of("ca.pem")), Optional.empty(), Optional.empty())),
            Optional.empty(),
            Optional.of(
                new ReflectorConfig(
                    new HostPort("::1", 5000),
                    new AllowedAgents.Listed(new LinkedHashSet<>(List.of(102L, 103L))),
                    List.of(token))),
            new NetworkConfig(Optional.of("eth0"), StampsChoice.PORTABLE),
            List.of(
                new TrafficSimProbe(
                    "to-berlin",
                    new HostPort("berlin.example.net", 5000),
                    OptionalLong.of(100),
                    Duration.ofMillis(20),
                    50,
                    Duration.ofMillis(1500),
                    Optional.of(token),
                    1024,
                    4,
                    46,
                    Optional.of("wlan0"))));
    assertEquals(expected, parse(FULL));
  }

  @Test
  void shouldHaveDefaultsWhenLittleIsGiven() throws Exception {
    AgentConfig config =
        parse(
            """
            agent: {id: 7}
            reflector: {allowed_agents: any, keys: ["${env:UNSET:-}"]}
            probes: [{name: a, type: trafficsim, target: "b:1", key: "${env:UNSET:-}"}]
            """);
    assertEquals(new IdentityConfig(7, "agent-7", Map.of()), config.agent());
    assertEquals(new OtlpConfig(Optional.empty(), Map.of(), TlsConfig.NONE), config.otlp());
    assertEquals(
        Optional.of(new PrometheusConfig(HostPort.parse("127.0.0.1:9464"))), config.prometheus());
    assertEquals(
        Optional.of(
            new ReflectorConfig(
                HostPort.parse("0.0.0.0:5000"), new AllowedAgents.Any(), List.of())),
        config.reflector());
    assertEquals(
        List.of(
            new TrafficSimProbe(
                "a",
                HostPort.parse("b:1"),
                OptionalLong.empty(),
                Duration.ofSeconds(1),
                60,
                Duration.ofSeconds(2),
                Optional.empty(),
                128,
                1,
                0,
                Optional.empty())),
        config.probes());
    assertEquals(NetworkConfig.ANY, config.network());
  }

  @Test
  void shouldGiveEqualConfigurationWhenPrintedAndReadAgain() throws Exception {
    AgentConfig config = parse(FULL);
    assertEquals(config, parse(ConfigPrinter.complete(config)));
    AgentConfig small = parse("agent: {id: 7}\nreflector: {allowed_agents: any}\n");
    assertEquals(small, parse(ConfigPrinter.complete(small)));
  }

  @Test
  void shouldHideSecretsWhenPrintedForPeople() throws Exception {
    AgentConfig config = parse(FULL);
    String printed = ConfigPrinter.masked(config);
    assertFalse(printed.contains("t0ken"), printed);
    assertFalse(config.toString().contains("t0ken"), config.toString());
    assertTrue(printed.contains("key: '****'"), printed);
    AgentConfig again = parse(printed);
    assertEquals(config.agent(), again.agent());
  }

  @Test
  void shouldReadAliasesAndByteOrderMarkWhenThereAreAny() throws Exception {
    AgentConfig config =
        parse(
            """
            \uFEFFagent: {id: 7}
            probes:
              - {name: a, type: trafficsim, target: &t "b:1"}
              - {name: c, type: trafficsim, target: *t}
            """);
    assertEquals(2, config.probes().size());
  }

  @Test
  void shouldUseTheProbesInterfaceBeforeTheAgents() throws Exception {
    AgentConfig config =
        parse(
            """
            agent: {id: 7}
            network: {interface: eth0, stamps: portable}
            probes:
              - {name: a, type: trafficsim, target: "b:1", interface: wlan0}
              - {name: c, type: trafficsim, target: "b:1", interface: null}
            """);
    assertEquals(
        List.of(Optional.of("wlan0"), Optional.of("eth0")),
        config.probes().stream()
            .map(probe -> config.interfaceOf((TrafficSimProbe) probe))
            .toList());
  }

  @Test
  void shouldNameTheFileWhenItCannotBeRead(@TempDir Path folder) {
    Path missing = folder.resolve("agent.yaml");
    assertEquals(
        missing + ": there is no such file; check the path",
        assertThrows(ConfigException.class, () -> ConfigFile.load(missing, Map.of())).getMessage());
    assertEquals(
        folder + ": the file can't be read: it is a directory",
        assertThrows(ConfigException.class, () -> ConfigFile.load(folder, Map.of())).getMessage());
  }
}
