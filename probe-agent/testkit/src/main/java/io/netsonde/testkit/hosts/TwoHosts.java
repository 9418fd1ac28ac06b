package io.netsonde.testkit.hosts;

import io.netsonde.testkit.Require;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two hosts on one cable, for as long as this is open: nothing of it reaches any other network.
 * Needs root; see {@link Require#namespaces}.
 */
public final class TwoHosts implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Host left;
  private final Host right;

  private TwoHosts(Host left, Host right) {
    this.left = left;
    this.right = right;
  }

  /** Makes both hosts, up and reachable to each other by IPv4 and IPv6. */
  public static TwoHosts create() {
    Require.namespaces();
    String id = "ns" + ProcessHandle.current().pid() + "x" + COUNT.incrementAndGet();
    Host left = new Host(id + "a", "eth0", "10.77.0.1", "fd77::1");
    Host right = new Host(id + "b", "eth0", "10.77.0.2", "fd77::2");
    TwoHosts hosts = new TwoHosts(left, right);
    try {
      hosts.build();
    } catch (RuntimeException e) {
      hosts.close();
      throw e;
    }
    return hosts;
  }

  public Host left() {
    return left;
  }

  public Host right() {
    return right;
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
    }
    Command.run(
        List.of(
            "ip",
            "link",
            "add",
            "eth0",
            "netns",
            left.name(),
            "type",
            "veth",
            "peer",
            "name",
            "eth0",
            "netns",
            right.name()));
    for (Host host : List.of(left, right)) {
      host.run("ip", "address", "add", host.ipv4() + "/24", "dev", "eth0");
      host.run("ip", "-6", "address", "add", host.ipv6() + "/64", "dev", "eth0", "nodad");
      host.run("ip", "link", "set", "lo", "up");
      host.run("ip", "link", "set", "eth0", "up");
    }
  }
}
