package io.netsonde.agent.cli;

import java.net.Inet6Address;

/** Tells a host from a reflector, which has a port. */
final class EchoHost {
  private EchoHost() {}

  /**
   * Whether there is no port. An IPv6 address without brackets whose last group could be meant as a
   * port is not taken for a host: that one needs brackets.
   */
  static boolean isHostAlone(String target) {
    if (target.indexOf(':') < 0 || target.endsWith("]")) {
      return true;
    }
    int last = target.lastIndexOf(':');
    boolean couldBePort = target.substring(last + 1).matches("[0-9]{1,5}");
    return isIpv6(target) && !(couldBePort && isIpv6(target.substring(0, last)));
  }

  private static boolean isIpv6(String text) {
    int zone = text.indexOf('%');
    try {
      var _ = Inet6Address.ofLiteral(zone < 0 ? text : text.substring(0, zone));
      return text.indexOf(':') >= 0;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
