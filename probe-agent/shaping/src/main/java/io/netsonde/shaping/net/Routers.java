package io.netsonde.shaping.net;

import io.netsonde.netio.DatagramPort;
import io.netsonde.netio.RawPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ports by which a route's routers answer, each from an address of its own; or none at all. */
final class Routers implements AutoCloseable {
  private final List<DatagramPort> ports;
  private final Optional<String> silence;

  private Routers(List<DatagramPort> ports, Optional<String> silence) {
    this.ports = ports;
    this.silence = silence;
  }

  static Routers open(int count) {
    List<DatagramPort> ports = new ArrayList<>();
    try {
      for (int router = 1; router <= count; router++) {
        ports.add(RawPorts.icmpSender(address(router)));
      }
      return new Routers(ports, Optional.empty());
    } catch (IOException e) {
      ports.forEach(DatagramPort::close);
      return new Routers(List.of(), Optional.of("the routers keep silent: " + e.getMessage()));
    }
  }

  /** The address that a router answers from, by its number from 1. */
  static InetAddress address(int router) {
    return InetAddress.ofLiteral("127.1.0." + router);
  }

  /** Why none of them answers; empty where they do. */
  Optional<String> silence() {
    return silence;
  }

  void say(int router, byte[] message, InetAddress client) throws IOException {
    if (silence.isEmpty()) {
      long unused =
          ports.get(router - 1).send(ByteBuffer.wrap(message), new InetSocketAddress(client, 0));
    }
  }

  @Override
  public void close() {
    ports.forEach(DatagramPort::close);
  }
}
