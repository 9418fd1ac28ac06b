package io.netsonde.http.net;

import io.netsonde.measurement.http.HttpPhase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a prober's client, sockets and limits meet: which exchange goes on, and over which socket.
 * A connection may outlive an exchange, so its socket tells the wire, and the wire the exchange.
 */
final class Wire {
  private volatile @Nullable ExchangeTrace exchange;
  private volatile @Nullable Socket socket;
  private volatile List<InetAddress> addresses = List.of();
  private volatile @Nullable InetSocketAddress next;
  private volatile long connectDeadlineNanos;
  private volatile long totalDeadlineNanos;
  private volatile boolean isPlain;

  /** A check begins, which has to be over then. */
  void expect(long endNanos) {
    totalDeadlineNanos = endNanos;
  }

  long totalDeadlineNanos() {
    return totalDeadlineNanos;
  }

  /** From here on events are that exchange's. */
  void begin(ExchangeTrace begun, boolean isWithoutTls) {
    addresses = List.of();
    isPlain = isWithoutTls;
    exchange = begun;
  }

  /** No exchange goes on: events of connections that live on concern nobody. */
  void end() {
    exchange = null;
  }

  /** Whether HTTP goes over the socket as it is. */
  boolean isPlain() {
    return isPlain;
  }

  @Nullable ExchangeTrace exchange() {
    return exchange;
  }

  /** A resolver is about to be asked: this begins the look-up, unless another was before. */
  void asking() {
    ExchangeTrace current = exchange;
    if (current != null) {
      current.enter(HttpPhase.DNS);
    }
  }

  /** What the look-up found; all of them are tried. */
  void found(List<InetAddress> all) {
    addresses = all;
  }

  /** The client is about to connect there, or to another address of that name. */
  void connecting(InetSocketAddress first, long deadlineNanos) {
    next = first;
    connectDeadlineNanos = deadlineNanos;
  }

  /** The addresses to try, in order. */
  List<InetSocketAddress> candidates() {
    InetSocketAddress first = next;
    if (first == null) {
      throw new IllegalStateException("a socket is wanted, but not said where to");
    }
    return addresses.isEmpty()
        ? List.of(first)
        : addresses.stream().map(each -> new InetSocketAddress(each, first.getPort())).toList();
  }

  long connectDeadlineNanos() {
    return connectDeadlineNanos;
  }

  /** The socket over which the exchange goes from now on. */
  void use(Socket used) {
    socket = used;
  }

  /** Breaks off whatever waits for the network; returns at once. */
  void cut() {
    Socket used = socket;
    if (used != null) {
      try {
        used.close();
      } catch (IOException e) {
        // It is of no use any more either way.
      }
    }
  }
}
