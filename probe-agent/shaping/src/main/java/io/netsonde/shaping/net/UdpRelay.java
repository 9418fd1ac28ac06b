package io.netsonde.shaping.net;

import io.netsonde.measurement.NanoClock;
import io.netsonde.netio.DatagramPort;
import io.netsonde.netio.DatagramPorts;
import io.netsonde.netio.PortOptions;
import io.netsonde.netio.Received;
import io.netsonde.netio.Receiver;
import io.netsonde.shaping.Impairment;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Stands between UDP clients and one target and impairs each direction by itself.
 *
 * <p>The target sees each client under a port of the relay's. Threads: the receiver's stamps what
 * arrives, keeps the clients and opens their ports; the pacer's owns the delay lines and sends. The
 * methods here may be called from any thread but those two.
 */
public final class UdpRelay implements AutoCloseable {
  private static final PortOptions OPTIONS = PortOptions.DEFAULT.withBuffers(1 << 20, 1 << 20);
  private static final Duration TICK = Duration.ofMillis(100);

  private final RelaySettings settings;
  private final RelayListener listener;
  private final DatagramPort port;
  private final Receiver receiver;
  private final Pacer pacer;
  private final Clients clients;
  private final AtomicLong refused = new AtomicLong();
  private final Object life = new Object();
  private boolean started;
  private boolean closed;

  private UdpRelay(RelaySettings settings, RelayListener listener, DatagramPort port)
      throws IOException {
    this.settings = settings;
    this.listener = listener;
    this.port = port;
    this.clients = new Clients(settings.maxClients(), settings.clientExpiry().toNanos());
    this.pacer = new Pacer(settings, NanoClock.SYSTEM, listener, "netsonde-relay-pacer");
    this.receiver =
        Receiver.open(
            "netsonde-relay-receiver", new ReceiverFailures(listener), TICK, this::expireClients);
  }

  /**
   * Binds the relay's address; nothing is relayed before {@link #start}.
   *
   * @throws IOException with a message that names the address and what to do
   */
  public static UdpRelay open(RelaySettings settings, RelayListener listener) throws IOException {
    DatagramPort port = DatagramPorts.open(settings.listen(), OPTIONS);
    try {
      UdpRelay relay = new UdpRelay(settings, listener, port);
      relay.receiver.register(port, relay::fromClient);
      return relay;
    } catch (IOException | RuntimeException e) {
      port.close();
      throw e;
    }
  }

  /** Where clients send to. */
  public InetSocketAddress localAddress() {
    return port.localAddress();
  }

  /** Starts relaying; once. */
  public void start() {
    synchronized (life) {
      if (started || closed) {
        throw new IllegalStateException("a relay starts once, and not after it was closed");
      }
      started = true;
      pacer.start();
      receiver.start();
    }
  }

  /** Impairs the packets to the target otherwise from now on. Returns the generation. */
  public long replaceForward(Impairment impairment) {
    return pacer.replaceForward(impairment);
  }

  /** Impairs the packets to the clients otherwise from now on. Returns the generation. */
  public long replaceReverse(Impairment impairment) {
    return pacer.replaceReverse(impairment);
  }

  /** The figures so far. */
  public RelayStatistics statistics() {
    return pacer.statistics(refused.get());
  }

  /** Ends both threads and closes all ports; any number of times. What is under way is lost. */
  @Override
  public void close() {
    synchronized (life) {
      if (closed) {
        return;
      }
      closed = true;
      receiver.close();
      pacer.close();
      // The receiver's thread, which owned the clients, has ended.
      clients.clear().forEach(DatagramPort::close);
      port.close();
    }
  }

  private void fromClient(DatagramPort at, Received datagram) {
    InetSocketAddress client = datagram.source();
    long nanos = datagram.nanos();
    DatagramPort upstream = clients.heard(client, nanos);
    if (upstream == null) {
      upstream = admit(client, nanos);
      if (upstream == null) {
        refused.incrementAndGet();
        return;
      }
    }
    pacer.accept(new RelayedPacket(true, upstream, settings.target(), bytes(datagram), nanos));
  }

  private @Nullable DatagramPort admit(InetSocketAddress client, long nanos) {
    if (clients.isFull()) {
      return null;
    }
    DatagramPort upstream = null;
    try {
      upstream = DatagramPorts.openFor(settings.target(), OPTIONS);
      receiver.register(upstream, (at, datagram) -> fromTarget(client, datagram));
      clients.add(client, upstream, nanos);
      return upstream;
    } catch (IOException | IllegalStateException e) { // the latter if the receiver is closing
      if (upstream != null) {
        upstream.close();
      }
      listener.onFailure("open a port for the client " + client, e);
      return null;
    }
  }

  private void fromTarget(InetSocketAddress client, Received datagram) {
    if (!datagram.source().equals(settings.target())) {
      return; // not of this conversation
    }
    long nanos = datagram.nanos();
    clients.heard(client, nanos);
    pacer.accept(new RelayedPacket(false, port, client, bytes(datagram), nanos));
  }

  private void expireClients() {
    clients.expire(NanoClock.SYSTEM.nanoTime()).forEach(DatagramPort::close);
  }

  private static byte[] bytes(Received datagram) {
    ByteBuffer payload = datagram.payload();
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return bytes;
  }
}
