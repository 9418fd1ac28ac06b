package io.netsonde.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.netsonde.testkit.Require;
import io.netsonde.testkit.hosts.Host;
import io.netsonde.testkit.hosts.TwoHosts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Echoes between two hosts, and a firewall whose count of drops is the truth. */
class EchoIT {
  private static final int COUNT = 2000;

  @RegisterExtension final Programs programs = new Programs();
  private TwoHosts hosts;
  private JsonNode shown = MissingNode.getInstance();

  @BeforeEach
  void build() {
    Require.program("iptables", "the package iptables");
    hosts = TwoHosts.create();
  }

  @AfterEach
  void tearDown() {
    hosts.close();
  }

  /** Without, echoes take a raw socket; with it, one that needs no privilege. */
  private void letGroupsPing() {
    hosts.left().run("sh", "-c", "echo '0 2147483647' > /proc/sys/net/ipv4/ping_group_range");
  }

  private static void drop(Host host, String kind, String... share) {
    filter(host, "iptables", List.of("-p", "icmp", "--icmp-type", kind), "DROP", share);
    filter(host, "ip6tables", List.of("-p", "ipv6-icmp", "--icmpv6-type", kind), "DROP", share);
  }

  private static void filter(
      Host host, String program, List<String> match, String what, String... share) {
    List<String> rule = new ArrayList<>(List.of(program, "-A", "INPUT"));
    rule.addAll(match);
    if (share.length > 0) {
      rule.addAll(List.of("-m", "statistic"));
      rule.addAll(List.of(share));
    }
    rule.addAll(List.of("-j", what));
    host.run(rule.toArray(String[]::new));
  }

  private Program ping(String... arguments) {
    List<String> all = new ArrayList<>(List.of("ping"));
    all.addAll(List.of(arguments));
    return programs.start(hosts.left(), all.toArray(String[]::new));
  }

  /** The figures of so many echoes, of which everything that the firewall let pass has come. */
  private JsonNode figures(String target) throws Exception {
    Program ping = ping(target, "--count", Integer.toString(COUNT), "--interval", "2ms", "--json");
    assertEquals(0, ping.awaitExit());
    JsonNode document = new ObjectMapper().readTree(String.join("\n", ping.out()));
    assertEquals(COUNT, document.path("packets").size());
    assertEquals("kernel", document.path("timestamp_source").asText());
    shown = document.path("sentences");
    assertTrue(
        document.path("findings").findValuesAsText("finding").stream().allMatch("agent"::equals),
        "an echo tells of no direction and no flow: " + document.path("findings"));
    return document.path("figures");
  }

  private static void assertLost(long dropped, JsonNode figures) {
    String all = figures.toPrettyString();
    JsonNode both = figures.path("round_trip");
    assertEquals(COUNT, both.path("sent").asLong(), all);
    assertEquals(dropped, both.path("lost").asLong(-1), all);
    assertEquals(COUNT - dropped, both.path("received").asLong(), all);
    assertEquals((double) dropped / COUNT, both.path("loss").asDouble(), 1e-9, all);
    assertEquals(dropped, figures.path("undecided").asLong(-1), all);
    assertTrue(figures.path("forward").isNull() && figures.path("reverse").isNull(), all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.77.0.2", "fd77::2"})
  void shouldLoseToThePacketWhatTheTargetsFirewallDrops(String target) throws Exception {
    letGroupsPing();
    drop(hosts.right(), "echo-request", "--mode", "random", "--probability", "0.1");
    JsonNode figures = figures(target);
    assertTrue(hosts.right().dropped() > 0);
    assertLost(hosts.right().dropped(), figures);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.77.0.2", "fd77::2"})
  void shouldLoseToThePacketWhatTheOwnFirewallDropsOfRepliesToARawSocket(String target)
      throws Exception {
    drop(hosts.left(), "echo-reply", "--mode", "nth", "--every", "10", "--packet", "0");
    JsonNode figures = figures(target);
    assertEquals(COUNT / 10, hosts.left().dropped());
    assertLost(COUNT / 10, figures);
    assertEquals(
        "200 of 2000 echoes to "
            + target
            + " were lost: a loss of 8.7 % to 11 %, 95 % sure; in which direction, an echo does not"
            + " tell.",
        shown.path(0).asText());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldSayWhatIcmpSaysWhenAFilterRefuses(boolean privileged) throws Exception {
    if (!privileged) {
      letGroupsPing();
    }
    List<String> request = List.of("-p", "icmp", "--icmp-type", "echo-request");
    filter(hosts.right(), "iptables", request, "REJECT");
    hosts
        .right()
        .run("sh", "-c", "echo 0 > /proc/sys/net/ipv4/icmp_ratelimit"); // one error for each
    Program ping = ping("10.77.0.2", "--count", "3", "--interval", "10ms");
    assertEquals(1, ping.awaitExit());
    List<String> lost = ping.out().stream().filter(line -> line.startsWith("seq=")).toList();
    String told = " lost: protocol or port unreachable, says 10.77.0.2";
    assertEquals(List.of("seq=0" + told, "seq=1" + told, "seq=2" + told), lost);
    assertTrue(ping.out().contains("3" + told), ping.out()::toString);
  }

  @Test
  void shouldNameTheHostThatFindsNobodyWhenThereIsNoSuchNeighbour() throws Exception {
    Program ping = ping("10.77.0.9", "--count", "2", "--interval", "10ms");
    assertEquals(1, ping.awaitExit());
    assertTrue(
        ping.out().contains("2 lost: host unreachable, says 10.77.0.1"), ping.out()::toString);
    assertEquals(
        "2 of 2 echoes came no farther than this host's own network: nobody there answers for"
            + " 10.77.0.9, or for the router to it.",
        ping.out().getLast());
  }

  @Test
  void shouldSayThatNothingLeavesWhenThereIsNoRoute() throws Exception {
    Program ping = ping("192.0.2.1", "--count", "2", "--interval", "10ms");
    assertEquals(1, ping.awaitExit());
    assertEquals(
        "2 of 2 echoes never left this host: its own network refused them, or has no way to"
            + " 192.0.2.1.",
        ping.out().getLast());
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.77.0.255", "224.0.0.1", "ff02::1"})
  void shouldRefuseAddressesToWhichManyMayAnswer(String target) throws Exception {
    Program ping = ping(target, "--count", "1");
    assertEquals(1, ping.awaitExit());
    assertEquals(List.of(), ping.out());
    assertTrue(
        ping.log().getLast().endsWith("to which many hosts may answer: name one of them"),
        ping.log()::toString);
  }

  @Test
  void shouldReachALinkLocalAddressThroughTheNamedInterface() throws Exception {
    String local =
        hosts
            .right()
            .run("ip", "-6", "-o", "addr", "show", "scope", "link")
            .lines()
            .map(line -> line.replaceAll(".*inet6 ([0-9a-f:]+)/.*", "$1"))
            .findFirst()
            .orElseThrow();
    String link =
        hosts
            .left()
            .run("ip", "-6", "-o", "addr", "show", "scope", "link")
            .lines()
            .map(line -> line.split("\\s+")[1])
            .findFirst()
            .orElseThrow();
    Program ping = ping(local + "%" + link, "--count", "3", "--interval", "10ms");
    assertEquals(0, ping.awaitExit());
    Program nowhere = ping(local + "%nosuch", "--count", "3");
    assertEquals(1, nowhere.awaitExit());
    assertTrue(
        nowhere.log().getLast().contains("no network interface nosuch"), nowhere.log()::toString);
  }

  @Test
  void shouldMeasureAsConfiguredAndTellWhenTheTargetGoesAndComes(@TempDir Path folder)
      throws Exception {
    Path config = folder.resolve("agent.yaml");
    Files.writeString(
        config,
        """
        agent: {id: 7}
        prometheus: null
        probes:
          - {name: four, type: ping, target: 10.77.0.2, interval: 20ms, cycle: 10, timeout: 100ms}
          - {name: six, type: ping, target: "fd77::2", interval: 20ms, cycle: 10, timeout: 100ms}
        """);
    Program agent = programs.start(hosts.left(), "agent", "--config", config.toString());
    agent.awaitLog("probe four: the target answers");
    agent.awaitLog("probe six: the target answers");
    hosts.right().cable(false);
    agent.awaitLog("probe four: the target has ceased to answer");
    agent.awaitLog("probe six: the target has ceased to answer");
    hosts.right().cable(true);
    agent.awaitLog("probe four: the target answers again");
    agent.terminate();
    assertEquals(0, agent.awaitExit());
  }
}
