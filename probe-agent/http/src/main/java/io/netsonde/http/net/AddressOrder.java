package io.netsonde.http.net;

import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/** In which order a name's addresses are tried: RFC 6724, as far as it concerns reachability. */
final class AddressOrder {
  private static final int ANY_PORT = 9;

  private AddressOrder() {}

  /** Those of IPv6 first, but behind the others where this host has no route to the first. */
  static List<InetAddress> ordered(List<InetAddress> addresses) {
    List<InetAddress> six = addresses.stream().filter(Inet6Address.class::isInstance).toList();
    List<InetAddress> four = addresses.stream().filter(a -> !(a instanceof Inet6Address)).toList();
    boolean isSixFirst = four.isEmpty() || (!six.isEmpty() && hasRoute(six.getFirst()));
    List<InetAddress> ordered = new ArrayList<>(isSixFirst ? six : four);
    ordered.addAll(isSixFirst ? four : six);
    return ordered;
  }

  /** To connect a datagram socket sends nothing, but needs a route and an address to send from. */
  private static boolean hasRoute(InetAddress address) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(address, ANY_PORT));
      return true;
    } catch (SocketException | UncheckedIOException e) {
      return false;
    }
  }
}
