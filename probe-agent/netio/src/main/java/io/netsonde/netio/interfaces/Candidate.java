package io.netsonde.netio.interfaces;

import java.net.InetAddress;
import java.util.Optional;

/**
 * An interface with a route to a target.
 *
 * @param index the system's number for it
 * @param running switched on, and its link is up as far as the driver knows
 * @param source the local address of packets that leave by it
 * @param routed where the system would send by itself, if asked for nothing
 */
public record Candidate(
    String name, int index, boolean running, LinkKind kind, InetAddress source, boolean routed) {
  /**
   * The device that a socket has to be bound to; empty for the host's own addresses, which are
   * reached by no device in particular.
   */
  public Optional<String> device() {
    return kind == LinkKind.LOOPBACK ? Optional.empty() : Optional.of(name);
  }

  /** Whether both are the same interface, and not one made anew under an old name. */
  boolean isSame(Candidate other) {
    return index == other.index && name.equals(other.name);
  }

  Candidate withSource(InetAddress address) {
    return new Candidate(name, index, running, kind, address, routed);
  }
}
