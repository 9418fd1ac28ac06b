package io.netsonde.export;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Addresses as telemetry writes them: digits alone, never a name that would have to be looked up.
 */
final class Addresses {
  private Addresses() {}

  static String text(InetAddress address) {
    return address.getHostAddress();
  }

  /** Without the port; the host as it was given where it was not resolved. */
  static String text(InetSocketAddress address) {
    InetAddress resolved = address.getAddress();
    return resolved == null ? address.getHostString() : text(resolved);
  }
}
