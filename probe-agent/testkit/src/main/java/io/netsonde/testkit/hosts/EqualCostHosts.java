package io.netsonde.testkit.hosts;

import io.netsonde.testkit.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two hosts with several cables between them, over which both balance what they send by a hash of
 * addresses and ports, as routers do with paths of equal cost: every packet of a flow takes the
 * same cable, and which one depends on its ports. Nothing of it reaches any other network. Needs
 * root; see {@link Require#namespaces}.
 *
 * <p>The hosts' addresses are on their loopback interfaces, behind every cable; the cables' ends
 * are {@code eth0}, {@code eth1} and so on at both hosts.
 */
public final class EqualCostHosts implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Host left;
  private final Host right;
  private final int cables;

  private EqualCostHosts(Host left, Host right, int cables) {
    this.left = left;
    this.right = right;
    this.cables = cables;
  }

  /**
   * Makes both hosts, up and reachable to each other by IPv4 and IPv6.
   *
   * @param cables 2 to 250
   */
  public static EqualCostHosts create(int cables) {
    Require.namespaces();
    String id = "ec" + ProcessHandle.current().pid() + "x" + COUNT.incrementAndGet();
    Host left = new Host(id + "a", cable(0), "10.79.255.1", "fd79:ff::1");
    Host right = new Host(id + "b", cable(0), "10.79.255.2", "fd79:ff::2");
    EqualCostHosts hosts = new EqualCostHosts(left, right, cables);
    try {
      hosts.build();
    } catch (RuntimeException e) {
      hosts.close();
      throw e;
    }
    return hosts;
  }

  /** The name of a cable's end, the same at both hosts. */
  public static String cable(int number) {
    return "eth" + number;
  }

  public Host left() {
    return left;
  }

  public Host right() {
    return right;
  }

  /**
   * Makes a cable lose a share of the UDP packets from left to right, whatever they are, at random.
   */
  public void loseTowardsRight(int cable, double share) {
    for (String program : List.of("iptables", "ip6tables")) {
      List<String> rule = new ArrayList<>(List.of(program, "-A", "INPUT", "-p", "udp"));
      rule.addAll(List.of("-i", cable(cable), "-m", "statistic", "--mode", "random"));
      rule.addAll(List.of("--probability", Double.toString(share), "-j", "DROP"));
      right.run(rule.toArray(String[]::new));
    }
  }

  @Override
  public void close() {
    String existing = Command.run(List.of("ip", "netns", "list"));
    for (Host host : List.of(left, right)) {
      if (existing.contains(host.name())) {
        Command.run(List.of("ip", "netns", "delete", host.name()));
      }
    }
  }

  private void build() {
    for (Host host : List.of(left, right)) {
      Command.run(List.of("ip", "netns", "add", host.name()));
      host.run("ip", "link", "set", "lo", "up");
      // Addresses and ports; without it, addresses alone choose the cable.
      host.run("sysctl", "-q", "-w", "net.ipv4.fib_multipath_hash_policy=1");
      host.run("sysctl", "-q", "-w", "net.ipv6.fib_multipath_hash_policy=1");
      host.run("ip", "address", "add", host.ipv4() + "/32", "dev", "lo");
      host.run("ip", "-6", "address", "add", host.ipv6() + "/128", "dev", "lo", "nodad");
    }
    for (int cable = 0; cable < cables; cable++) {
      plug(cable);
    }
    route(left, right, 2);
    route(right, left, 1);
  }

  private void plug(int cable) {
    String name = cable(cable);
    List<String> line = new ArrayList<>(List.of("ip", "link", "add", name));
    line.addAll(List.of("netns", left.name(), "type", "veth"));
    line.addAll(List.of("peer", "name", name, "netns", right.name()));
    Command.run(line);
    address(left, cable, 1);
    address(right, cable, 2);
  }

  private static void address(Host host, int cable, int end) {
    String name = cable(cable);
    host.run("ip", "address", "add", ipv4(cable, end) + "/24", "dev", name);
    host.run("ip", "-6", "address", "add", ipv6(cable, end) + "/64", "dev", name, "nodad");
    host.run("ip", "link", "set", name, "up");
  }

  /** From one host to the other's address over every cable alike. */
  private void route(Host from, Host to, int toEnd) {
    List<String> ipv4 = new ArrayList<>(List.of("ip", "route", "add", to.ipv4() + "/32"));
    List<String> ipv6 = new ArrayList<>(List.of("ip", "-6", "route", "add", to.ipv6() + "/128"));
    ipv4.addAll(List.of("src", from.ipv4()));
    ipv6.addAll(List.of("src", from.ipv6()));
    for (int cable = 0; cable < cables; cable++) {
      ipv4.addAll(List.of("nexthop", "via", ipv4(cable, toEnd), "dev", cable(cable)));
      ipv6.addAll(List.of("nexthop", "via", ipv6(cable, toEnd), "dev", cable(cable)));
    }
    from.run(ipv4.toArray(String[]::new));
    from.run(ipv6.toArray(String[]::new));
  }

  private static String ipv4(int cable, int end) {
    return "10.79." + cable + "." + end;
  }

  private static String ipv6(int cable, int end) {
    return "fd79:" + Integer.toHexString(cable) + "::" + end;
  }
}
