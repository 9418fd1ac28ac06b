package io.netsonde.netio.interfaces;

import java.util.List;

/** Tells an interface's kind by what Linux says of it; by its name where Linux is silent. */
final class LinuxLinks {
  // linux/if_arp.h
  private static final int ARPHRD_ETHER = 1;
  private static final int ARPHRD_INFINIBAND = 32;
  private static final int ARPHRD_TUNNEL = 768;
  private static final int ARPHRD_TUNNEL6 = 769;
  private static final int ARPHRD_LOOPBACK = 772;
  private static final int ARPHRD_SIT = 776;
  private static final int ARPHRD_IPGRE = 778;
  private static final int ARPHRD_IP6GRE = 823;
  private static final int ARPHRD_NONE = 0xfffe;

  /** A VLAN on a bond on a cable is three; more than this is a loop. */
  private static final int MAX_DEPTH = 8;

  private final SysClassNet facts;

  LinuxLinks(SysClassNet facts) {
    this.facts = facts;
  }

  /** The kind of the interface with that name and index. */
  LinkKind kind(String name, int index) {
    return facts.knows(name, index) ? stacked(name, MAX_DEPTH) : LinkNames.kind(name);
  }

  /** Whether that interface is running; false where Linux is silent. */
  boolean isRunning(String name, int index) {
    return facts.knows(name, index) && facts.isRunning(name);
  }

  private LinkKind stacked(String name, int depth) {
    return switch (facts.deviceType(name)) {
      case "wlan" -> LinkKind.WIRELESS;
      case "wwan" -> LinkKind.MOBILE;
      case "wireguard", "vxlan", "geneve", "l2tpeth" -> LinkKind.TUNNEL;
      case "bond" -> LinkKind.WIRED;
      case "vlan", "macvlan", "ipvlan" -> ofLower(name, depth);
      case "bridge" -> ofPorts(name, depth);
      default -> byHardware(name, depth);
    };
  }

  private LinkKind byHardware(String name, int depth) {
    return switch (facts.hardwareType(name)) {
      case ARPHRD_LOOPBACK -> LinkKind.LOOPBACK;
      case ARPHRD_NONE, ARPHRD_TUNNEL, ARPHRD_TUNNEL6, ARPHRD_SIT, ARPHRD_IPGRE, ARPHRD_IP6GRE ->
          LinkKind.TUNNEL;
      case ARPHRD_INFINIBAND -> LinkKind.WIRED;
      case ARPHRD_ETHER -> ethernet(name, depth);
      default -> LinkKind.OTHER;
    };
  }

  private LinkKind ethernet(String name, int depth) {
    if (facts.has(name, "wireless") || facts.has(name, "phy80211")) {
      return LinkKind.WIRELESS;
    }
    if (facts.has(name, "tun_flags")) {
      return LinkKind.TUNNEL;
    }
    return facts.has(name, "device") ? LinkKind.WIRED : withoutHardware(name, depth);
  }

  /**
   * One end of a virtual cable, or a stub. A container's only way out is such an end, and whoever
   * made the container called it eth0: to the container it is the wire. The other end, on the host,
   * is a bridge's port or has another name.
   */
  private LinkKind withoutHardware(String name, int depth) {
    if (!facts.lower(name).isEmpty()) {
      return ofLower(name, depth);
    }
    boolean theWire = LinkNames.kind(name) == LinkKind.WIRED && !facts.has(name, "brport");
    return theWire ? LinkKind.WIRED : LinkKind.VIRTUAL;
  }

  /** As what it is stacked upon, unless that is in another namespace and so out of sight. */
  private LinkKind ofLower(String name, int depth) {
    List<String> lower = facts.lower(name);
    return depth == 0 || lower.isEmpty()
        ? LinkNames.kind(name)
        : stacked(lower.getFirst(), depth - 1);
  }

  /** A bridge with a cable in it carries this host's traffic; others join containers. */
  private LinkKind ofPorts(String name, int depth) {
    boolean cable =
        depth > 0
            && facts.ports(name).stream()
                .anyMatch(port -> stacked(port, depth - 1) == LinkKind.WIRED);
    return cable ? LinkKind.WIRED : LinkKind.VIRTUAL;
  }
}
