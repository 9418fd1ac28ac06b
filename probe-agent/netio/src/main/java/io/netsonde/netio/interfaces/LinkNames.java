package io.netsonde.netio.interfaces;

import java.util.List;
import java.util.Locale;

/** Tells an interface's kind by its name, where the system says nothing better. */
final class LinkNames {
  // Prefixes, looked at in this order.
  private static final List<String> VIRTUAL =
      List.of("docker", "veth", "vmnet", "virbr", "br-", "bridge", "dummy", "ifb");
  private static final List<String> TUNNEL =
      List.of("tun", "tap", "utun", "wg", "ipsec", "gif", "gre", "tailscale");
  private static final List<String> MOBILE = List.of("wwan", "ww", "rmnet");
  private static final List<String> WIRELESS = List.of("wlan", "wl", "wi");
  private static final List<String> WIRED = List.of("en", "eth", "bond", "team");

  private LinkNames() {}

  static LinkKind kind(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("lo") || lower.matches("lo\\d+")) {
      return LinkKind.LOOPBACK;
    }
    if (startsWith(lower, VIRTUAL)) {
      return LinkKind.VIRTUAL;
    }
    if (startsWith(lower, TUNNEL)) {
      return LinkKind.TUNNEL;
    }
    if (startsWith(lower, MOBILE)) {
      return LinkKind.MOBILE;
    }
    if (startsWith(lower, WIRELESS)) {
      return LinkKind.WIRELESS;
    }
    return startsWith(lower, WIRED) ? LinkKind.WIRED : LinkKind.OTHER;
  }

  private static boolean startsWith(String name, List<String> prefixes) {
    return prefixes.stream().anyMatch(name::startsWith);
  }
}
