package io.netsonde.testkit.hosts;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Makes hosts and joins them. */
final class Wiring {
  private static final long LOOK_NANOS = 20_000_000;
  private static final int MOST_LOOKS = 1_000;
  private static final AtomicInteger COUNT = new AtomicInteger();

  private Wiring() {}

  /** How the names of one test's hosts begin: no two tests on this machine share it. */
  static String prefix() {
    return "ns" + ProcessHandle.current().pid() + "x" + COUNT.incrementAndGet();
  }

  static void create(Host host) {
    Command.run(List.of("ip", "netns", "add", host.name()));
    host.run("ip", "link", "set", "lo", "up");
    // Without it, neighbours are not spoken to until their addresses are known to be free.
    setting(host, "net.ipv6.conf.default.accept_dad=0");
    setting(host, "net.ipv6.conf.default.dad_transmits=0");
  }

  static void setting(Host host, String assignment) {
    host.run("sysctl", "-qw", assignment);
  }

  /** Joins the two by a cable between their interfaces, which it makes, with their addresses. */
  static void join(Host one, Host other) {
    Command.run(
        List.of(
            "ip",
            "link",
            "add",
            one.networkInterface(),
            "netns",
            one.name(),
            "type",
            "veth",
            "peer",
            "name",
            other.networkInterface(),
            "netns",
            other.name()));
    for (Host host : List.of(one, other)) {
      host.addresses(true);
      host.cable(true);
    }
  }

  /** The kernel takes up to a second to notice that a link is up; until then IPv6 goes nowhere. */
  static void awaitReady(Host host) {
    for (int look = 0; look < MOST_LOOKS; look++) {
      String addresses =
          host.run("ip", "-6", "-o", "address", "show", "dev", host.networkInterface());
      if (addresses.contains("scope link") && !addresses.contains("tentative")) {
        return;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    throw new IllegalStateException(host.name() + " has no link-local address");
  }

  /** Deletes those that exist. */
  static void delete(Collection<Host> hosts) {
    List<String> existing =
        Command.run(List.of("ip", "netns", "list"))
            .lines()
            .map(line -> line.split(" ", 2)[0])
            .toList();
    for (Host host : hosts) {
      if (existing.contains(host.name())) {
        Command.run(List.of("ip", "netns", "delete", host.name()));
      }
    }
  }
}
