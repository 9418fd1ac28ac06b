package io.netsonde.testkit.hosts;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes hosts and joins them. */
final class Wiring {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private Wiring() {}

  /** How the names of one test's hosts begin: no two tests on this machine share it. */
  static String prefix() {
    return "ns" + ProcessHandle.current().pid() + "x" + COUNT.incrementAndGet();
  }

  static void create(Host host) {
    Command.run(List.of("ip", "netns", "add", host.name()));
    host.run("ip", "link", "set", "lo", "up");
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
