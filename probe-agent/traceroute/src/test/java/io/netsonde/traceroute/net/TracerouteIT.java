package io.netsonde.traceroute.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.testkit.hosts.Host;
import io.netsonde.testkit.hosts.RouterChain;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces through four routers, one of them silent. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TracerouteIT {
  private RouterChain chain;

  @BeforeEach
  void build() {
    chain = RouterChain.create(4);
  }

  @AfterEach
  void tearDown() {
    chain.close();
  }

  private String target(int ip) {
    return ip == 4 ? chain.target().ipv4() : chain.target().ipv6();
  }

  private String router(int hop, int ip) {
    String written = ip == 4 ? chain.router(hop).ipv4() : chain.router(hop).ipv6();
    return expanded(written);
  }

  /** As the JDK writes addresses. */
  private static String expanded(String address) {
    try {
      return java.net.InetAddress.getByName(address).getHostAddress();
    } catch (java.net.UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> trace(boolean privileged, String... arguments) throws Exception {
    return privileged
        ? TracingProgram.run(chain.source(), arguments)
        : TracingProgram.runUnprivileged(chain.source(), arguments);
  }

  private void assertHops(List<String> lines, int ip, String received, String quote) {
    for (int hop = 1; hop <= 5; hop++) {
      String expected =
          switch (hop) {
            case 3 -> "hop 3 silent 0/" + received.replaceFirst(".*/", "") + " ttl=? dscp=?";
            case 5 -> "hop 5 " + expanded(target(ip)) + " target " + received;
            default -> "hop " + hop + " " + router(hop, ip) + " expired " + received + quote;
          };
      String line = lines.get(hop - 1);
      assertTrue(line.startsWith(expected), expected + "\n" + String.join("\n", lines));
    }
    assertTrue(lines.get(5).startsWith("path "), String.join("\n", lines));
  }

  @ParameterizedTest
  @CsvSource({"udp,4", "udp,6", "icmp,4", "icmp,6", "tcp,4", "tcp,6"})
  void shouldFindEveryHopWithTtlAndDscpWhenPrivileged(String protocol, int ip) throws Exception {
    chain.silence(3);
    List<String> lines = trace(true, target(ip), protocol, "3", "0", "1", "dscp=46");
    assertHops(lines, ip, "3/3", " ttl=1 dscp=46");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 6})
  void shouldTraceByUdpWithoutPrivileges(int ip) throws Exception {
    chain.silence(3);
    assertHops(trace(false, target(ip), "udp", "3", "0", "1"), ip, "3/3", " ttl=? dscp=?");
  }

  @Test
  void shouldSayWhatIsMissingWhenNotPrivileged() throws Exception {
    chain.source().run("sh", "-c", "echo '1 0' > /proc/sys/net/ipv4/ping_group_range");
    String icmp = trace(false, target(4), "icmp", "1", "0", "1").getFirst();
    assertTrue(icmp.startsWith("cannot trace " + target(4) + " by ICMP: "), icmp);
    assertTrue(icmp.contains("net.ipv4.ping_group_range") && icmp.contains("CAP_NET_RAW"), icmp);
    String tcp = trace(false, target(4), "tcp", "1", "0", "1").getFirst();
    assertTrue(tcp.startsWith("cannot trace " + target(4) + " by TCP: "), tcp);
    assertTrue(tcp.contains("CAP_NET_RAW") && tcp.endsWith("UDP needs no privilege"), tcp);
  }

  @ParameterizedTest
  @CsvSource({"udp,4", "udp,6", "icmp,4", "icmp,6", "tcp,4", "tcp,6"})
  void shouldFindThePathMtuWhenAsked(String protocol, int ip) throws Exception {
    chain.mtu(3, 1_400);
    List<String> lines = trace(true, target(ip), protocol, "1", "0", "1", "mtu");
    assertTrue(lines.contains("mtu 1400"), String.join("\n", lines));
  }

  @ParameterizedTest
  @CsvSource({"udp,4", "udp,6", "icmp,4", "icmp,6", "tcp,4", "tcp,6"})
  void shouldStayOnOneBranchWithOneFlow(String protocol, int ip) throws Exception {
    chain.branch(3);
    List<String> lines = trace(true, target(ip), protocol, "10", "10", "2");
    Host other = chain.branchRouter();
    String branch = expanded(ip == 4 ? other.ipv4() : other.ipv6());
    String hop = lines.get(2);
    assertTrue(
        hop.startsWith("hop 3 " + router(3, ip) + " expired 10/10")
            || hop.startsWith("hop 3 " + branch + " expired 10/10"),
        hop);
    // The next trace of the same probe is the same flow, its port or identifier included.
    List<String> paths = lines.stream().filter(line -> line.startsWith("path ")).toList();
    assertEquals(2, paths.size());
    assertEquals(paths.get(0), paths.get(1));
  }

  @Test
  void shouldTellWhereTheDscpIsRewritten() throws Exception {
    String rewrite = "-t mangle -A FORWARD -p udp -j DSCP --set-dscp 8";
    chain.router(2).run(("iptables " + rewrite).split(" ", -1));
    List<String> lines = trace(true, target(4), "udp", "3", "0", "1", "dscp=46");
    String all = String.join("\n", lines);
    assertTrue(lines.get(1).endsWith(" expired 3/3 ttl=1 dscp=46"), all);
    assertTrue(lines.get(2).endsWith(" expired 3/3 ttl=1 dscp=8"), all);
    assertTrue(lines.get(3).endsWith(" expired 3/3 ttl=1 dscp=8"), all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "icmp"})
  void shouldFindThePathMtuWhenNoRouterTells(String protocol) throws Exception {
    chain.mtu(3, 1_492);
    String mute = "iptables -A OUTPUT -p icmp --icmp-type fragmentation-needed -j DROP";
    chain.router(2).run(mute.split(" ", -1));
    List<String> lines = trace(true, target(4), protocol, "1", "0", "1", "mtu");
    assertTrue(lines.contains("mtu 1492"), String.join("\n", lines));
  }

  @Test
  void shouldSayWhereItEndsWhenThereIsNoWay() throws Exception {
    chain.router(2).run("ip", "route", "replace", "unreachable", "default");
    List<String> lines = trace(false, target(4), "udp", "2", "0", "1");
    assertTrue(lines.get(1).startsWith("hop 2 " + router(2, 4) + " unreachable 2/2"), lines.get(1));
    assertTrue(lines.get(2).startsWith("path "), lines.get(2));
    chain.source().run("ip", "route", "delete", "default");
    String none = trace(false, target(4), "udp", "2", "0", "1").getFirst();
    assertTrue(none.startsWith("cannot trace " + target(4) + ": "), none);
  }

  /** The firewall says what a closed port of the target would, from its own address. */
  @ParameterizedTest
  @CsvSource({"udp,4", "udp,6", "icmp,4", "icmp,6", "tcp,4", "tcp,6"})
  void shouldNotTakeAFirewallForTheTarget(String protocol, int ip) throws Exception {
    chain.rejectTowardsTarget(3);
    List<String> lines = trace(true, target(ip), protocol, "2", "10", "1", "mtu");
    String all = String.join("\n", lines);
    assertTrue(lines.get(2).startsWith("hop 3 " + router(3, ip) + " expired 2/2"), all);
    assertTrue(lines.get(3).startsWith("hop 4 " + router(3, ip) + " unreachable 2/2"), all);
    assertTrue(lines.get(4).startsWith("path "), all);
    assertTrue(lines.stream().noneMatch(line -> line.startsWith("mtu ")), all);
  }

  /** Whose answers last for as many rounds as the command line asks for by default. */
  @ParameterizedTest
  @ValueSource(ints = {4, 6})
  void shouldLeaveATargetThatLimitsItsAnswersItsAnswersToLaterRounds(int ip) throws Exception {
    chain.limitAnswers(5);
    List<String> lines = trace(false, target(ip), "udp", "10", "500", "1");
    assertTrue(
        lines.get(4).startsWith("hop 5 " + expanded(target(ip)) + " target 10/10"),
        String.join("\n", lines));
  }

  /** The rounds leave the target nothing to say, for longer than the timeout. */
  @Test
  void shouldFindThePathMtuWhenTheTargetLimitsItsAnswers() throws Exception {
    chain.limitAnswers(5);
    List<String> lines = trace(false, target(4), "udp", "8", "10", "1", "mtu", "timeout=100");
    assertTrue(lines.contains("mtu 1500"), String.join("\n", lines));
  }

  @Test
  void shouldTakeAServiceThatAnswersForTheTarget() throws Exception {
    chain.limitAnswers(5);
    List<String> lines = trace(true, target(4), "tcp", "5", "20", "1");
    assertTrue(
        lines.get(4).startsWith("hop 5 " + target(4) + " target 5/5"), String.join("\n", lines));
  }
}
