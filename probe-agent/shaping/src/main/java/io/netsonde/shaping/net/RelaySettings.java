package io.netsonde.shaping.net;

import io.netsonde.shaping.Impairment;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Between whom a relay stands and what it does to their packets.
 *
 * @param listen where clients send to; port 0 lets the kernel choose
 * @param target where their packets go on to
 * @param forward what happens from client to target
 * @param reverse what happens from target to client
 * @param maxClients client addresses served at once, each with a port of its own, at least 1
 * @param clientExpiry how long a client that is silent both ways keeps its port; positive
 * @param maxPackets packets inside one direction at once, at least 1
 * @param maxBytes their bytes, at least 1
 */
public record RelaySettings(
    InetSocketAddress listen,
    InetSocketAddress target,
    Impairment forward,
    Impairment reverse,
    int maxClients,
    Duration clientExpiry,
    int maxPackets,
    long maxBytes) {
  public RelaySettings {
    if (maxClients < 1 || maxPackets < 1 || maxBytes < 1) {
      throw new IllegalArgumentException("a relay's bounds are at least 1");
    }
    if (clientExpiry.isNegative() || clientExpiry.isZero()) {
      throw new IllegalArgumentException("a client's expiry is positive, not " + clientExpiry);
    }
  }

  /** 256 clients, forgotten after 2 minutes; 100,000 packets or 64 MiB each way. */
  public static RelaySettings of(
      InetSocketAddress listen, InetSocketAddress target, Impairment forward, Impairment reverse) {
    return new RelaySettings(
        listen, target, forward, reverse, 256, Duration.ofMinutes(2), 100_000, 64L << 20);
  }
}
