package io.netsonde.shaping.net;

import io.netsonde.shaping.LinkImpairment;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Between whom a route lies, and what its links do.
 *
 * @param listen where clients send to, an IPv4 loopback address; port 0 lets the kernel choose
 * @param target where their packets go on to, over IPv4
 * @param links from the client to the target, 1 to 201; between each two of them is a router
 */
public record RouteSettings(
    InetSocketAddress listen, InetSocketAddress target, List<LinkImpairment> links) {
  private static final int MOST_LINKS = 201;

  public RouteSettings {
    links = List.copyOf(links);
    if (links.isEmpty() || links.size() > MOST_LINKS) {
      throw new IllegalArgumentException("a route has 1 to 201 links, not " + links.size());
    }
    boolean isIpv4 =
        listen.getAddress() instanceof Inet4Address && target.getAddress() instanceof Inet4Address;
    if (!isIpv4 || !listen.getAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "a route listens on the IPv4 loopback and leads over IPv4, not from "
              + listen
              + " to "
              + target);
    }
  }
}
