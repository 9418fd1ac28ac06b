package io.netsonde.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netsonde.testkit.Require;
import io.netsonde.testkit.hosts.EqualCostHosts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hosts with two cables of equal cost, one of which loses a fifth of what it carries one way:
 * the flows over it are named and no others. Over which cable a flow goes is seen on the cables.
 */
class EqualCostPathsIT {
  private static final int GOOD = 0;
  private static final int LOSSY = 1;
  private static final double LOSS = 0.2;

  /** With so many flows one run in a million has all of them on one cable, and nothing to tell. */
  private static final String PROBABILITY = "0.999999";

  private static final int FLOWS = 21;

  private static final Pattern SENTENCE =
      Pattern.compile(
          "[Ff]lows? .* \\(source ports? ((?:[0-9, ]| and )+?)(?: and (\\d+) more)?\\)( of 21 to"
              + " .*)? loses? .*% on the way there[,;] the (\\d+ )?others (lose )?nothing:"
              + " .*equal-cost paths.*");
  private static final Pattern PORT = Pattern.compile("flow \\d+: sends from port (\\d+)");

  @RegisterExtension final Programs programs = new Programs();

  private EqualCostHosts hosts;

  @BeforeEach
  void connect() {
    Require.program("iptables", "the package iptables");
    hosts = EqualCostHosts.create(2);
    hosts.loseTowardsRight(LOSSY, LOSS);
  }

  @AfterEach
  void disconnect() {
    if (hosts != null) {
      hosts.close();
    }
  }

  @Test
  void shouldNameTheFlowsOverTheLossyCableInWords() throws Exception {
    Seen seen = new Seen(hosts.right().ipv4());
    Program ping = ping(seen.target);
    assertEquals(0, ping.awaitExit());
    seen.stop();
    assertNamed(seen, ping.out().stream().filter(line -> line.contains("equal-cost")).toList());
  }

  @Test
  void shouldNameTheFlowsOverTheLossyCableInJsonOverIpv6() throws Exception {
    Seen seen = new Seen("[" + hosts.right().ipv6() + "]");
    Program ping = ping(seen.target, "--json");
    assertEquals(0, ping.awaitExit());
    seen.stop();
    JsonNode flows = new ObjectMapper().readTree(String.join("\n", ping.out())).path("flows");
    assertEquals(FLOWS, flows.size());
    Set<Integer> losing = new TreeSet<>();
    Set<Integer> bad = new TreeSet<>();
    for (JsonNode flow : flows) {
      int port = flow.path("source_port").asInt();
      if (flow.path("figures").path("forward").path("lost").asInt() > 0) {
        losing.add(port);
      }
      if (!flow.path("bad").isEmpty()) {
        assertEquals("[\"forward\"]", flow.path("bad").toString());
        bad.add(port);
      }
    }
    assertEquals(seen.lossy, losing);
    assertEquals(seen.lossy, bad);
  }

  @Test
  void shouldNameTheFlowsOverTheLossyCableInTheLogOfAnAgent(@TempDir Path folder) throws Exception {
    Seen seen = new Seen(hosts.right().ipv4());
    Path config = folder.resolve("agent.yaml");
    Files.writeString(
        config,
        """
        agent: {id: 101}
        prometheus: null
        probes:
          - {name: to-right, type: trafficsim, target: "%s", interval: 10ms, cycle: 200,
             timeout: 500ms, flows: %d}
        """
            .formatted(seen.target, FLOWS));
    Program agent = programs.start(hosts.left(), "agent", "--config", config.toString());
    agent.awaitLog("equal-cost paths");
    agent.terminate();
    assertEquals(0, agent.awaitExit());
    seen.stop();
    assertEquals(
        seen.all(),
        agent.log().stream()
            .map(PORT::matcher)
            .filter(Matcher::find)
            .map(matcher -> Integer.valueOf(matcher.group(1)))
            .collect(Collectors.toCollection(TreeSet::new)));
    assertNamed(seen, agent.log().stream().filter(line -> line.contains("equal-cost")).toList());
  }

  private Program ping(String target, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("ping", target, "--flows", "auto", "--paths", "2", "--probability"));
    arguments.addAll(List.of(PROBABILITY, "--count", "200", "--interval", "10ms"));
    arguments.addAll(Arrays.asList(more));
    return programs.start(hosts.left(), arguments.toArray(String[]::new));
  }

  /**
   * That one sentence names the flows over the lossy cable: the first few of them, and how many.
   */
  private static void assertNamed(Seen seen, List<String> sentences) {
    assertEquals(1, sentences.size(), sentences::toString);
    Matcher matcher = SENTENCE.matcher(sentences.getFirst());
    assertTrue(matcher.find(), sentences::toString);
    Set<Integer> named =
        Arrays.stream(matcher.group(1).split(", | and ", -1))
            .map(Integer::valueOf)
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(seen.lossy.containsAll(named), named + " of " + seen.lossy);
    int unnamed = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
    assertEquals(seen.lossy.size(), named.size() + unnamed);
  }

  /** A reflector at the right host, and what comes to it over either cable. */
  private final class Seen {
    final String target;
    private final Program reflect;
    private final PortCapture onGood;
    private final PortCapture onLossy;
    Set<Integer> good = Set.of();
    Set<Integer> lossy = Set.of();

    Seen(String address) throws InterruptedException {
      reflect =
          programs.start(hosts.right(), "reflect", "--listen", address + ":0", "--allow", "any");
      int port = Reflecting.port(reflect);
      target = address + ":" + port;
      onGood = PortCapture.start(programs, hosts.right(), EqualCostHosts.cable(GOOD), port);
      onLossy = PortCapture.start(programs, hosts.right(), EqualCostHosts.cable(LOSSY), port);
    }

    void stop() throws InterruptedException {
      good = onGood.stop();
      lossy = onLossy.stop();
      reflect.terminate();
      assertEquals(0, reflect.awaitExit());
      assertFalse(good.isEmpty() || lossy.isEmpty(), "both cables are used");
      assertEquals(FLOWS, all().size(), "a port for each flow");
      assertEquals(FLOWS, good.size() + lossy.size(), "no flow over both cables");
    }

    Set<Integer> all() {
      Set<Integer> all = new TreeSet<>(good);
      all.addAll(lossy);
      return all;
    }
  }
}
