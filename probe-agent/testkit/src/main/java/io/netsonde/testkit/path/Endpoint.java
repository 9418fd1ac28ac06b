package io.netsonde.testkit.path;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** What is bound to an address of a simulated network. */
@FunctionalInterface
public interface Endpoint {
  /**
   * A datagram arrived.
   *
   * @param payload the callee's own, position 0, limit its length
   * @param source who sent it
   */
  void onDatagram(ByteBuffer payload, InetSocketAddress source);
}
