package io.netsonde.netio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import org.junit.jupiter.api.Test;

class NioPortsTest {
  private static final InetSocketAddress LOOPBACK =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @Test
  void shouldApplyTheOptionsWhenAsked() throws Exception {
    PortOptions options = PortOptions.DEFAULT.withBuffers(50_000, 40_000).withDscp(46);
    try (DatagramPort port = DatagramPorts.open(LOOPBACK, options)) {
      DatagramChannel channel = (DatagramChannel) ((SelectablePort) port).channel();
      assertEquals(46 << 2, channel.getOption(StandardSocketOptions.IP_TOS));
      // Linux doubles what is asked for, for its own book-keeping.
      assertTrue(channel.getOption(StandardSocketOptions.SO_RCVBUF) >= 50_000);
      assertTrue(channel.getOption(StandardSocketOptions.SO_SNDBUF) >= 40_000);
    }
  }

  @Test
  void shouldSayThatItCannotWhenADeviceOrAHopLimitIsAskedFor() {
    for (PortOptions options :
        new PortOptions[] {
          PortOptions.DEFAULT.withDevice("lo"), PortOptions.DEFAULT.withHopLimit(3)
        }) {
      IOException e = assertThrows(IOException.class, () -> DatagramPorts.open(LOOPBACK, options));
      assertTrue(String.valueOf(e.getMessage()).contains("a portable socket can"), e.getMessage());
    }
  }
}
