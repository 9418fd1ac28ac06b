package io.netsonde.agent.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.http.ConnectionSettings;
import io.netsonde.http.HttpExpectation;
import io.netsonde.http.HttpHeader;
import io.netsonde.http.HttpProxy;
import io.netsonde.http.HttpTarget;
import io.netsonde.http.HttpTimeouts;
import io.netsonde.http.HttpVersion;
import io.netsonde.http.IpVersion;
import io.netsonde.http.RequestSettings;
import io.netsonde.http.TlsFiles;
import io.netsonde.measurement.trace.TraceProtocol;
import io.netsonde.measurement.trigger.TriggerSettings;
import io.netsonde.traceroute.TraceTarget;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
  private static final String FULL =
      """
      agent:
        id: 101
        name: paris-edge-1
        labels: {site: paris, note: "a $${env:X} b"}
        state_directory: /var/lib/netsonde
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
        trace_back: {cool_down: 90s}
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
          trigger: {loss: 2.5%, rtt: 1.5x, jitter: 4x, floor: 500us, baseline_cycles: 3, rounds: 20, clear_after: 2, cool_down: 1m, round_interval: 1s}
        - name: shop
          type: http
          url: https://ann:${env:TOKEN}@shop.example.net/health?full
          interval: 30s
          method: POST
          headers: {authorization: "Bearer ${env:TOKEN}", accept: "*/*"}
          body: "{}"
          expect: {status: [200, 204], body_contains: "ok", certificate_remaining: 336h}
          max_redirects: 2
          reuse: true
          ip_version: 6
          http_version: 1.1
          proxy: http://bob:${env:TOKEN}@proxy:3128
          resolvers: [192.0.2.53, "[2001:db8::53]:5353"]
          tls: {ca: ca.pem, certificate: own.pem, key: own.key}
          timeouts: {dns: 1s, connect: 2s, tls: 3s, wait: 4s, total: 5s}
        - name: route
          type: trace
          target: berlin.example.net
          interval: 10m
          protocol: tcp
          port: 80
          rounds: 5
          round_interval: 2s
          timeout: 3s
          max_hops: 20
          ip_version: 4
          dscp: 46
          interface: eth2
          names: false
          path_mtu: true
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
                101,
                "paris-edge-1",
                Map.of("site", "paris", "note", "a ${env:X} b"),
                Optional.of(Path.of("/var/lib/netsonde"))),
            new OtlpConfig(
                Optional.of(URI.create("https://collector:4317")),
                Map.of("authorization", new Secret("Bearer t0ken")),
                new TlsConfig(Optional.of(Path.of("ca.pem")), Optional.empty(), Optional.empty())),
            Optional.empty(),
            Optional.of(
                new ReflectorConfig(
                    new HostPort("::1", 5000),
                    new AllowedAgents.Listed(new LinkedHashSet<>(List.of(102L, 103L))),
                    List.of(token),
                    Optional.of(Duration.ofSeconds(90)))),
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
                    Optional.of("wlan0"),
                    Optional.of(
                        new TriggerSettings(
                            0.025,
                            1.5,
                            4,
                            Duration.ofNanos(500_000),
                            3,
                            20,
                            2,
                            Duration.ofMinutes(1),
                            Duration.ofSeconds(1)))),
                shop(),
                new TraceProbe(
                    new TraceTarget(
                        "route",
                        "berlin.example.net",
                        io.netsonde.traceroute.IpVersion.IPV4,
                        TraceProtocol.TCP,
                        80,
                        5,
                        20,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        46,
                        Optional.of("eth2"),
                        false,
                        true),
                    Duration.ofMinutes(10))));
    assertEquals(expected, parse(FULL));
  }

  private static HttpProbe shop() {
    return new HttpProbe(
        new HttpTarget(
            "shop",
            URI.create("https://ann:t0ken@shop.example.net/health?full"),
            new RequestSettings(
                "POST",
                List.of(
                    new HttpHeader("authorization", "Bearer t0ken"),
                    new HttpHeader("accept", "*/*")),
                Optional.of("{}"),
                2),
            new ConnectionSettings(
                IpVersion.IPV6,
                Optional.of(
                    new HttpProxy(
                        "proxy", 3128, Optional.of(new HttpProxy.Credentials("bob", "t0ken")))),
                List.of(
                    new InetSocketAddress(InetAddress.ofLiteral("192.0.2.53"), 53),
                    new InetSocketAddress(InetAddress.ofLiteral("2001:db8::53"), 5353)),
                Set.of(HttpVersion.HTTP_1_1),
                true),
            new TlsFiles(
                Optional.of(Path.of("ca.pem")),
                Optional.of(Path.of("own.pem")),
                Optional.of(Path.of("own.key"))),
            new HttpExpectation(
                Set.of(200, 204), Optional.of("ok"), Optional.of(Duration.ofDays(14))),
            new HttpTimeouts(
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                Duration.ofSeconds(5))),
        Duration.ofSeconds(30));
  }

  @Test
  void shouldHaveDefaultsWhenLittleIsGiven() throws Exception {
    AgentConfig config =
        parse(
            """
            agent: {id: 7}
            reflector: {allowed_agents: any, keys: ["${env:UNSET:-}"]}
            probes:
              - {name: a, type: trafficsim, target: "b:1", key: "${env:UNSET:-}"}
              - {name: c, type: http, url: "http://b/", http_version: 2, ip_version: 4}
              - {name: d, type: trace, target: "::1", ip_version: 6}
            """);
    assertEquals(new IdentityConfig(7, "agent-7", Map.of(), Optional.empty()), config.agent());
    assertEquals(new OtlpConfig(Optional.empty(), Map.of(), TlsConfig.NONE), config.otlp());
    assertEquals(
        Optional.of(new PrometheusConfig(HostPort.parse("127.0.0.1:9464"))), config.prometheus());
    assertEquals(
        Optional.of(
            new ReflectorConfig(
                HostPort.parse("0.0.0.0:5000"),
                new AllowedAgents.Any(),
                List.of(),
                Optional.of(Duration.ofMinutes(5)))),
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
                Optional.empty(),
                Optional.of(TriggerSettings.DEFAULTS)),
            new HttpProbe(
                HttpTarget.of("c", URI.create("http://b/"))
                    .withVersions(Set.of(HttpVersion.HTTP_2))
                    .withIpVersion(IpVersion.IPV4),
                Duration.ofMinutes(1)),
            new TraceProbe(
                TraceTarget.of("d", "::1").withIpVersion(io.netsonde.traceroute.IpVersion.IPV6),
                Duration.ofMinutes(5))),
        config.probes());
    assertEquals(NetworkConfig.ANY, config.network());
  }

  @Test
  void shouldShortenDefaultLimitsWhenTotalIsShorter() throws Exception {
    AgentConfig config =
        parse(
            """
            agent: {id: 7}
            probes: [{name: a, type: http, url: "http://b/", timeouts: {dns: 1s, total: 2s}}]
            """);
    Duration two = Duration.ofSeconds(2);
    assertEquals(
        new HttpTimeouts(Duration.ofSeconds(1), two, two, two, two),
        ((HttpProbe) config.probes().getFirst()).target().timeouts());
    assertEquals(config, parse(ConfigPrinter.complete(config)));
  }

  @Test
  void shouldTriggerNothingWhenTriggerIsNull() throws Exception {
    AgentConfig config =
        parse(
            """
            agent: {id: 7}
            probes: [{name: a, type: trafficsim, target: "b:1", trigger: null}]
            """);
    assertEquals(Optional.empty(), ((TrafficSimProbe) config.probes().getFirst()).trigger());
    assertEquals(config, parse(ConfigPrinter.complete(config)));
  }

  @Test
  void shouldNeverTraceBackWhenTraceBackIsNull() throws Exception {
    AgentConfig config =
        parse("agent: {id: 7}\nreflector: {allowed_agents: any, trace_back: null}\n");
    assertEquals(Optional.empty(), config.reflector().orElseThrow().traceBackCoolDown());
    assertEquals(config, parse(ConfigPrinter.complete(config)));
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
  void shouldTraceOverItsOwnInterfaceBeforeTheAgents() throws Exception {
    AgentConfig config =
        parse(
            """
            agent: {id: 7}
            network: {interface: eth0}
            probes:
              - {name: a, type: trace, target: b, interface: wlan0}
              - {name: c, type: trace, target: b}
            """);
    assertEquals(
        List.of(Optional.of("wlan0"), Optional.of("eth0")),
        config.probes(TraceProbe.class).stream()
            .map(probe -> probe.over(config.interfaceOf(probe)).target().device())
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
