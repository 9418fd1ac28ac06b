package io.netsonde.netio;

import java.net.InetSocketAddress;

/** Socket addresses as people write them. */
final class Addresses {
  private Addresses() {}

  /** {@code 192.0.2.1:5000}, {@code [2001:db8::1]:5000} or {@code name:5000}, without look-ups. */
  static String format(InetSocketAddress address) {
    String host = host(address);
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  /** The same without port and brackets. */
  static String host(InetSocketAddress address) {
    return address.getAddress() == null
        ? address.getHostString()
        : address.getAddress().getHostAddress();
  }
}
