package io.netsonde.testkit.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** That packets take the cables which the tests believe they take. */
class ParallelCablesIT {
  private static final int PORTS = 64;

  /** By which interfaces packets of several source ports leave, with that source address. */
  private static Set<String> ways(Host from, String source, String target) {
    Set<String> ways = new TreeSet<>();
    for (int port = 10_000; port < 10_000 + PORTS; port++) {
      String[] flow = {"ipproto", "udp", "sport", Integer.toString(port), "dport", "5000"};
      String route =
          from.run(
              "ip", "route", "get", target, "from", source, flow[0], flow[1], flow[2], flow[3],
              flow[4], flow[5]);
      ways.add(route.replaceFirst("(?s).* dev (\\S+) .*", "$1"));
    }
    return ways;
  }

  @Test
  void shouldSpreadFlowsOverAllCablesWhenRoutedEqually() {
    try (ParallelCables cables = ParallelCables.create(2)) {
      cables.routeEqually();
      Host left = cables.left();
      Host right = cables.right();
      assertEquals(Set.of("eth0", "eth1"), ways(left, left.ipv4(), right.ipv4()));
      assertEquals(Set.of("eth0", "eth1"), ways(right, right.ipv6(), left.ipv6()));
      String printed = left.run("ping", "-c", "1", "-W", "5", "-I", left.ipv4(), right.ipv4());
      assertTrue(printed.contains(" 0% packet loss"), printed);
    }
  }

  @Test
  void shouldTakeTheNextCableWhenTheFirstIsPulled() {
    try (ParallelCables cables = ParallelCables.create(3)) {
      cables.routeByMetric();
      Host left = cables.left();
      Host right = cables.right();
      assertEquals(Set.of("eth0"), ways(left, left.ipv4(), right.ipv4()));
      cables.left(0).cable(false);
      assertEquals(Set.of("eth1"), ways(left, left.ipv4(), right.ipv4()));
      assertEquals(Set.of("eth1"), ways(left, left.ipv6(), right.ipv6()));
    }
  }
}
