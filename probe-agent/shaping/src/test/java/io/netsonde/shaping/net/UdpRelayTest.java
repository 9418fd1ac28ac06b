package io.netsonde.shaping.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.shaping.Impairment;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UdpRelayTest {
  private static final int PACKETS = 300;
  private static final int PATIENCE_MILLIS = 30_000;

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable closeable : opened.reversed()) {
      closeable.close();
    }
    assertTrue(failures.isEmpty(), failures::toString);
  }

  private DatagramSocket socket(String host) throws IOException {
    DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral(host));
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setReceiveBufferSize(1 << 20);
    opened.add(socket);
    return socket;
  }

  private UdpRelay relay(RelaySettings settings) throws IOException {
    UdpRelay relay = UdpRelay.open(settings, (operation, failure) -> failures.add(failure));
    opened.add(relay);
    relay.start();
    return relay;
  }

  private UdpRelay relay(DatagramSocket target, Impairment forward, Impairment reverse)
      throws IOException {
    InetSocketAddress listen = new InetSocketAddress(target.getLocalAddress(), 0);
    return relay(RelaySettings.of(listen, address(target), forward, reverse));
  }

  private static InetSocketAddress address(DatagramSocket socket) {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  private static void send(DatagramSocket from, int value, InetSocketAddress to)
      throws IOException {
    from.send(new DatagramPacket(ByteBuffer.allocate(4).putInt(value).array(), 4, to));
  }

  private static DatagramPacket receive(DatagramSocket at) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[100], 100);
    at.receive(packet);
    return packet;
  }

  private static int value(DatagramPacket packet) {
    return ByteBuffer.wrap(packet.getData()).getInt();
  }

  /** Sends all, then a mark again and again until one gets through; answers with what did. */
  private static Set<Integer> pass(DatagramSocket from, DatagramSocket at, InetSocketAddress to)
      throws IOException {
    Set<Integer> arrived = new HashSet<>();
    for (int i = 0; i < PACKETS; i++) {
      send(from, i, to);
    }
    at.setSoTimeout(100);
    while (true) {
      send(from, -1, to);
      try {
        int value = value(receive(at));
        while (value >= 0) {
          arrived.add(value);
          value = value(receive(at));
        }
        at.setSoTimeout(PATIENCE_MILLIS);
        return arrived;
      } catch (SocketTimeoutException e) {
        // the mark got lost
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void shouldPassEverythingBothWaysWhenThereIsNoImpairment(String host) throws Exception {
    DatagramSocket client = socket(host);
    DatagramSocket target = socket(host);
    UdpRelay relay = relay(target, Impairment.NONE, Impairment.NONE);
    for (int i = 0; i < PACKETS; i++) {
      send(client, i, relay.localAddress());
      DatagramPacket at = receive(target);
      assertEquals(i, value(at));
      assertEquals(4, at.getLength());
      send(target, -i, (InetSocketAddress) at.getSocketAddress());
      DatagramPacket back = receive(client);
      assertEquals(-i, value(back));
      assertEquals(relay.localAddress(), back.getSocketAddress());
    }
    relay.close();
    RelayStatistics statistics = relay.statistics();
    assertEquals(PACKETS, statistics.forward().offered());
    assertEquals(PACKETS, statistics.forward().released());
    assertEquals(PACKETS, statistics.reverse().offered());
    assertEquals(PACKETS, statistics.reverse().released());
    assertEquals(0, statistics.refused() + statistics.overrun() + statistics.sendFailures());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldLoseInOneDirectionOnlyWhenOnlyThatOneIsLossy(boolean forwardIsLossy) throws Exception {
    DatagramSocket client = socket("127.0.0.1");
    DatagramSocket target = socket("127.0.0.1");
    Impairment lossy = Impairment.NONE.withSeed(5).withLoss(0.3);
    UdpRelay relay =
        forwardIsLossy
            ? relay(target, lossy, Impairment.NONE)
            : relay(target, Impairment.NONE, lossy);
    Set<Integer> forward = pass(client, target, relay.localAddress());
    // Whoever gets through tells the client's port at the relay.
    DatagramPacket known = null;
    while (known == null) {
      send(client, -2, relay.localAddress());
      target.setSoTimeout(100);
      try {
        known = receive(target);
      } catch (SocketTimeoutException e) {
        // lost; again
      }
    }
    Set<Integer> reverse = pass(target, client, (InetSocketAddress) known.getSocketAddress());
    int lost = PACKETS - (forwardIsLossy ? forward : reverse).size();
    assertEquals(PACKETS, (forwardIsLossy ? reverse : forward).size());
    // Three binomial standard deviations of 7.9; the seed is fixed.
    assertEquals(90.0, (double) lost, 24.0);
    relay.close();
    RelayStatistics statistics = relay.statistics();
    long dropped = statistics.forward().dropped() + statistics.reverse().dropped();
    assertTrue(dropped >= lost, dropped + " < " + lost);
    assertEquals(0, (forwardIsLossy ? statistics.reverse() : statistics.forward()).dropped());
  }

  @Test
  void shouldHoldPacketsForTheDelayWhenDelayed() throws Exception {
    DatagramSocket client = socket("127.0.0.1");
    DatagramSocket target = socket("127.0.0.1");
    Duration delay = Duration.ofMillis(20);
    UdpRelay relay = relay(target, Impairment.NONE.withDelay(delay), Impairment.NONE);
    for (int i = 0; i < 10; i++) {
      long before = System.nanoTime();
      send(client, i, relay.localAddress());
      assertEquals(i, value(receive(target)));
      long took = System.nanoTime() - before;
      assertTrue(took >= delay.toNanos(), took + " ns"); // never early; how late is the host's
    }
  }

  @Test
  void shouldImpairOtherwiseWhenReplaced() throws Exception {
    DatagramSocket client = socket("127.0.0.1");
    DatagramSocket target = socket("127.0.0.1");
    UdpRelay relay = relay(target, Impairment.NONE.withLoss(1), Impairment.NONE);
    send(client, 1, relay.localAddress());
    while (relay.statistics().forward().dropped() == 0) {
      Thread.onSpinWait();
    }
    assertEquals(2, relay.replaceForward(Impairment.NONE));
    send(client, 2, relay.localAddress());
    DatagramPacket arrived = receive(target);
    assertEquals(2, value(arrived));
    assertEquals(2, relay.replaceReverse(Impairment.NONE.withDuplicates(1)));
    send(target, 3, (InetSocketAddress) arrived.getSocketAddress());
    assertEquals(3, value(receive(client)));
    assertEquals(3, value(receive(client)));
  }

  @Test
  void shouldKeepClientsApartAndBoundedWhenThereAreSeveral() throws Exception {
    DatagramSocket target = socket("127.0.0.1");
    List<DatagramSocket> clients =
        List.of(socket("127.0.0.1"), socket("127.0.0.1"), socket("127.0.0.1"));
    InetSocketAddress listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    UdpRelay relay =
        relay(
            new RelaySettings(
                listen,
                address(target),
                Impairment.NONE,
                Impairment.NONE,
                2,
                Duration.ofHours(1),
                10,
                10_000));
    Set<Integer> ports = new HashSet<>();
    for (int i = 0; i < 2; i++) {
      send(clients.get(i), i, relay.localAddress());
      DatagramPacket at = receive(target);
      ports.add(at.getPort());
      send(target, i, (InetSocketAddress) at.getSocketAddress());
      assertEquals(i, value(receive(clients.get(i))));
    }
    assertEquals(2, ports.size());
    send(clients.get(2), 2, relay.localAddress());
    while (relay.statistics().refused() == 0) {
      Thread.onSpinWait();
    }
    send(clients.get(0), 9, relay.localAddress());
    assertEquals(9, value(receive(target)));
  }

  @Test
  void shouldForgetAClientWhenItWasSilentForTooLong() throws Exception {
    DatagramSocket target = socket("127.0.0.1");
    DatagramSocket first = socket("127.0.0.1");
    DatagramSocket second = socket("127.0.0.1");
    InetSocketAddress listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    UdpRelay relay =
        relay(
            new RelaySettings(
                listen,
                address(target),
                Impairment.NONE,
                Impairment.NONE,
                1,
                Duration.ofMillis(1),
                10,
                10_000));
    send(first, 1, relay.localAddress());
    assertEquals(1, value(receive(target)));
    // Its place is the second client's as soon as the first has expired.
    target.setSoTimeout(50);
    DatagramPacket arrived = null;
    while (arrived == null) {
      send(second, 2, relay.localAddress());
      try {
        arrived = receive(target);
      } catch (SocketTimeoutException e) {
        // not yet
      }
    }
    assertEquals(2, value(arrived));
  }

  @Test
  void shouldIgnoreStrangersWhenTheySendToAClientsPort() throws Exception {
    DatagramSocket client = socket("127.0.0.1");
    DatagramSocket target = socket("127.0.0.1");
    DatagramSocket stranger = socket("127.0.0.1");
    UdpRelay relay = relay(target, Impairment.NONE, Impairment.NONE);
    send(client, 1, relay.localAddress());
    InetSocketAddress upstream = (InetSocketAddress) receive(target).getSocketAddress();
    send(stranger, 66, upstream);
    send(target, 2, upstream);
    assertEquals(2, value(receive(client)));
  }

  @Test
  void shouldFreeItsAddressAndStartNoMoreWhenClosed() throws Exception {
    DatagramSocket target = socket("127.0.0.1");
    UdpRelay relay = relay(target, Impairment.NONE, Impairment.NONE);
    assertThrows(IllegalStateException.class, relay::start);
    relay.close();
    relay.close();
    assertThrows(IllegalStateException.class, relay::start);
    RelaySettings again =
        RelaySettings.of(relay.localAddress(), address(target), Impairment.NONE, Impairment.NONE);
    assertNotNull(relay(again).localAddress());
    UdpRelay unstarted =
        UdpRelay.open(
            RelaySettings.of(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                address(target),
                Impairment.NONE,
                Impairment.NONE),
            (operation, failure) -> failures.add(failure));
    unstarted.close();
  }
}
