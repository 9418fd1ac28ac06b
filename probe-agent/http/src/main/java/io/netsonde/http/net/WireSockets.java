package io.netsonde.http.net;

import io.netsonde.http.ConnectionSettings;
import io.netsonde.measurement.http.HttpPhase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import javax.net.SocketFactory;

/**
 * Makes connected sockets: one attempt at a time, the next address when one fails, each with an
 * equal share of the limit that is left. Attempts side by side would make a phase of several.
 */
final class WireSockets extends SocketFactory {
  private final Wire wire;
  private final boolean hasProxy;
  private final boolean isKept;

  /**
   * @param settings whether the peer is a proxy: its answer to CONNECT is part of connecting; and
   *     whether connections are kept
   */
  WireSockets(Wire wire, ConnectionSettings settings) {
    this.wire = wire;
    this.hasProxy = settings.proxy().isPresent();
    this.isKept = settings.isReused();
  }

  @Override
  public Socket createSocket() throws IOException {
    List<InetSocketAddress> candidates = wire.candidates();
    ConnectFailure first = null;
    for (int i = 0; i < candidates.size(); i++) {
      try {
        return connected(candidates.get(i), candidates.size() - i);
      } catch (IOException e) {
        if (first == null) {
          first = new ConnectFailure(candidates.get(i), candidates.size(), reason(e));
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first == null) {
      throw new IllegalStateException("no address to connect to");
    }
    throw first;
  }

  /** An attempt that the limits broke off says no more than that its socket is closed. */
  private IOException reason(IOException failure) {
    ExchangeTrace exchange = wire.exchange();
    if (exchange == null || exchange.timedOut().isEmpty()) {
      return failure;
    }
    SocketTimeoutException timeout = new SocketTimeoutException("broken off at the limit");
    timeout.initCause(failure);
    return timeout;
  }

  private Socket connected(InetSocketAddress address, int shares) throws IOException {
    long left = wire.connectDeadlineNanos() - System.nanoTime();
    if (left <= 0) {
      throw new SocketTimeoutException("no time left to connect to " + address);
    }
    StampedSocket socket = new StampedSocket(wire, wire.isPlain());
    wire.use(socket);
    try {
      socket.open(address, (int) Math.max(1, left / shares / 1_000_000));
      if (isKept) {
        socket.keepAlive();
      }
      ExchangeTrace exchange = wire.exchange();
      if (exchange != null) {
        exchange.connected(address);
        if (wire.isPlain()) {
          exchange.enter(HttpPhase.REQUEST);
        } else if (!hasProxy) {
          exchange.enter(HttpPhase.TLS);
        }
      }
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException("the client makes its sockets without an address");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    return createSocket(host.getHostAddress(), port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    return createSocket(host, port);
  }
}
