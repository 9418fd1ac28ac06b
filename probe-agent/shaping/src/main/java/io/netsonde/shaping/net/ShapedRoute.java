package io.netsonde.shaping.net;

import io.netsonde.netio.DatagramPort;
import io.netsonde.netio.DatagramPorts;
import io.netsonde.netio.PortOptions;
import io.netsonde.netio.Received;
import io.netsonde.netio.Receiver;
import io.netsonde.netio.Stamping;
import io.netsonde.netio.Work;
import io.netsonde.shaping.LinkChain;
import io.netsonde.shaping.LinkImpairment;
import io.netsonde.shaping.TimeExceeded;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A route over the loopback, as if there were routers in a row between UDP clients and one target:
 * each link impairs packets by itself, and a datagram whose time to live ends at a router is
 * answered from that router's address, 127.1.0.1 and up. So a trace of the clients' own flow finds
 * the routers, and the link that loses.
 *
 * <p>The answers need CAP_NET_RAW, and to see the time to live the kernel's sockets. Where either
 * is lacking the route works, but its routers keep silent, and {@link #silence} says why.
 *
 * <p>One thread receives, owns the links and sends. The methods here may be called from any other.
 */
public final class ShapedRoute implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 20;
  private static final int MOST_CLIENTS = 256;
  private static final long CLIENT_EXPIRY_NANOS = 120_000_000_000L;
  private static final int MOST_PACKETS = 10_000;
  private static final long MOST_BYTES = 16L << 20;

  // Never changed, hence shared by duplicates; nobody compares packets.
  @SuppressWarnings("ArrayRecordComponent")
  private record Packet(
      InetSocketAddress client, DatagramPort upstream, int trafficClass, byte[] bytes) {}

  private final RouteSettings settings;
  private final RelayListener listener;
  private final DatagramPort port;
  private final PortOptions options;
  private final Receiver receiver;
  private final Routers routers;
  private final LinkChain<Packet> links;
  private final Clients clients = new Clients(MOST_CLIENTS, CLIENT_EXPIRY_NANOS);
  private final LinkChain.Exit<Packet> exit = new Ends();
  private final Object life = new Object();
  private boolean closed;

  private ShapedRoute(
      RouteSettings settings,
      RelayListener listener,
      DatagramPort port,
      PortOptions options,
      Routers routers)
      throws IOException {
    this.settings = settings;
    this.listener = listener;
    this.port = port;
    this.options = options;
    this.routers = routers;
    links =
        new LinkChain<>(
            settings.links(), packet -> packet.bytes().length, MOST_PACKETS, MOST_BYTES);
    receiver =
        Receiver.open(
            options.stamping(), "netsonde-route", new ReceiverFailures(listener), this::work);
  }

  /**
   * Binds the route's beginning; nothing is relayed before {@link #start}.
   *
   * @throws IOException with a message that names the address and what to do
   */
  public static ShapedRoute open(RouteSettings settings, RelayListener listener)
      throws IOException {
    PortOptions options =
        PortOptions.DEFAULT.withStamping(Stamping.best()).withBuffers(BUFFER_BYTES, BUFFER_BYTES);
    DatagramPort port = DatagramPorts.open(settings.listen(), options);
    Routers routers = Routers.open(settings.links().size() - 1);
    try {
      ShapedRoute route = new ShapedRoute(settings, listener, port, options, routers);
      route.receiver.register(port, route::fromClient);
      return route;
    } catch (IOException | RuntimeException e) {
      routers.close();
      port.close();
      throw e;
    }
  }

  /** Where clients send to. */
  public InetSocketAddress localAddress() {
    return port.localAddress();
  }

  /**
   * The address that a router answers from.
   *
   * @param router from 1, which is the one next to the clients
   */
  public static InetAddress routerAddress(int router) {
    return Routers.address(router);
  }

  /** Why the routers keep silent; empty where they answer. */
  public Optional<String> silence() {
    return options.stamping() == Stamping.KERNEL
        ? routers.silence()
        : Optional.of("the routers keep silent: this system's sockets do not tell a TTL");
  }

  /** Starts relaying; once. */
  public void start() {
    receiver.start();
  }

  /**
   * Has a link impair packets otherwise from now on; those on it come out as decided.
   *
   * @param link from 0, which leads from the clients to the first router
   */
  public void replace(int link, LinkImpairment impairment) {
    links.replace(link, impairment);
  }

  /** Ends the thread and closes all ports; any number of times. What is under way is lost. */
  @Override
  public void close() {
    synchronized (life) {
      if (closed) {
        return;
      }
      closed = true;
      receiver.close();
      // The receiver's thread, which owned the clients, has ended.
      clients.clear().forEach(DatagramPort::close);
      routers.close();
      port.close();
    }
  }

  private long work(long nowNanos) {
    clients.expire(nowNanos).forEach(DatagramPort::close);
    boolean unused = links.move(nowNanos, exit);
    return links.nextDeadlineNanos(nowNanos + Work.FAR_NANOS);
  }

  private void fromClient(DatagramPort at, Received datagram) {
    InetSocketAddress client = datagram.source();
    DatagramPort upstream = clients.heard(client, datagram.nanos());
    if (upstream == null) {
      upstream = admit(client, datagram.nanos());
    }
    if (upstream != null) {
      int hops = datagram.hopLimit() == Received.UNKNOWN ? Integer.MAX_VALUE : datagram.hopLimit();
      Packet packet =
          new Packet(client, upstream, Math.max(0, datagram.trafficClass()), bytes(datagram));
      links.fromClient(packet, hops, datagram.arrivalNanos());
    }
  }

  private @Nullable DatagramPort admit(InetSocketAddress client, long nanos) {
    if (clients.isFull()) {
      return null;
    }
    DatagramPort upstream = null;
    try {
      upstream = DatagramPorts.openFor(settings.target(), options);
      DatagramPort back = upstream;
      receiver.register(back, (at, datagram) -> fromTarget(client, back, datagram));
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

  private void fromTarget(InetSocketAddress client, DatagramPort upstream, Received datagram) {
    if (datagram.source().equals(settings.target())) {
      DatagramPort unused = clients.heard(client, datagram.nanos());
      links.fromTarget(new Packet(client, upstream, 0, bytes(datagram)), datagram.arrivalNanos());
    }
  }

  private static byte[] bytes(Received datagram) {
    ByteBuffer payload = datagram.payload();
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return bytes;
  }

  /** Sends what leaves the route. */
  private final class Ends implements LinkChain.Exit<Packet> {
    @Override
    public void toTarget(Packet packet) {
      send(packet.upstream(), packet, settings.target());
    }

    @Override
    public void toClient(Packet packet) {
      send(port, packet, packet.client());
    }

    @Override
    public void expired(Packet packet, int router) {
      try {
        routers.say(
            router,
            TimeExceeded.of(packet.client(), localAddress(), packet.trafficClass(), packet.bytes()),
            packet.client().getAddress());
      } catch (IOException | RuntimeException e) {
        listener.onFailure("answer " + packet.client() + " as router " + router, e);
      }
    }

    private void send(DatagramPort from, Packet packet, InetSocketAddress to) {
      try {
        long unused = from.send(ByteBuffer.wrap(packet.bytes()), to);
      } catch (IOException | RuntimeException e) {
        listener.onFailure("relay a packet to " + to, e);
      }
    }
  }
}
