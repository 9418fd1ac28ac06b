package io.netsonde.netio;

import io.netsonde.netio.linux.Errno;
import io.netsonde.netio.linux.Kernel;
import io.netsonde.netio.linux.RawSocket;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Opens {@link DatagramPort}s that read and write the packets of a protocol themselves, on Linux.
 * They need CAP_NET_RAW. What they hand on begins behind the IP header.
 */
public final class RawPorts {
  private static final String ADVICE =
      "this process lacks CAP_NET_RAW; run it as root or with that capability"
          + " (systemd: AmbientCapabilities=CAP_NET_RAW, docker: --cap-add NET_RAW)";

  private RawPorts() {}

  /**
   * Opens a port for TCP segments between a local port and one peer. Whoever uses it writes whole
   * segments, header and checksum included, and sends them to port 0 of the peer; the kernel's own
   * TCP sees the answers too.
   *
   * @param source the local address and TCP port
   * @param options the stamping is the kernel's in any case
   * @throws IOException with a message that says why and what to do
   */
  public static DatagramPort tcp(InetSocketAddress source, InetAddress peer, PortOptions options)
      throws IOException {
    boolean ipv6 = !(peer instanceof Inet4Address);
    int fd = create("send TCP segments of our own", () -> RawSocket.createTcp(ipv6));
    DatagramPort port =
        KernelPorts.configured(
            fd,
            new InetSocketAddress(source.getAddress(), 0),
            ipv6,
            options,
            local ->
                new KernelPort(
                    fd, ipv6, source, new RawForm(ipv6, "raw tcp", true, source.getPort())));
    int result = RawSocket.receiveFrom(fd, ipv6, peer);
    if (result < 0) {
      port.close();
      throw new IOException("cannot receive from " + peer + ": " + Errno.text(result));
    }
    return port;
  }

  /**
   * Opens a port that receives what ICMP says of packets which did not arrive (time exceeded and
   * unreachable), whoever on this host sent them. Nothing can be sent by it.
   *
   * @throws IOException with a message that says why and what to do
   */
  public static DatagramPort icmpErrors(boolean ipv6) throws IOException {
    int fd = create("see whole ICMP errors", () -> RawSocket.createErrors(ipv6));
    byte[] wildcard = new byte[ipv6 ? 16 : 4];
    return KernelPorts.configured(
        fd,
        new InetSocketAddress(InetAddress.getByAddress(wildcard), 0),
        ipv6,
        PortOptions.DEFAULT,
        local -> new KernelPort(fd, ipv6, local, new RawForm(ipv6, "raw icmp", false, 0)));
  }

  /**
   * Opens a port that sends ICMP messages over IPv4, checksum included, to port 0 of whomever they
   * are for. Nothing is received by it.
   *
   * @param source the local address that they are from
   * @throws IOException with a message that says why and what to do
   */
  public static DatagramPort icmpSender(InetAddress source) throws IOException {
    int fd = create("send ICMP messages of our own", RawSocket::createIcmpSender);
    return KernelPorts.configured(
        fd,
        new InetSocketAddress(source, 0),
        false,
        PortOptions.DEFAULT,
        local -> new KernelPort(fd, false, local, new RawForm(false, "raw icmp", true, 0)));
  }

  private static int create(String what, java.util.function.IntSupplier call) throws IOException {
    if (!Kernel.hasStampingSockets()) {
      throw new IOException(
          "cannot "
              + what
              + ": this needs Linux on x86-64 or arm64, and native access for this JVM");
    }
    int fd = call.getAsInt();
    if (fd < 0) {
      boolean forbidden = fd == -Errno.EPERM || fd == -Errno.EACCES;
      throw new IOException("cannot " + what + ": " + (forbidden ? ADVICE : Errno.text(fd)));
    }
    return fd;
  }
}
