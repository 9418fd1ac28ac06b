package io.netsonde.http.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.testkit.servers.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

class StampedSocketTest {
  @Test
  void shouldBeAskedForSignsOfLifeWhenConnectionIsKept() throws IOException {
    try (ScriptedServer server = Pages.hello();
        StampedSocket socket = new StampedSocket(new Wire(), true)) {
      socket.open(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), server.port()), 30_000);
      socket.keepAlive();
      assertTrue(socket.getKeepAlive());
      if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
        assertEquals(60, socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE));
      }
    }
  }
}
