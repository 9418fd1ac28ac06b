package io.netsonde.netio;

import io.netsonde.netio.linux.Errno;
import io.netsonde.netio.linux.IcmpSocket;
import io.netsonde.netio.linux.Kernel;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Opens {@link DatagramPort}s for ICMP echo, on Linux. What is sent are echo requests as {@link
 * IcmpEcho#putRequest} begins them, to a target whose port is 0, in a buffer that may be written
 * to; what is received are the replies to this port's own requests, from their ICMP header on. The
 * port's identifier is its local address's port.
 *
 * <p>A datagram socket where the kernel lets this process have one, which needs no privilege; else
 * a raw one, which needs CAP_NET_RAW.
 */
public final class IcmpPorts {
  /** What to do about a system that lets us have neither. */
  static final String ADVICE =
      "this process may open neither ICMP datagram sockets nor raw ones; let its group in by"
          + " sysctl -w net.ipv4.ping_group_range=\"0 2147483647\" (which serves IPv6 as well), or"
          + " give it CAP_NET_RAW";

  private static final int ANY_IDENTIFIER = 0;

  private IcmpPorts() {}

  /**
   * Opens a port for targets of this address's family, from any local address.
   *
   * @param options the stamping is the kernel's in any case
   * @throws IOException with a message that says why and what to do
   */
  public static DatagramPort openFor(InetAddress target, PortOptions options) throws IOException {
    byte[] wildcard = new byte[target.getAddress().length];
    return open(InetAddress.getByAddress(wildcard), options);
  }

  /**
   * Opens a port for targets of this address's family, from this local address.
   *
   * @param options the stamping is the kernel's in any case
   * @throws IOException with a message that says why and what to do
   */
  public static DatagramPort open(InetAddress bind, PortOptions options) throws IOException {
    return open(bind, ANY_IDENTIFIER, options);
  }

  /**
   * The same with an identifier of the caller's choice, so that its echoes are one flow with those
   * of an earlier port.
   *
   * @param identifier 1 to 65,535
   * @throws IOException likewise; also where another datagram socket has it. Raw ones share it
   */
  public static DatagramPort open(InetAddress bind, int identifier, PortOptions options)
      throws IOException {
    boolean ipv6 = !(bind instanceof Inet4Address);
    try {
      requireKernel();
      int fd = IcmpSocket.createDatagram(ipv6);
      return fd >= 0
          ? datagram(fd, new InetSocketAddress(bind, identifier), ipv6, options)
          : openRaw(bind, identifier, options);
    } catch (IOException e) {
      // What forbids one family forbids the other.
      String over = ADVICE.equals(e.getMessage()) ? "" : " over " + family(ipv6);
      throw new IOException("cannot send ICMP echoes" + over + ": " + reason(e), e);
    }
  }

  private static DatagramPort datagram(
      int fd, InetSocketAddress bind, boolean ipv6, PortOptions options) throws IOException {
    return KernelPorts.configured(
        fd,
        bind,
        ipv6,
        options,
        local -> new KernelPort(fd, ipv6, local, new IcmpForm(ipv6, false, local.getPort())));
  }

  /** A port over a raw socket, whether or not a datagram socket could be had. */
  static DatagramPort openRaw(InetAddress bind, PortOptions options) throws IOException {
    return openRaw(bind, ANY_IDENTIFIER, options);
  }

  private static DatagramPort openRaw(InetAddress bind, int wanted, PortOptions options)
      throws IOException {
    boolean ipv6 = !(bind instanceof Inet4Address);
    requireKernel();
    int fd = IcmpSocket.createRaw(ipv6);
    if (fd < 0) {
      boolean forbidden = fd == -Errno.EPERM || fd == -Errno.EACCES;
      throw new IOException(forbidden ? ADVICE : Errno.text(fd));
    }
    // Nothing on this host hands identifiers out. Should another program have the same one, its
    // replies come here too: whoever reads them looks at the data as well.
    int identifier =
        wanted == ANY_IDENTIFIER ? ThreadLocalRandom.current().nextInt(1, 1 << 16) : wanted;
    return KernelPorts.configured(
        fd,
        new InetSocketAddress(bind, 0),
        ipv6,
        options,
        local ->
            new KernelPort(
                fd,
                ipv6,
                new InetSocketAddress(local.getAddress(), identifier),
                new IcmpForm(ipv6, true, identifier)));
  }

  private static void requireKernel() throws IOException {
    if (!Kernel.hasStampingSockets()) {
      throw new IOException("this needs Linux on x86-64 or arm64, and native access for this JVM");
    }
  }

  private static String reason(IOException failure) {
    String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return switch (reason) {
      case "Address family not supported by protocol" -> "this host has no such protocol";
      case "Cannot assign requested address" ->
          "no interface of this host has the address to send from; choose a local one";
      case "No such device" -> "there is no such network interface; check its name";
      default -> reason;
    };
  }

  private static String family(boolean ipv6) {
    return ipv6 ? "IPv6" : "IPv4";
  }
}
