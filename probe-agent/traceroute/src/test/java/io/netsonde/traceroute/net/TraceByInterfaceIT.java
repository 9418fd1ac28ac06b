package io.netsonde.traceroute.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.testkit.Require;
import io.netsonde.testkit.hosts.ParallelCables;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two cables to the target, of which the preferred one carries nothing to it. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TraceByInterfaceIT {
  private ParallelCables cables;

  @BeforeEach
  void build() {
    Require.program("iptables", "the package iptables");
    cables = ParallelCables.create(2);
    cables.routeByMetric();
    cables.right().run("iptables", "-A", "INPUT", "-i", "eth0", "-j", "DROP");
    cables.right().run("ip6tables", "-A", "INPUT", "-i", "eth0", "-j", "DROP");
  }

  @AfterEach
  void tearDown() {
    cables.close();
  }

  private String target(int ip) {
    return ip == 4 ? cables.right().ipv4() : cables.right().ipv6();
  }

  private List<String> trace(int ip, String protocol, String... more) throws Exception {
    String[] arguments = {target(ip), protocol, "2", "0", "1", "timeout=300"};
    String[] all = new String[arguments.length + more.length];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return TracingProgram.run(cables.left(), all);
  }

  @ParameterizedTest
  @CsvSource({"udp,4", "udp,6", "icmp,4", "icmp,6", "tcp,4", "tcp,6"})
  void shouldGoByTheInterfaceThatIsNamed(String protocol, int ip) throws Exception {
    String routed = trace(ip, protocol).getFirst();
    assertTrue(routed.startsWith("path "), "nobody answers over eth0, but: " + routed);
    String named = trace(ip, protocol, "device=eth1").getFirst();
    assertTrue(named.matches("hop 1 \\S+ target 2/2 .*"), named);
  }

  @Test
  void shouldSayWhichInterfacesThereAreOrThatNoneLeadsThere() throws Exception {
    assertEquals(
        "cannot trace 10.79.0.2: there is no network interface wan0; there are lo, eth0, eth1",
        trace(4, "udp", "device=wan0").getFirst());
    cables.left().run("ip", "route", "del", "10.79.0.2", "via", cables.right(1).ipv4());
    assertEquals(
        "cannot trace 10.79.0.2: there is no route to 10.79.0.2 by eth1",
        trace(4, "udp", "device=eth1").getFirst());
  }
}
