package io.netsonde.ping.net;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Lets only addresses through that are one host's. Of several that answer, the fastest would be
 * taken for the target and the others for duplicates.
 */
final class OneHost {
  private static final InetAddress EVERYBODY_HERE = InetAddress.ofLiteral("255.255.255.255");

  /** A network of two hosts needs none (RFC 3021). */
  private static final int LONGEST_WITH_BROADCAST = 30;

  private OneHost() {}

  /**
   * What is wrong with the address and what to do; empty where it is one host's. May take a while.
   */
  static Optional<IOException> refusal(InetAddress address) {
    if (address.isMulticastAddress()) {
      return Optional.of(refused(address, "multicast"));
    }
    try {
      return address.equals(EVERYBODY_HERE) || isBroadcast(address)
          ? Optional.of(refused(address, "broadcast"))
          : Optional.empty();
    } catch (SocketException e) {
      return Optional.empty(); // This host does not tell its networks: the kernel will refuse.
    }
  }

  private static boolean isBroadcast(InetAddress address) throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(each -> each.getInterfaceAddresses().stream())
        .anyMatch(own -> isLastOf(own, address));
  }

  /** Whether it is the last address of that network, which Linux takes for all its hosts. */
  private static boolean isLastOf(InterfaceAddress network, InetAddress address) {
    int length = network.getNetworkPrefixLength();
    if (!(network.getAddress() instanceof Inet4Address own)
        || !(address instanceof Inet4Address)
        || length > LONGEST_WITH_BROADCAST) {
      return false;
    }
    return (bits(own) | -1 >>> length) == bits(address);
  }

  private static int bits(InetAddress ipv4) {
    return ByteBuffer.wrap(ipv4.getAddress()).getInt();
  }

  private static IOException refused(InetAddress address, String kind) {
    return new IOException(
        address.getHostAddress()
            + " is a "
            + kind
            + " address, to which many hosts may answer: name one of them");
  }
}
