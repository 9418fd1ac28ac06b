package io.netsonde.netio;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;

/** Opens ports over the JDK's channels. */
final class NioPorts {
  private NioPorts() {}

  static DatagramPort open(InetSocketAddress bind, boolean v4, PortOptions options)
      throws IOException {
    if (options.device().isPresent() || options.outgoing() > 0 || options.hopLimit() > 0) {
      throw new IOException(
          "a portable socket can neither be bound to a network interface nor set a hop limit");
    }
    if (options.errors()) {
      throw new IOException("a portable socket cannot tell of ICMP errors");
    }
    ProtocolFamily family = v4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
    DatagramChannel channel = DatagramChannel.open(family);
    try {
      channel.configureBlocking(false);
      if (options.receiveBufferBytes() > 0) {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, options.receiveBufferBytes());
      }
      if (options.sendBufferBytes() > 0) {
        channel.setOption(StandardSocketOptions.SO_SNDBUF, options.sendBufferBytes());
      }
      if (options.dscp() > 0) {
        channel.setOption(StandardSocketOptions.IP_TOS, options.trafficClass());
      }
      channel.bind(bind);
      return new NioPort(channel, (InetSocketAddress) channel.getLocalAddress());
    } catch (IOException | RuntimeException e) {
      try {
        channel.close();
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }
}
