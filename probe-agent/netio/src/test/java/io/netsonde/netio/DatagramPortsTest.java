package io.netsonde.netio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Stamping.class)
class DatagramPortsTest {
  private static final InetSocketAddress LOOPBACK =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final Stamping stamping;

  DatagramPortsTest(Stamping stamping) {
    assumeTrue(stamping == Stamping.PORTABLE || Stamping.best() == Stamping.KERNEL);
    this.stamping = stamping;
  }

  private PortOptions options() {
    return PortOptions.DEFAULT.withStamping(stamping);
  }

  @Test
  void shouldSayWhatToDoWhenTheAddressIsInUse() throws Exception {
    try (DatagramPort holder = DatagramPorts.open(LOOPBACK, options())) {
      IOException e =
          assertThrows(
              IOException.class, () -> DatagramPorts.open(holder.localAddress(), options()));
      assertEquals(
          "cannot listen on 127.0.0.1:"
              + holder.localAddress().getPort()
              + ": address already in use; choose another port or stop what holds it",
          e.getMessage());
    }
  }

  @Test
  void shouldSayWhatToDoWhenTheAddressIsNotOfThisHost() {
    InetSocketAddress documentation = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 0);
    IOException e =
        assertThrows(IOException.class, () -> DatagramPorts.open(documentation, options()));
    assertTrue(
        String.valueOf(e.getMessage())
            .startsWith("cannot listen on 192.0.2.1:0: no interface of this host"),
        e.getMessage());
  }

  @Test
  void shouldNameTheHostWhenTheAddressIsUnresolved() {
    InetSocketAddress unresolved = InetSocketAddress.createUnresolved("host.invalid", 5);
    IOException listening =
        assertThrows(IOException.class, () -> DatagramPorts.open(unresolved, options()));
    assertTrue(
        String.valueOf(listening.getMessage())
            .startsWith("cannot listen on host.invalid:5: unknown host"),
        listening.getMessage());
    IOException sending =
        assertThrows(IOException.class, () -> DatagramPorts.openFor(unresolved, options()));
    assertTrue(
        String.valueOf(sending.getMessage())
            .startsWith("cannot send to host.invalid:5: unknown host"),
        sending.getMessage());
  }

  @Test
  void shouldOpenAnIpv4PortWhenTheTargetIsIpv4() throws Exception {
    try (DatagramPort port =
        DatagramPorts.openFor(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 9), options())) {
      assertInstanceOf(Inet4Address.class, port.localAddress().getAddress());
      assertNotEquals(0, port.localAddress().getPort());
      assertThrows(
          IOException.class,
          () ->
              port.send(
                  ByteBuffer.allocate(1), new InetSocketAddress(InetAddress.ofLiteral("::1"), 9)));
    }
  }

  @Test
  void shouldRefuseOptionsWhenOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> options().withDscp(64));
    assertThrows(IllegalArgumentException.class, () -> options().withDscp(-1));
    assertThrows(IllegalArgumentException.class, () -> options().withBuffers(-1, 0));
  }

  @Test
  void shouldNameBothEndsWhenSendingFails() throws Exception {
    DatagramPort port = DatagramPorts.open(LOOPBACK, options());
    String from = "from 127.0.0.1:" + port.localAddress().getPort() + " to ";
    InetSocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);

    IOException tooLong =
        assertThrows(IOException.class, () -> port.send(ByteBuffer.allocate(65_508), target));
    assertTrue(
        String.valueOf(tooLong.getMessage())
            .startsWith("cannot send 65508 bytes " + from + "127.0.0.1:9: "),
        tooLong.getMessage());
    IOException unresolved =
        assertThrows(
            IOException.class,
            () ->
                port.send(
                    ByteBuffer.allocate(1), InetSocketAddress.createUnresolved("host.invalid", 9)));
    assertEquals(
        "cannot send 1 bytes " + from + "host.invalid:9: the target's name is not resolved",
        unresolved.getMessage());
    port.close();
    port.close();
    IOException closed =
        assertThrows(IOException.class, () -> port.send(ByteBuffer.allocate(1), target));
    assertEquals(
        "cannot send 1 bytes " + from + "127.0.0.1:9: the port is closed", closed.getMessage());
  }

  @Test
  void shouldStayOpenWhenTheSendingThreadIsInterrupted() throws Exception {
    try (DatagramPort port = DatagramPorts.open(LOOPBACK, options())) {
      Thread.currentThread().interrupt();
      port.send(ByteBuffer.allocate(1), port.localAddress());
      assertTrue(Thread.interrupted());
      port.send(ByteBuffer.allocate(1), port.localAddress());
    }
  }
}
