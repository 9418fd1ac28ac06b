package io.netsonde.traceroute.net;

import io.netsonde.measurement.trace.Flow5Tuple;
import io.netsonde.measurement.trace.TraceProtocol;
import io.netsonde.netio.DatagramPort;
import io.netsonde.netio.DatagramPorts;
import io.netsonde.netio.IcmpPorts;
import io.netsonde.netio.PortOptions;
import io.netsonde.netio.RawPorts;
import io.netsonde.netio.Stamping;
import io.netsonde.traceroute.EchoForm;
import io.netsonde.traceroute.ProbeForm;
import io.netsonde.traceroute.SynForm;
import io.netsonde.traceroute.TraceTarget;
import io.netsonde.traceroute.UdpForm;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The port that a trace's probes leave by, and what they look like.
 *
 * @param port of probes and answers
 * @param form of the probes
 * @param flow what they all have in common
 * @param target where to send them: with the port that the kind of socket wants
 * @param held what keeps the source port from others' use, where the port itself does not
 */
record ProbePort(
    DatagramPort port,
    ProbeForm form,
    Flow5Tuple flow,
    InetSocketAddress target,
    @Nullable AutoCloseable held)
    implements AutoCloseable {
  /** Of these the system hands none out while others are free: RFC 6335, section 6. */
  private static final int FIRST_DYNAMIC_PORT = 61_000;

  private static final int DYNAMIC_PORTS = 4_500;

  static ProbePort open(TraceTarget wanted, InetAddress target) throws IOException {
    PortOptions options =
        PortOptions.DEFAULT.withStamping(Stamping.KERNEL).withDscp(wanted.dscp()).withErrors();
    if (wanted.findPathMtu()) {
      options = options.withUndivided();
    }
    if (wanted.device().isPresent()) {
      options = options.withDevice(wanted.device().get());
    }
    InetAddress source = Addressing.sourceTowards(wanted, target);
    try {
      return switch (wanted.protocol()) {
        case UDP -> udp(wanted, source, target, options);
        case ICMP -> icmp(wanted, source, target, options);
        case TCP -> tcp(wanted, source, target, options);
        case TRAFFICSIM -> throw new IllegalArgumentException("a session traces itself");
      };
    } catch (IOException e) {
      throw new IOException(
          "cannot trace "
              + wanted.host()
              + " by "
              + wanted.protocol().label().toUpperCase(java.util.Locale.ROOT)
              + ": "
              + e.getMessage()
              + (wanted.protocol() == TraceProtocol.UDP
                  ? ""
                  : "; a trace by UDP needs no privilege"),
          e);
    }
  }

  private static ProbePort udp(
      TraceTarget wanted, InetAddress source, InetAddress target, PortOptions options)
      throws IOException {
    DatagramPort port = udpPort(source, usualPort(wanted, target), options);
    int local = port.localAddress().getPort();
    ProbeForm form = new UdpForm(ThreadLocalRandom.current().nextLong(), local, wanted.port());
    Flow5Tuple flow = new Flow5Tuple(TraceProtocol.UDP, source, local, target, wanted.port());
    return new ProbePort(port, form, flow, new InetSocketAddress(target, wanted.port()), null);
  }

  /** The usual one, so that a path's traces all are the same flow; another where it is taken. */
  private static DatagramPort udpPort(InetAddress source, int usual, PortOptions options)
      throws IOException {
    try {
      return DatagramPorts.open(new InetSocketAddress(source, usual), options);
    } catch (IOException e) {
      return DatagramPorts.open(new InetSocketAddress(source, 0), options);
    }
  }

  private static int usualPort(TraceTarget wanted, InetAddress target) {
    int hash = 31 * wanted.probe().hashCode() + target.hashCode();
    return FIRST_DYNAMIC_PORT + Math.floorMod(hash, DYNAMIC_PORTS);
  }

  private static ProbePort icmp(
      TraceTarget wanted, InetAddress source, InetAddress target, PortOptions options)
      throws IOException {
    DatagramPort port = icmpPort(source, usualPort(wanted, target), options);
    boolean ipv6 = !(target instanceof Inet4Address);
    int identifier = port.localAddress().getPort();
    ProbeForm form = new EchoForm(ipv6, identifier, ThreadLocalRandom.current().nextLong());
    Flow5Tuple flow = new Flow5Tuple(TraceProtocol.ICMP, source, identifier, target, 0);
    return new ProbePort(port, form, flow, new InetSocketAddress(target, 0), null);
  }

  /** Likewise with identifiers. */
  private static DatagramPort icmpPort(InetAddress source, int usual, PortOptions options)
      throws IOException {
    try {
      return IcmpPorts.open(source, usual, options);
    } catch (IOException e) {
      return IcmpPorts.open(source, options);
    }
  }

  private static ProbePort tcp(
      TraceTarget wanted, InetAddress source, InetAddress target, PortOptions options)
      throws IOException {
    SocketChannel holder = heldPort(source, usualPort(wanted, target));
    try {
      InetSocketAddress from = (InetSocketAddress) holder.getLocalAddress();
      InetSocketAddress to = new InetSocketAddress(target, wanted.port());
      DatagramPort port = RawPorts.tcp(from, target, options);
      ProbeForm form = new SynForm(ThreadLocalRandom.current().nextInt(), from, to);
      Flow5Tuple flow =
          new Flow5Tuple(TraceProtocol.TCP, source, from.getPort(), target, wanted.port());
      return new ProbePort(port, form, flow, new InetSocketAddress(target, 0), holder);
    } catch (IOException | RuntimeException e) {
      holder.close();
      throw e;
    }
  }

  /** Bound but never connected: no other connection of this host gets that port. */
  private static SocketChannel heldPort(InetAddress source, int usual) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      return channel.bind(new InetSocketAddress(source, usual));
    } catch (IOException e) {
      return channel.bind(new InetSocketAddress(source, 0));
    }
  }

  @Override
  public void close() throws IOException {
    port.close();
    if (held != null) {
      try {
        held.close();
      } catch (IOException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException("a channel closes with an IOException at most", e);
      }
    }
  }
}
