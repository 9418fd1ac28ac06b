package io.netsonde.agent.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.agent.Shutdown;
import io.netsonde.agent.config.AgentConfig;
import io.netsonde.agent.config.ConfigException;
import io.netsonde.agent.config.ConfigFile;
import io.netsonde.netio.interfaces.HostNetwork;
import io.netsonde.netio.interfaces.LinkKind;
import io.netsonde.netio.interfaces.LocalInterface;
import io.netsonde.netio.interfaces.Route;
import io.netsonde.netio.interfaces.Way;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckRunTest {
  private static final InetAddress BERLIN = InetAddress.ofLiteral("203.0.113.9");

  /** A cable, a wireless LAN, a bridge without a route, and a tunnel for everything else. */
  private static final HostNetwork NETWORK =
      new HostNetwork() {
        @Override
        public List<LocalInterface> interfaces() {
          return List.of(
              link(1, "lo", LinkKind.LOOPBACK, "127.0.0.1"),
              link(2, "wlan0", LinkKind.WIRELESS, "192.168.1.21"),
              link(3, "eth0", LinkKind.WIRED, "192.0.2.1"),
              link(4, "docker0", LinkKind.VIRTUAL, "172.17.0.1"),
              link(5, "tun0", LinkKind.TUNNEL, "10.8.0.1"));
        }

        @Override
        public Optional<Route> route(InetAddress target) {
          return Optional.of(new Route(false, 3, InetAddress.ofLiteral("192.0.2.1")));
        }

        @Override
        public Optional<Way> wayBy(LocalInterface one, InetAddress target) {
          int prefix = one.name().equals("tun0") ? 0 : 24;
          return one.name().equals("docker0")
              ? Optional.empty()
              : Optional.of(new Way(one.addresses().getFirst(), prefix));
        }
      };

  private final StringWriter out = new StringWriter();

  private static LocalInterface link(int index, String name, LinkKind kind, String address) {
    return new LocalInterface(name, index, true, kind, List.of(InetAddress.ofLiteral(address)));
  }

  private static AgentConfig config(String yaml) throws ConfigException {
    return ConfigFile.parse("agent.yaml", yaml.getBytes(UTF_8), Map.of());
  }

  private AgentConfig check(String yaml) throws Exception {
    AgentConfig config = config(yaml);
    CheckRun run =
        new CheckRun(
            NETWORK,
            (host, port) -> host.equals("berlin") ? new InetSocketAddress(BERLIN, port) : null,
            new Obstacles(
                () -> {
                  throw new IOException("no echoes; allow them");
                },
                () -> {
                  throw new IOException("no segments; allow them");
                }));
    assertEquals(0, run.run(config, new PrintWriter(out), Shutdown.onSignals()));
    return config;
  }

  @Test
  void shouldPrintTheSettingsInForceAndTheScoresAsComments() throws Exception {
    AgentConfig config =
        check(
            """
            agent: {id: 7}
            probes:
              - {name: to-berlin, type: trafficsim, target: "berlin:5000"}
              - {name: "by\\nair", type: trafficsim, target: "berlin:5000", interface: wlan0}
              - {name: nowhere, type: trafficsim, target: "tokyo:5000"}
              - {name: back, type: trafficsim, target: "berlin:5000", interface: docker0}
            """);
    String printed = out.toString();
    assertEquals(config, config(printed));
    String comments =
        printed
            .lines()
            .filter(line -> line.startsWith("#"))
            .reduce("", (all, line) -> all + line + "\n");
    assertEquals(
        """
        # The interfaces that reach each target, by score; * is the one to use. Nothing was sent.
        # to-berlin: berlin:5000 is 203.0.113.9
        #   interface address      score because
        # * wlan0     192.168.1.21    45 running +20, wireless +10, private +10, home network +5
        #   eth0      192.0.2.1       35 running +20, wired +15
        #   less specific routes by tun0
        #   no route by docker0
        # by
        # air: berlin:5000 is 203.0.113.9, only by wlan0
        #   interface address      score because
        # * wlan0     192.168.1.21    45 running +20, wireless +10, private +10, home network +5
        #   less specific routes by tun0
        #   no route by docker0
        # nowhere: tokyo:5000 does not resolve on this host at present
        # back: berlin:5000 is 203.0.113.9, only by docker0
        #   this interface does not lead there
        #   less specific routes by tun0
        #   no route by docker0
        """,
        comments);
  }

  @Test
  void shouldHideSecretsAndHaveNoTableWhenThereIsNoProbe() throws Exception {
    var _ = check("agent: {id: 7}\nreflector: {allowed_agents: any, keys: [geheim]}\n");
    assertTrue(out.toString().contains("listen: 0.0.0.0:5000"), out::toString);
    assertFalse(out.toString().contains("geheim"), out::toString);
    assertFalse(out.toString().contains("#"), out::toString);
  }

  @Test
  void shouldRefuseInterfacesThatThisHostLacks() {
    ConfigException thrown =
        assertThrows(
            ConfigException.class,
            () ->
                check(
                    """
                    agent: {id: 7}
                    network: {interface: eth7}
                    probes:
                      - {name: a, type: trafficsim, target: "berlin:1", interface: wlan7}
                      - {name: b, type: trafficsim, target: "berlin:1", interface: wlan0}
                      - {name: c, type: trace, target: berlin, interface: wlan9}
                    """));
    assertEquals(
        """
        network: interface: found 'eth7', which this host does not have, expected one of lo, wlan0, eth0, docker0, tun0
        probe a: interface: found 'wlan7', which this host does not have, expected one of lo, wlan0, eth0, docker0, tun0
        probe c: interface: found 'wlan9', which this host does not have, expected one of lo, wlan0, eth0, docker0, tun0\
        """,
        thrown.getMessage());
    assertEquals("", out.toString());
  }

  @Test
  void shouldSayWhatStandsInTheWayOnThisHost() throws Exception {
    AgentConfig config =
        check(
            """
            agent: {id: 7, state_directory: /dev/null/state}
            probes:
              - {name: gateway, type: ping, target: 192.0.2.1}
              - {name: way, type: trace, target: 192.0.2.1}
              - {name: way-icmp, type: trace, target: 192.0.2.1, protocol: icmp}
              - {name: "way\\ntcp", type: trace, target: 192.0.2.1, protocol: tcp}
            """);
    assertEquals(config, config(out.toString()));
    assertEquals(
        List.of(
            "# The agent would forget what triggers learn: cannot keep anything in /dev/null: it is"
                + " no directory; make it a directory that this user may write to, or set"
                + " agent.state_directory to another",
            "# The agent would not start here: no echoes; allow them",
            "# Probe way-icmp would not trace here: no echoes; allow them",
            "# Probe way?tcp would not trace here: no segments; allow them"),
        out.toString().lines().filter(line -> line.startsWith("#")).toList());
  }

  @Test
  void shouldNameEveryFileForTlsThatCannotBeUsed() {
    ConfigException thrown =
        assertThrows(
            ConfigException.class,
            () ->
                check(
                    """
                    agent: {id: 7}
                    otlp: {endpoint: "https://collector:4317", tls: {ca: /dev/null/ca.pem}}
                    probes:
                      - {name: shop, type: http, url: "https://shop/", tls: {ca: /dev/null}}
                    """));
    List<String> lines = String.valueOf(thrown.getMessage()).lines().toList();
    assertEquals(2, lines.size(), thrown::getMessage);
    assertTrue(lines.getFirst().startsWith("otlp: tls: /dev/null/ca.pem"), thrown::getMessage);
    assertTrue(
        lines.getLast().startsWith("probe shop: tls: /dev/null has no certificate"),
        thrown::getMessage);
    assertEquals("", out.toString());
  }
}
