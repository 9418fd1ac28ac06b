package io.netsonde.testkit.hosts;

import io.netsonde.testkit.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A source, routers one after the other, and a target, for as long as this is open: nothing of it
 * reaches any other network. Router {@code k} is the k-th hop, from 1; the target is the last hop.
 * Link {@code k} leads to hop {@code k}, from the one before. Needs root; see {@link
 * Require#namespaces}.
 *
 * <p>Hop {@code k} answers the source from 10.80.k.2 and fd80:k::2. Nobody limits the rate of ICMP
 * errors, unlike Linux by default, unless {@link #limitAnswers} says so. Every node has the route
 * to the source and to the target, and no other.
 */
public final class RouterChain implements AutoCloseable {
  private static final String NEAR = "eth0";
  private static final String FAR = "eth1";
  private static final String BRANCH = "eth2";

  /** As many as a packet of Linux sets out with. */
  private static final int COUNTED_TTLS = 64;

  private final String id;
  private final List<Host> nodes = new ArrayList<>();
  private final List<Host> branches = new ArrayList<>();

  private RouterChain(int routers) {
    id = Wiring.prefix();
    nodes.add(new Host(id + "s", FAR, ipv4(1, 1), ipv6(1, 1)));
    for (int hop = 1; hop <= routers; hop++) {
      nodes.add(new Host(id + "r" + hop, NEAR, ipv4(hop, 2), ipv6(hop, 2)));
    }
    nodes.add(new Host(id + "t", NEAR, ipv4(routers + 1, 2), ipv6(routers + 1, 2)));
  }

  /**
   * Makes them all, up, with IPv4 and IPv6.
   *
   * @param routers how many, 1 to 100
   */
  public static RouterChain create(int routers) {
    Require.namespaces();
    Require.program("iptables", "the package iptables");
    RouterChain chain = new RouterChain(routers);
    try {
      chain.build();
    } catch (RuntimeException e) {
      chain.close();
      throw e;
    }
    return chain;
  }

  /** Where traces come from. */
  public Host source() {
    return nodes.getFirst();
  }

  /** Where they go. */
  public Host target() {
    return nodes.getLast();
  }

  /** How many routers there are on the way. */
  public int routers() {
    return nodes.size() - 2;
  }

  /** The router at that hop, by the address that it answers the source from. */
  public Host router(int hop) {
    if (hop < 1 || hop > routers()) {
      throw new IllegalArgumentException("there is no router " + hop);
    }
    return nodes.get(hop);
  }

  /** The other router at the hop that {@link #branch} made, likewise. */
  public Host branchRouter() {
    return branches.getFirst();
  }

  /** A router forwards, but never tells that a packet has expired. */
  public void silence(int hop) {
    router(hop).run(rule("iptables", "OUTPUT", "-p icmp --icmp-type time-exceeded"));
    router(hop).run(rule("ip6tables", "OUTPUT", "-p icmpv6 --icmpv6-type time-exceeded"));
  }

  /**
   * A router tells a host of errors six times, and then once a second, as Linux does by default.
   */
  public void limitAnswers(int hop) {
    Wiring.setting(nodes.get(hop), "net.ipv4.icmp_ratelimit=1000");
    Wiring.setting(nodes.get(hop), "net.ipv6.icmp.ratelimit=1000");
  }

  /** A router drops that share of what it forwards to the target, at random. */
  public void loseTowardsTarget(int hop, double share) {
    drop(router(hop), "-i " + NEAR, "--mode random --probability " + share);
  }

  /**
   * A router drops every n-th packet that it forwards to the target, counted for each TTL on its
   * own: whatever else passes, probes to each hop lose their exact share, not all in one round.
   */
  public void dropEveryTowardsTarget(int hop, int nth) {
    StringBuilder four = new StringBuilder("*filter\n");
    StringBuilder six = new StringBuilder("*filter\n");
    for (int ttl = 1; ttl <= COUNTED_TTLS; ttl++) {
      String every = " -m statistic --mode nth --every " + nth + " --packet " + ttl % nth;
      String rule = "-A FORWARD -i " + NEAR + " -m %s" + every + " -j DROP\n";
      four.append(String.format(Locale.ROOT, rule, "ttl --ttl-eq " + ttl));
      six.append(String.format(Locale.ROOT, rule, "hl --hl-eq " + ttl));
    }
    restore(router(hop), "iptables-restore", four);
    restore(router(hop), "ip6tables-restore", six);
  }

  /** A router drops that share of what it forwards to the source, at random. */
  public void loseTowardsSource(int hop, double share) {
    drop(router(hop), "-o " + NEAR, "--mode random --probability " + share);
  }

  /** A router lets nothing through to the target, and tells so by ICMP: port unreachable. */
  public void rejectTowardsTarget(int hop) {
    router(hop).run(words("iptables -A FORWARD -i " + NEAR + " -j REJECT"));
    router(hop).run(words("ip6tables -A FORWARD -i " + NEAR + " -j REJECT"));
  }

  /** A router drops nothing any more. */
  public void heal(int hop) {
    router(hop).run("iptables", "-F", "FORWARD");
    router(hop).run("ip6tables", "-F", "FORWARD");
  }

  /** Sets the longest packet that a link takes, at both of its ends. */
  public void mtu(int link, int bytes) {
    String value = Integer.toString(bytes);
    nodes.get(link - 1).run("ip", "link", "set", FAR, "mtu", value);
    nodes.get(link).run("ip", "link", "set", NEAR, "mtu", value);
  }

  /**
   * Puts a second router at that hop, of equal cost: which of both a flow takes follows from its
   * addresses and ports. The way back is by the first one. Once per chain.
   *
   * @param hop 2 to the last router but one
   */
  public void branch(int hop) {
    Host before = router(hop - 1);
    Host after = router(hop + 1);
    Host other = new Host(id + "b" + hop, NEAR, "10.81.1.2", "fd81:1::2");
    branches.add(other);
    create(other);
    Host fork = new Host(before.name(), BRANCH, "10.81.1.1", "fd81:1::1");
    Wiring.join(fork, other);
    Host otherFar = new Host(other.name(), FAR, "10.81.2.1", "fd81:2::1");
    Host joint = new Host(after.name(), BRANCH, "10.81.2.2", "fd81:2::2");
    Wiring.join(otherFar, joint);
    route(other, ipv4Net(1), fork.ipv4(), "fd80:1::/64", fork.ipv6());
    route(other, "default", joint.ipv4(), "default", joint.ipv6());
    for (String family : List.of("ipv4", "ipv6")) {
      Wiring.setting(before, "net." + family + ".fib_multipath_hash_policy=1");
    }
    String equally = " nexthop via %s nexthop via %s";
    before.run(words("ip route replace default" + equally.formatted(ipv4(hop, 2), other.ipv4())));
    // IPv6 takes a replacement of several next hops as one route only if it is told at once.
    before.run(words("ip -6 route del default"));
    before.run(words("ip -6 route add default" + equally.formatted(ipv6(hop, 2), other.ipv6())));
  }

  @Override
  public void close() {
    Wiring.delete(nodes);
    Wiring.delete(branches);
  }

  private void build() {
    nodes.forEach(RouterChain::create);
    int last = nodes.size() - 1;
    for (int link = 1; link <= last; link++) {
      Host near = new Host(nodes.get(link - 1).name(), FAR, ipv4(link, 1), ipv6(link, 1));
      Wiring.join(near, nodes.get(link));
    }
    for (int hop = 0; hop <= last; hop++) {
      if (hop < last) {
        route(nodes.get(hop), "default", ipv4(hop + 1, 2), "default", ipv6(hop + 1, 2));
      }
      if (hop > 1) {
        route(nodes.get(hop), ipv4Net(1), ipv4(hop, 1), "fd80:1::/64", ipv6(hop, 1));
      }
    }
  }

  private static void create(Host host) {
    Wiring.create(host);
    Wiring.setting(host, "net.ipv4.conf.default.rp_filter=0");
    Wiring.setting(host, "net.ipv4.conf.all.rp_filter=0");
    Wiring.setting(host, "net.ipv4.ip_forward=1");
    Wiring.setting(host, "net.ipv6.conf.all.forwarding=1");
    Wiring.setting(host, "net.ipv4.icmp_ratelimit=0");
    Wiring.setting(host, "net.ipv6.icmp.ratelimit=0");
  }

  private static void route(Host at, String net4, String via4, String net6, String via6) {
    at.run("ip", "route", "add", net4, "via", via4);
    at.run("ip", "-6", "route", "add", net6, "via", via6);
  }

  private static void drop(Host at, String which, String statistic) {
    for (String program : List.of("iptables", "ip6tables")) {
      at.run(rule(program, "FORWARD", which + " -m statistic " + statistic));
    }
  }

  /** All rules at once, so that no packet passes between the first and the last of them. */
  private static void restore(Host at, String program, StringBuilder rules) {
    at.run("sh", "-c", program + " --noflush <<'END'\n" + rules + "COMMIT\nEND");
  }

  private static String[] rule(String program, String chain, String which) {
    return words(program + " -A " + chain + " " + which + " -j DROP");
  }

  private static String[] words(String line) {
    return line.split(" ", -1);
  }

  private static String ipv4(int link, int end) {
    return "10.80." + link + "." + end;
  }

  private static String ipv4Net(int link) {
    return "10.80." + link + ".0/24";
  }

  private static String ipv6(int link, int end) {
    return "fd80:" + link + "::" + end;
  }
}
