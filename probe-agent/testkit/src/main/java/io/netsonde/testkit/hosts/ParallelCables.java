package io.netsonde.testkit.hosts;

import io.netsonde.testkit.Require;
import java.util.ArrayList;
import java.util.List;

/**
 * Two hosts on several cables, each with subnets of its own, for as long as this is open: nothing
 * of it reaches any other network. Besides, each host has an address that is on none of the cables
 * and that {@link #routeByMetric} or {@link #routeEqually} make reachable over all of them. Needs
 * root; see {@link Require#namespaces}.
 */
public final class ParallelCables implements AutoCloseable {
  private final Host left;
  private final Host right;
  private final List<Host> leftEnds = new ArrayList<>();
  private final List<Host> rightEnds = new ArrayList<>();

  private ParallelCables(int count) {
    String id = Wiring.prefix();
    left = new Host(id + "a", "lo", "10.79.0.1", "fd79::1");
    right = new Host(id + "b", "lo", "10.79.0.2", "fd79::2");
    for (int i = 0; i < count; i++) {
      String ipv4 = "10.78." + i + ".";
      String ipv6 = "fd78:" + i + "::";
      leftEnds.add(new Host(left.name(), "eth" + i, ipv4 + "1", ipv6 + "1"));
      rightEnds.add(new Host(right.name(), "eth" + i, ipv4 + "2", ipv6 + "2"));
    }
  }

  /**
   * Makes both hosts and their cables, plugged; their common addresses have no routes yet.
   *
   * @param count how many cables, 1 to 9
   */
  public static ParallelCables create(int count) {
    Require.namespaces();
    ParallelCables cables = new ParallelCables(count);
    try {
      cables.build();
    } catch (RuntimeException e) {
      cables.close();
      throw e;
    }
    return cables;
  }

  private void build() {
    for (Host host : List.of(left, right)) {
      Wiring.create(host);
      host.addresses(true);
    }
    for (int i = 0; i < leftEnds.size(); i++) {
      Wiring.join(leftEnds.get(i), rightEnds.get(i));
    }
  }

  /** The left host, by its address that is on no cable. */
  public Host left() {
    return left;
  }

  /** The right host, by its address that is on no cable. */
  public Host right() {
    return right;
  }

  /** The left host, by its end of a cable. */
  public Host left(int cable) {
    return leftEnds.get(cable);
  }

  /** The right host, by its end of a cable. */
  public Host right(int cable) {
    return rightEnds.get(cable);
  }

  /** Each host reaches the other's common address over every cable, the first one preferred. */
  public void routeByMetric() {
    for (int i = 0; i < leftEnds.size(); i++) {
      routeByMetric(leftEnds.get(i), rightEnds.get(i), right, i);
      routeByMetric(rightEnds.get(i), leftEnds.get(i), left, i);
    }
  }

  private static void routeByMetric(Host from, Host gateway, Host target, int cable) {
    String metric = Integer.toString(100 * (cable + 1));
    from.run("ip", "route", "add", target.ipv4(), "via", gateway.ipv4(), "metric", metric);
    from.run("ip", "route", "add", target.ipv6(), "via", gateway.ipv6(), "metric", metric);
  }

  /**
   * Each host reaches the other's common address, from its own, over all cables alike: which one a
   * packet takes follows from its addresses and ports.
   */
  public void routeEqually() {
    routeEqually(left, right, rightEnds);
    routeEqually(right, left, leftEnds);
  }

  private static void routeEqually(Host from, Host target, List<Host> gateways) {
    from.run("sysctl", "-q", "net.ipv4.fib_multipath_hash_policy=1");
    from.run("sysctl", "-q", "net.ipv6.fib_multipath_hash_policy=1");
    multipath(from, target.ipv4(), from.ipv4(), gateways.stream().map(Host::ipv4).toList());
    multipath(from, target.ipv6(), from.ipv6(), gateways.stream().map(Host::ipv6).toList());
  }

  private static void multipath(Host from, String target, String source, List<String> gateways) {
    List<String> command = new ArrayList<>(List.of("ip", "route", "add", target, "src", source));
    gateways.forEach(gateway -> command.addAll(List.of("nexthop", "via", gateway)));
    from.run(command.toArray(String[]::new));
  }

  @Override
  public void close() {
    Wiring.delete(List.of(left, right));
  }
}
