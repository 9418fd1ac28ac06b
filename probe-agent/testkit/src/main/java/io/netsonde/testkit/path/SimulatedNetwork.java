package io.netsonde.testkit.path;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Carries datagrams between endpoints in virtual time. A datagram goes to whatever is bound to its
 * target when it arrives; where nothing is, it is gone, as on the real one. One thread's.
 */
public final class SimulatedNetwork {
  private record Route(InetSocketAddress from, InetSocketAddress to) {}

  private final VirtualTime time;
  private final long seed;
  private final Map<InetSocketAddress, Endpoint> endpoints = new HashMap<>();
  private final Map<Route, Link> links = new HashMap<>();

  /** A network without endpoints, all of whose links deliver at once. */
  public SimulatedNetwork(VirtualTime time, long seed) {
    this.time = time;
    this.seed = seed;
  }

  /**
   * The link from one address to another, of which there is one for ever. What it draws depends on
   * the seed and the two addresses, not on when it was made nor on other links.
   */
  public Link link(InetSocketAddress from, InetSocketAddress to) {
    return links.computeIfAbsent(new Route(from, to), this::make);
  }

  private Link make(Route route) {
    long mixed = new SplittableRandom(seed * 31 + hash(route.from())).nextLong();
    return new Link(mixed * 31 + hash(route.to()));
  }

  /** The same in every run, whether the address knows its name or not. */
  private static int hash(InetSocketAddress address) {
    String host =
        address.isUnresolved() ? address.getHostString() : address.getAddress().getHostAddress();
    return host.hashCode() * 31 + address.getPort();
  }

  /**
   * Binds an endpoint.
   *
   * @throws IllegalStateException if the address is in use
   */
  public void bind(InetSocketAddress address, Endpoint endpoint) {
    if (endpoints.putIfAbsent(address, endpoint) != null) {
      throw new IllegalStateException(address + " is in use");
    }
  }

  /** Frees the address; what is under way to it is lost unless it is bound again in time. */
  public void unbind(InetSocketAddress address) {
    endpoints.remove(address);
  }

  /** Sends the remaining bytes, a copy of which is made; the buffer's position does not move. */
  public void send(InetSocketAddress from, InetSocketAddress to, ByteBuffer payload) {
    Link link = link(from, to);
    int copies = link.copies(time.nanos());
    if (copies == 0) {
      return;
    }
    byte[] bytes = new byte[payload.remaining()];
    payload.get(payload.position(), bytes);
    for (int i = 0; i < copies; i++) {
      // Each copy has its own bytes: what one receiver writes into its buffer stays there.
      byte[] own = i == 0 ? bytes : bytes.clone();
      time.at(time.nanos() + link.delayNanos(), () -> deliver(link, from, to, own));
    }
  }

  private void deliver(Link link, InetSocketAddress from, InetSocketAddress to, byte[] bytes) {
    Endpoint endpoint = endpoints.get(to);
    link.arrived(endpoint != null);
    if (endpoint != null) {
      endpoint.onDatagram(ByteBuffer.wrap(bytes), from);
    }
  }
}
