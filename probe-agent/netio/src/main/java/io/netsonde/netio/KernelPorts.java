package io.netsonde.netio;

import io.netsonde.netio.linux.Errno;
import io.netsonde.netio.linux.Kernel;
import io.netsonde.netio.linux.UdpSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Function;

/** Opens ports over the kernel's calls. */
final class KernelPorts {
  private KernelPorts() {}

  static DatagramPort open(InetSocketAddress bind, boolean ipv6, PortOptions options)
      throws IOException {
    if (!Kernel.hasStampingSockets()) {
      throw new IOException(
          "this system has no sockets with kernel time stamps; use portable ones");
    }
    int fd = UdpSocket.create(ipv6);
    if (fd < 0) {
      throw new IOException(Errno.text(fd));
    }
    return configured(
        fd, bind, ipv6, options, local -> new KernelPort(fd, ipv6, local, PacketForm.UDP));
  }

  /** A port of a new socket, which is closed if that fails. */
  static DatagramPort configured(
      int fd,
      InetSocketAddress bind,
      boolean ipv6,
      PortOptions options,
      Function<InetSocketAddress, KernelPort> port)
      throws IOException {
    try {
      configure(fd, ipv6, options);
      check(UdpSocket.bind(fd, ipv6, bind));
      InetSocketAddress local = UdpSocket.localAddress(fd);
      if (local == null) {
        throw new IOException("the kernel does not say which port it gave");
      }
      return port.apply(local);
    } catch (IOException | RuntimeException e) {
      int unused = UdpSocket.close(fd);
      throw e;
    }
  }

  private static void configure(int fd, boolean ipv6, PortOptions options) throws IOException {
    if (options.receiveBufferBytes() > 0) {
      check(UdpSocket.setReceiveBuffer(fd, options.receiveBufferBytes()));
    }
    if (options.sendBufferBytes() > 0) {
      check(UdpSocket.setSendBuffer(fd, options.sendBufferBytes()));
    }
    if (options.dscp() > 0) {
      check(UdpSocket.setTrafficClass(fd, ipv6, options.trafficClass()));
    }
    if (options.hopLimit() > 0) {
      check(UdpSocket.setHopLimit(fd, ipv6, options.hopLimit()));
    }
    if (options.device().isPresent()) {
      check(UdpSocket.bindToDevice(fd, options.device().get()));
    }
    if (options.outgoing() > 0) {
      check(UdpSocket.sendBy(fd, ipv6, options.outgoing()));
    }
    if (options.errors()) {
      check(UdpSocket.receiveErrors(fd, ipv6));
    }
    if (options.undivided()) {
      check(UdpSocket.neverDivide(fd, ipv6));
    }
    UdpSocket.describeReceived(fd, ipv6);
    check(UdpSocket.enableStamps(fd));
  }

  private static void check(int result) throws IOException {
    if (result < 0) {
      throw new IOException(Errno.text(result));
    }
  }
}
