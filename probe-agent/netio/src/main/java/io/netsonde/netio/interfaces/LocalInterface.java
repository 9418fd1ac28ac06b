package io.netsonde.netio.interfaces;

import java.net.InetAddress;
import java.util.List;

/**
 * What is known of one of this host's interfaces.
 *
 * @param name as the system calls it now
 * @param index the system's number for it, above 0; another one when it is made anew
 * @param running switched on, and its link is up as far as the driver knows
 * @param addresses its own; an unnumbered interface has none
 */
public record LocalInterface(
    String name, int index, boolean running, LinkKind kind, List<InetAddress> addresses) {
  public LocalInterface {
    addresses = List.copyOf(addresses);
  }
}
