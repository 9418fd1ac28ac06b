package io.netsonde.traceroute.net;

import io.netsonde.traceroute.IpVersion;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;

/** Which address a trace goes to, and from which. */
final class Addressing {
  private static final int USUAL_MTU = 1_500;

  /** No IP packet without jumbo payload is longer. */
  private static final int MOST_MTU = 65_535;

  private Addressing() {}

  /** The first address of the host over that IP. May wait for the resolver. */
  static InetAddress resolve(String host, IpVersion version) throws IOException {
    InetAddress[] addresses;
    try {
      addresses = InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      throw new IOException("cannot trace " + host + ": unknown host; check the name", e);
    }
    for (InetAddress address : addresses) {
      boolean v4 = address instanceof Inet4Address;
      if (version == IpVersion.ANY || v4 == (version == IpVersion.IPV4)) {
        return address;
      }
    }
    throw new IOException(
        "cannot trace "
            + host
            + ": it has no "
            + (version == IpVersion.IPV4 ? "IPv4" : "IPv6")
            + " address; choose the other IP version");
  }

  /** The local address from which packets to that one leave. Nothing is sent. */
  static InetAddress sourceTowards(InetAddress target) throws IOException {
    try (DatagramChannel channel = DatagramChannel.open()) {
      // The port does not matter, but it has to be one.
      channel.connect(new InetSocketAddress(target, 9));
      return ((InetSocketAddress) channel.getLocalAddress()).getAddress();
    } catch (IOException e) {
      throw new IOException(
          "cannot trace " + target.getHostAddress() + ": " + e.getMessage() + "; there is no route",
          e);
    }
  }

  /** The MTU of the network interface that has that address. */
  static int localMtu(InetAddress source) throws IOException {
    NetworkInterface holder = NetworkInterface.getByInetAddress(source);
    return holder == null ? USUAL_MTU : Math.min(MOST_MTU, holder.getMTU());
  }
}
