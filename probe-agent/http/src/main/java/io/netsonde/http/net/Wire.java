package io.netsonde.http.net;

import io.netsonde.measurement.http.HttpPhase;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a prober's client, sockets and limits meet: which exchange goes on, and over which socket.
 * A connection may outlive an exchange, so its socket tells the wire, and the wire the exchange.
 */
final class Wire {
  private volatile @Nullable ExchangeTrace exchange;
  private volatile @Nullable Closeable socket;
  private volatile List<InetAddress> addresses = List.of();
  private volatile @Nullable InetSocketAddress next;
  private volatile long connectDeadlineNanos;
  private volatile long totalDeadlineNanos;
  private volatile boolean isPlain;
  private volatile boolean isClosed;

  /** A check begins, which has to be over then. */
  void expect(long endNanos) {
    totalDeadlineNanos = endNanos;
  }

  /** When what begins now has to be over: after its own limit, or with the check. */
  long deadlineNanos(long limitNanos) {
    long own = System.nanoTime() + limitNanos;
    long total = totalDeadlineNanos;
    return own - total < 0 ? own : total;
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

  /** A look-up begins, unless one had. */
  void asking() {
    ExchangeTrace current = exchange;
    if (current != null) {
      current.enter(HttpPhase.DNS);
    }
  }

  /** A resolver is about to be asked over that. */
  void asking(Closeable socket) {
    use(socket);
    asking();
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

  /** What the exchange goes over from now on; closed at once where there shall be no more. */
  void use(Closeable used) {
    socket = used;
    ExchangeTrace current = exchange;
    if (current != null) {
      current.use(used);
    }
    if (isClosed) {
      cut();
    }
  }

  /** Breaks off whatever waits for the network; returns at once. */
  void cut() {
    Closeable used = socket;
    if (used != null) {
      cut(used);
    }
  }

  static void cut(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more either way.
    }
  }

  /** Breaks off what goes on, and all that is still to come. */
  void close() {
    isClosed = true;
    cut();
  }

  boolean isClosed() {
    return isClosed;
  }
}
