package io.netsonde.shaping.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netsonde.netio.DatagramHandler;
import io.netsonde.netio.DatagramPort;
import io.netsonde.netio.DatagramPorts;
import io.netsonde.netio.IcmpError;
import io.netsonde.netio.PortOptions;
import io.netsonde.netio.Received;
import io.netsonde.netio.Receiver;
import io.netsonde.netio.Stamping;
import io.netsonde.netio.Work;
import io.netsonde.shaping.Impairment;
import io.netsonde.shaping.LinkImpairment;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ShapedRouteTest {
  private static final long PATIENCE_SECONDS = 30;
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final InetSocketAddress ANY_PORT = new InetSocketAddress(LOOPBACK, 0);

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<IcmpError> errors = new LinkedBlockingQueue<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable closeable : opened.reversed()) {
      closeable.close();
    }
    assertTrue(failures.isEmpty(), failures::toString);
  }

  private DatagramSocket target() throws IOException {
    DatagramSocket socket = new DatagramSocket(ANY_PORT);
    socket.setSoTimeout((int) Duration.ofSeconds(PATIENCE_SECONDS).toMillis());
    opened.add(socket);
    return socket;
  }

  private ShapedRoute route(DatagramSocket target, int links) throws IOException {
    RouteSettings settings =
        new RouteSettings(
            ANY_PORT,
            new InetSocketAddress(LOOPBACK, target.getLocalPort()),
            Collections.nCopies(links, LinkImpairment.NONE));
    ShapedRoute route = ShapedRoute.open(settings, (operation, failure) -> failures.add(failure));
    opened.add(route);
    route.start();
    return route;
  }

  private DatagramPort client() throws IOException {
    DatagramPort port =
        DatagramPorts.open(
            ANY_PORT, PortOptions.DEFAULT.withStamping(Stamping.KERNEL).withErrors());
    Receiver receiver =
        Receiver.open(
            Stamping.KERNEL,
            "client",
            new ReceiverFailures((operation, failure) -> failures.add(failure)),
            now -> now + Work.FAR_NANOS);
    receiver.register(
        port,
        new DatagramHandler() {
          @Override
          public void onDatagram(DatagramPort at, Received datagram) {
            byte[] bytes = new byte[datagram.payload().remaining()];
            datagram.payload().get(bytes);
            answers.add(bytes);
          }

          @Override
          public void onError(DatagramPort at, IcmpError error) {
            errors.add(error);
          }
        });
    receiver.start();
    opened.add(port);
    opened.add(receiver);
    return port;
  }

  private static void needsRouters(ShapedRoute route) {
    assumeTrue(route.silence().isEmpty(), route.silence().orElse(""));
  }

  @Test
  void shouldRelayBothWays() throws Exception {
    DatagramSocket target = target();
    ShapedRoute route = route(target, 4);
    DatagramSocket client = target();
    client.send(new DatagramPacket(new byte[] {1, 2}, 2, route.localAddress()));
    DatagramPacket arrived = new DatagramPacket(new byte[10], 10);
    target.receive(arrived);
    assertEquals(2, arrived.getLength());
    target.send(new DatagramPacket(new byte[] {3, 4, 5}, 3, arrived.getSocketAddress()));
    DatagramPacket back = new DatagramPacket(new byte[10], 10);
    client.receive(back);
    assertEquals(3, back.getLength());
    assertEquals(route.localAddress(), back.getSocketAddress());
  }

  @Test
  void shouldAnswerFromEachRouterWithWhatItGot() throws Exception {
    assumeTrue(Stamping.best() == Stamping.KERNEL, "needs a socket that tells a TTL");
    ShapedRoute route = route(target(), 4);
    needsRouters(route);
    DatagramPort client = client();
    for (int hop = 1; hop <= 3; hop++) {
      byte[] payload = {(byte) hop, 42, 43};
      client.send(ByteBuffer.wrap(payload), route.localAddress(), hop);
      IcmpError error = errors.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertNotNull(error, "hop " + hop);
      assertEquals(11, error.type());
      assertEquals(ShapedRoute.routerAddress(hop), error.offender());
      assertEquals(InetAddress.ofLiteral("127.1.0." + hop), error.offender());
      assertEquals(route.localAddress(), error.target());
      byte[] quote = new byte[error.quote().remaining()];
      error.quote().get(quote);
      assertArrayEquals(payload, quote);
    }
  }

  @Test
  void shouldReachTheTargetBehindTheLastRouter() throws Exception {
    assumeTrue(Stamping.best() == Stamping.KERNEL, "needs a socket that tells a TTL");
    DatagramSocket target = target();
    ShapedRoute route = route(target, 4);
    client().send(ByteBuffer.wrap(new byte[] {9}), route.localAddress(), 4);
    DatagramPacket arrived = new DatagramPacket(new byte[10], 10);
    target.receive(arrived);
    assertEquals(9, arrived.getData()[0]);
  }

  @Test
  void shouldLoseBehindLinkThatTurnsLossy() throws Exception {
    assumeTrue(Stamping.best() == Stamping.KERNEL, "needs a socket that tells a TTL");
    ShapedRoute route = route(target(), 4);
    needsRouters(route);
    route.replace(1, new LinkImpairment(Impairment.NONE.withLoss(1), Impairment.NONE));
    DatagramPort client = client();
    for (int hop : new int[] {3, 2, 1}) {
      client.send(ByteBuffer.wrap(new byte[] {(byte) hop}), route.localAddress(), hop);
    }
    IcmpError error = errors.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertNotNull(error);
    assertEquals(ShapedRoute.routerAddress(1), error.offender());
    assertTrue(errors.isEmpty(), "they were sent before");
  }

  @Test
  void shouldRefuseOtherThanLoopback() {
    InetSocketAddress target = new InetSocketAddress(LOOPBACK, 5000);
    List<LinkImpairment> links = List.of(LinkImpairment.NONE);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new RouteSettings(
                new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 0), target, links));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new RouteSettings(
                new InetSocketAddress(InetAddress.ofLiteral("::1"), 0), target, links));
    assertThrows(
        IllegalArgumentException.class, () -> new RouteSettings(ANY_PORT, target, List.of()));
  }
}
