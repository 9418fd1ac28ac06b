package io.netsonde.traceroute.net;

import io.netsonde.netio.interfaces.HostNetwork;
import io.netsonde.netio.interfaces.LocalInterface;
import io.netsonde.netio.interfaces.Way;
import io.netsonde.traceroute.IpVersion;
import io.netsonde.traceroute.TraceTarget;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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
        return ofOneHost(host, address);
      }
    }
    throw new IOException(
        "cannot trace "
            + host
            + ": it has no "
            + (version == IpVersion.IPV4 ? "IPv4" : "IPv6")
            + " address; choose the other IP version");
  }

  private static InetAddress ofOneHost(String host, InetAddress address) throws IOException {
    if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
      throw new IOException(
          "cannot trace "
              + host
              + (address.isAnyLocalAddress()
                  ? ": that is no host's address"
                  : ": that is the address of a multicast group")
              + "; name one host");
    }
    return address;
  }

  /** The local address from which packets to that host's one leave. Nothing is sent. */
  static InetAddress sourceTowards(TraceTarget wanted, InetAddress target) throws IOException {
    return wanted.device().isPresent()
        ? sourceBy(wanted.device().get(), wanted.host(), target)
        : sourceTowards(wanted.host(), target);
  }

  private static InetAddress sourceBy(String device, String host, InetAddress target)
      throws IOException {
    HostNetwork network = HostNetwork.system();
    List<LocalInterface> all = network.interfaces();
    Optional<LocalInterface> named =
        all.stream().filter(each -> each.name().equals(device)).findFirst();
    if (named.isEmpty()) {
      String there = all.stream().map(LocalInterface::name).collect(Collectors.joining(", "));
      throw new IOException(
          "cannot trace "
              + host
              + ": there is no network interface "
              + device
              + "; there are "
              + there);
    }
    return network
        .wayBy(named.get(), target)
        .map(Way::source)
        .orElseThrow(
            () ->
                new IOException(
                    "cannot trace "
                        + host
                        + ": there is no route to "
                        + target.getHostAddress()
                        + " by "
                        + device));
  }

  private static InetAddress sourceTowards(String host, InetAddress target) throws IOException {
    try (DatagramChannel channel = DatagramChannel.open()) {
      // The port does not matter, but it has to be one.
      channel.connect(new InetSocketAddress(target, 9));
      return ((InetSocketAddress) channel.getLocalAddress()).getAddress();
    } catch (IOException e) {
      throw new IOException("cannot trace " + host + ": " + why(e, target), e);
    } catch (UnsupportedAddressTypeException e) {
      throw new IOException("cannot trace " + host + ": this host has no IPv6", e);
    }
  }

  /** Why there is no way even to begin with; the texts are the C library's. */
  private static String why(IOException failure, InetAddress target) {
    String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    boolean bareLink =
        target instanceof Inet6Address v6 && v6.isLinkLocalAddress() && v6.getScopeId() == 0;
    if (bareLink) {
      return "a link-local address needs the interface behind it, as in fe80::1%eth0";
    }
    return switch (reason) {
      case "Permission denied" -> "that is a broadcast address; name one host";
      case "Network is unreachable", "No route to host" -> "this host has no route there";
      case "Cannot assign requested address" ->
          "this host has no "
              + (target instanceof Inet6Address ? "IPv6" : "IPv4")
              + " address to send from";
      default -> reason;
    };
  }

  /** The MTU of the network interface that has that address. */
  static int localMtu(InetAddress source) throws IOException {
    NetworkInterface holder = NetworkInterface.getByInetAddress(source);
    return holder == null ? USUAL_MTU : Math.min(MOST_MTU, holder.getMTU());
  }
}
