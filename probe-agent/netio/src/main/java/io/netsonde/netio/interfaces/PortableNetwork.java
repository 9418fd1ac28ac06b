package io.netsonde.netio.interfaces;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Any system, by what Java has: an interface's kind by its name, and a route where a socket bound
 * to one of its addresses can be connected to the target. Systems that route by destination alone
 * say so of every interface as soon as one of them has a route.
 */
final class PortableNetwork implements HostNetwork {
  /** Discard; connecting a datagram socket sends nothing. */
  private static final int ANY_PORT = 9;

  @Override
  public List<LocalInterface> interfaces() throws IOException {
    List<LocalInterface> interfaces = new ArrayList<>();
    for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
      try {
        LinkKind kind = each.isLoopback() ? LinkKind.LOOPBACK : LinkNames.kind(each.getName());
        List<InetAddress> addresses = each.inetAddresses().toList();
        interfaces.add(
            new LocalInterface(each.getName(), each.getIndex(), each.isUp(), kind, addresses));
      } catch (SocketException _) {
        // Gone meanwhile.
      }
    }
    interfaces.sort(Comparator.comparingInt(LocalInterface::index));
    return interfaces;
  }

  @Override
  public Optional<Route> route(InetAddress target) throws IOException {
    InetAddress source = source(null, target);
    NetworkInterface way = source == null ? null : NetworkInterface.getByInetAddress(source);
    if (source == null || way == null) {
      return Optional.empty();
    }
    boolean local = target.isLoopbackAddress() || target.equals(source);
    return Optional.of(new Route(local, way.getIndex(), source));
  }

  @Override
  public Optional<Way> wayBy(LocalInterface one, InetAddress target) throws IOException {
    for (InetAddress address : one.addresses()) {
      boolean fits =
          address.getClass() == target.getClass()
              && address.isLinkLocalAddress() == target.isLinkLocalAddress()
              && address.isLoopbackAddress() == target.isLoopbackAddress();
      if (fits && source(address, target) != null) {
        return Optional.of(new Way(address, 0));
      }
    }
    return Optional.empty();
  }

  /** The local address of a socket connected to the target; null where it can't be. */
  private static @Nullable InetAddress source(@Nullable InetAddress bind, InetAddress target)
      throws IOException {
    ProtocolFamily family =
        target instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
    try (DatagramChannel channel = DatagramChannel.open(family)) {
      try {
        if (bind != null) {
          channel.bind(new InetSocketAddress(bind, 0));
        }
        channel.connect(new InetSocketAddress(target, ANY_PORT));
      } catch (SocketException e) {
        return null; // no route, or no such address any more
      }
      return ((InetSocketAddress) channel.getLocalAddress()).getAddress();
    } catch (UnsupportedOperationException e) {
      return null; // this host has no such family
    }
  }
}
