package io.netsonde.agent.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.netsonde.testkit.Require;
import io.netsonde.testkit.hosts.Host;
import io.netsonde.testkit.hosts.TwoHosts;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two hosts, and a firewall that drops in one direction: the loss is that direction's. */
class LossByDirectionIT {
  private static final int COUNT = 3000;
  private static final double LOSS = 0.1;

  /**
   * Of the standard normal distribution: 99.999 % lie between minus and plus this. The firewall
   * rolls dice without a seed, and one run in a thousand outside would be one too many; what is
   * reported is held to the firewall's own count besides, to the packet.
   */
  private static final double NORMAL_99_999 = 4.4172;

  @RegisterExtension final Programs programs = new Programs();
  private JsonNode shown = MissingNode.getInstance();

  @Test
  void shouldLoseForwardOnlyWhenTheReflectorsHostDrops() throws Exception {
    Require.program("iptables", "the package iptables");
    try (TwoHosts hosts = TwoHosts.create()) {
      hosts.right().dropArriving(Wire.data(), LOSS);
      JsonNode figures = ping(hosts, hosts.right().ipv4());
      assertLoss(figures, "forward", "reverse", hosts.right().dropped());
      assertFound("forward", "On the way to " + hosts.right().ipv4() + ", ");
      assertWithinInterval(figures.path("forward").path("loss").asDouble());
    }
  }

  @Test
  void shouldLoseInReverseOnlyWhenTheSendersHostDrops() throws Exception {
    Require.program("iptables", "the package iptables");
    try (TwoHosts hosts = TwoHosts.create()) {
      hosts.left().dropArriving(Wire.answer(), LOSS);
      JsonNode figures = ping(hosts, hosts.right().ipv4());
      assertLoss(figures, "reverse", "forward", hosts.left().dropped());
      assertFound("reverse", "On the way back from " + hosts.right().ipv4() + ", ");
      assertWithinInterval(figures.path("reverse").path("loss").asDouble());
    }
  }

  @Test
  void shouldLoseForwardOnlyWhenTheReflectorsHostDropsOverIpv6() throws Exception {
    Require.program("ip6tables", "the package iptables");
    try (TwoHosts hosts = TwoHosts.create()) {
      hosts.right().dropEveryArriving(Wire.data(), 10);
      JsonNode figures = ping(hosts, "[" + hosts.right().ipv6() + "]");
      assertEquals(COUNT / 10, hosts.right().dropped());
      assertLoss(figures, "forward", "reverse", COUNT / 10);
      assertFound(
          "forward", "On the way to " + hosts.right().ipv6() + ", 10 % of packets are lost");
    }
  }

  /** The figures of a ping from the left to the right host, by that address of the latter. */
  private JsonNode ping(TwoHosts hosts, String address)
      throws InterruptedException, JsonProcessingException {
    Host right = hosts.right();
    Program reflect = programs.start(right, "reflect", "--listen", address + ":0");
    String target = address + ":" + Reflecting.port(reflect);
    Program ping =
        programs.start(
            hosts.left(),
            "ping",
            target,
            "--count",
            Integer.toString(COUNT),
            "--interval",
            "2ms",
            "--size",
            "200",
            "--json");
    assertEquals(0, ping.awaitExit());
    JsonNode document = new ObjectMapper().readTree(String.join("\n", ping.out()));
    assertEquals(target, document.path("target").asText());
    assertEquals(COUNT, document.path("packets").size());
    reflect.terminate();
    assertEquals(0, reflect.awaitExit());
    shown = document.path("findings");
    return document.path("figures");
  }

  /** The run says in words which direction it is, and nothing else of the path. */
  private void assertFound(String direction, String sentence) {
    List<JsonNode> ofPath =
        StreamSupport.stream(shown.spliterator(), false)
            .filter(finding -> !"agent".equals(finding.path("finding").asText()))
            .toList();
    assertEquals(1, ofPath.size(), shown::toPrettyString);
    JsonNode finding = ofPath.getFirst();
    assertEquals("one_direction", finding.path("finding").asText());
    assertEquals(direction, finding.path("evidence").path("netsonde.direction").asText());
    assertTrue(finding.path("sentence").asText().startsWith(sentence), shown::toPrettyString);
  }

  private static void assertLoss(JsonNode figures, String lossy, String clean, long dropped) {
    String all = figures.toPrettyString();
    assertEquals(COUNT, figures.path("forward").path("sent").asLong(), all);
    assertEquals(dropped, figures.path(lossy).path("lost").asLong(), all);
    assertEquals(0, figures.path(clean).path("lost").asLong(-1), all);
    assertEquals(0, figures.path("undecided").asLong(-1), all);
    for (String direction : new String[] {"forward", "reverse"}) {
      JsonNode node = figures.path(direction);
      assertEquals(
          node.path("sent").asLong(), node.path("received").asLong() + node.path("lost").asLong());
    }
    assertEquals(
        figures.path(lossy).path("lost").asDouble() / figures.path(lossy).path("sent").asDouble(),
        figures.path(lossy).path("loss").asDouble(),
        1e-9,
        all);
  }

  private static void assertWithinInterval(double loss) {
    double reach = NORMAL_99_999 * Math.sqrt(LOSS * (1 - LOSS) / COUNT);
    assertTrue(
        Math.abs(loss - LOSS) <= reach,
        "loss "
            + loss
            + " is not within "
            + (LOSS - reach)
            + " to "
            + (LOSS + reach)
            + ", where 99.999 % of all runs are");
  }
}
