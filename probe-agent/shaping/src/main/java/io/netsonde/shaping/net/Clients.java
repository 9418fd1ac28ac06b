package io.netsonde.shaping.net;

import io.netsonde.netio.DatagramPort;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The upstream port of each client, the least recently heard first. The receiver thread's. */
final class Clients {
  private static final class Client {
    final DatagramPort upstream;
    long lastNanos;

    Client(DatagramPort upstream, long lastNanos) {
      this.upstream = upstream;
      this.lastNanos = lastNanos;
    }
  }

  private final int max;
  private final long expiryNanos;
  private final Map<InetSocketAddress, Client> clients = new LinkedHashMap<>(16, 0.75f, true);

  Clients(int max, long expiryNanos) {
    this.max = max;
    this.expiryNanos = expiryNanos;
  }

  /** The client's port, null if it has none; it was heard of, in either direction. */
  @Nullable DatagramPort heard(InetSocketAddress address, long nowNanos) {
    Client client = clients.get(address);
    if (client == null) {
      return null;
    }
    client.lastNanos = nowNanos;
    return client.upstream;
  }

  boolean isFull() {
    return clients.size() >= max;
  }

  void add(InetSocketAddress address, DatagramPort upstream, long nowNanos) {
    clients.put(address, new Client(upstream, nowNanos));
  }

  /** Takes out the ports of those who have been silent for too long. */
  List<DatagramPort> expire(long nowNanos) {
    List<DatagramPort> expired = new ArrayList<>();
    Iterator<Client> oldestFirst = clients.values().iterator();
    while (oldestFirst.hasNext()) {
      Client client = oldestFirst.next();
      if (nowNanos - client.lastNanos < expiryNanos) {
        break;
      }
      oldestFirst.remove();
      expired.add(client.upstream);
    }
    return expired;
  }

  /** Takes out all ports. */
  List<DatagramPort> clear() {
    List<DatagramPort> all = clients.values().stream().map(client -> client.upstream).toList();
    clients.clear();
    return all;
  }
}
