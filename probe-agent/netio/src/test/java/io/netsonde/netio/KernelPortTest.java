package io.netsonde.netio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.EpochClock;
import io.netsonde.netio.linux.Errno;
import io.netsonde.netio.linux.UdpSocket;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only sockets with the kernel's stamps do; {@link ReceiverTest} has the rest. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KernelPortTest {
  private static final PortOptions OPTIONS = PortOptions.DEFAULT.withStamping(Stamping.KERNEL);

  private record Arrival(
      int value,
      InetSocketAddress source,
      long nanos,
      long kernelNanos,
      int hopLimit,
      int trafficClass) {}

  private record Sent(long key, long nanos, long epochNanos) {}

  private final RecordingListener listener = new RecordingListener();
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final BlockingQueue<Sent> stamps = new LinkedBlockingQueue<>();
  private final BlockingQueue<IcmpError> errors = new LinkedBlockingQueue<>();
  private final List<AutoCloseable> opened = new ArrayList<>();

  private final DatagramHandler handler =
      new DatagramHandler() {
        @Override
        public void onDatagram(DatagramPort port, Received datagram) {
          arrivals.add(
              new Arrival(
                  datagram.payload().getInt(),
                  datagram.source(),
                  datagram.nanos(),
                  datagram.isStamped() ? datagram.kernelNanos() : -1,
                  datagram.hopLimit(),
                  datagram.trafficClass()));
        }

        @Override
        public void onSendStamp(DatagramPort port, long key, long nanos, long epochNanos) {
          stamps.add(new Sent(key, nanos, epochNanos));
        }

        @Override
        public void onError(DatagramPort port, IcmpError error) {
          errors.add(error);
        }
      };

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable closeable : opened.reversed()) {
      closeable.close();
    }
  }

  private DatagramPort port(String host, PortOptions options) throws IOException {
    DatagramPort port =
        DatagramPorts.open(new InetSocketAddress(InetAddress.ofLiteral(host), 0), options);
    opened.add(port);
    return port;
  }

  private Receiver receiver() throws IOException {
    Receiver receiver =
        Receiver.open(
            Stamping.KERNEL,
            "kernel-port-test",
            listener,
            Work.every(Duration.ofHours(1), () -> {}));
    opened.add(receiver);
    return receiver;
  }

  private static ByteBuffer payload(int value) {
    return ByteBuffer.allocate(4).putInt(value).flip();
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(30, TimeUnit.SECONDS);
    assertNotNull(next, "nothing came");
    return next;
  }

  private static InetSocketAddress at(String host, DatagramPort port) {
    return new InetSocketAddress(InetAddress.ofLiteral(host), port.localAddress().getPort());
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, 127.0.0.1", "::1, ::1", "::, 127.0.0.1", "::, ::1"})
  void shouldStampEachDatagramWhenItLeavesAndWhenItArrives(String bound, String peer)
      throws Exception {
    DatagramPort port = port(bound, OPTIONS);
    Receiver receiver = receiver();
    receiver.register(port, handler);
    receiver.start();
    long lastKey = -1;
    for (int i = 0; i < 200; i++) {
      long before = System.nanoTime();
      long epochBefore = EpochClock.SYSTEM.epochNanos();
      long key = port.send(payload(i), at(peer, port));
      Sent sent = next(stamps);
      Arrival arrival = next(arrivals);
      assertTrue(key > lastKey, key + " after " + lastKey);
      lastKey = key;
      assertEquals(key, sent.key());
      assertEquals(i, arrival.value());
      // Both clocks are read to about 100 ns of each other.
      assertTrue(sent.nanos() >= before - 1_000, "left before it was sent");
      assertTrue(sent.epochNanos() >= epochBefore - 1_000);
      assertTrue(arrival.kernelNanos() >= sent.nanos() - 1_000, "arrived before it left");
      assertTrue(arrival.nanos() >= arrival.kernelNanos(), "read before it arrived");
    }
    assertEquals(0, receiver.discardedStamps());
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, 127.0.0.1", "::1, ::1", "::, 127.0.0.1", "::, ::1"})
  void shouldSetAndSeeHopLimitAndCodePoint(String bound, String peer) throws Exception {
    DatagramPort listening = port(bound, OPTIONS);
    DatagramPort sending = port(peer, OPTIONS.withDscp(46).withHopLimit(17));
    Receiver receiver = receiver();
    receiver.register(listening, handler);
    receiver.start();
    sending.send(payload(1), at(peer, listening));
    Arrival arrival = next(arrivals);
    assertEquals(17, arrival.hopLimit());
    assertEquals(46 << 2, arrival.trafficClass());
    if (peer.equals("127.0.0.1")) {
      assertTrue(arrival.source().getAddress() instanceof Inet4Address);
    }
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, 127.0.0.1", "::1, ::1", "::, 127.0.0.1", "::, ::1"})
  void shouldSetOneDatagramsHopLimitWhenAsked(String bound, String peer) throws Exception {
    DatagramPort port = port(bound, OPTIONS.withHopLimit(99));
    Receiver receiver = receiver();
    receiver.register(port, handler);
    receiver.start();
    for (int hops : new int[] {1, 30, 255}) {
      long key = port.send(payload(hops), at(peer, port), hops);
      assertEquals(key, next(stamps).key());
      assertEquals(hops, next(arrivals).hopLimit());
      port.send(payload(hops), at(peer, port));
      assertEquals(99, next(arrivals).hopLimit());
      next(stamps);
    }
    assertThrows(IllegalArgumentException.class, () -> port.send(payload(1), at(peer, port), 256));
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, 127.0.0.1", "::1, ::1", "::, 127.0.0.1", "::, ::1"})
  void shouldTellOfIcmpErrorsAndNumberOnWhenOpenedWithErrors(String bound, String peer)
      throws Exception {
    InetSocketAddress nobody;
    try (DatagramPort gone = port(peer, OPTIONS)) {
      nobody = gone.localAddress();
    }
    DatagramPort port = port(bound, OPTIONS.withErrors());
    Receiver receiver = receiver();
    receiver.register(port, handler);
    receiver.start();
    for (int i = 0; i < 100; i++) {
      long before = System.nanoTime();
      // The error may be there before the next datagram leaves: that must leave all the same.
      long unanswered = port.send(payload(i), nobody);
      long key = port.send(payload(i), at(peer, port));
      IcmpError error = next(errors);
      assertTrue(error.isPortUnreachable(), error.toString());
      assertEquals(InetAddress.ofLiteral(peer), error.offender());
      assertEquals(nobody, error.target());
      assertEquals(payload(i), error.quote());
      assertEquals(0, error.extensions().remaining());
      assertTrue(error.nanos() >= before - 1_000, "arrived before it was caused");
      assertEquals(i, next(arrivals).value());
      assertEquals(unanswered, next(stamps).key());
      assertEquals(key, next(stamps).key());
    }
  }

  @Test
  void shouldTellOfNoErrorsWhenNotAskedTo() throws Exception {
    InetSocketAddress nobody;
    try (DatagramPort gone = port("127.0.0.1", OPTIONS)) {
      nobody = gone.localAddress();
    }
    DatagramPort port = port("127.0.0.1", OPTIONS);
    Receiver receiver = receiver();
    receiver.register(port, handler);
    receiver.start();
    port.send(payload(1), nobody);
    port.send(payload(2), port.localAddress());
    assertEquals(2, next(arrivals).value());
    assertTrue(errors.isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void shouldNumberOnWhenTheKernelHasRefusedADatagram(String host) throws Exception {
    DatagramPort port = port(host, OPTIONS);
    Receiver receiver = receiver();
    receiver.register(port, handler);
    receiver.start();
    for (int i = 0; i < 20; i++) {
      long key = port.send(payload(i), port.localAddress());
      assertEquals(key, next(stamps).key());
      // Too long: refused by the kernel, numbered by it or not.
      assertThrows(
          IOException.class, () -> port.send(ByteBuffer.allocate(65_530), port.localAddress()));
    }
  }

  @Test
  void shouldSendTogetherWhatMayWait() throws Exception {
    DatagramPort listening = port("127.0.0.1", OPTIONS.withBuffers(1 << 20, 0));
    DatagramPort sending = port("127.0.0.1", OPTIONS);
    Receiver receiver = receiver();
    receiver.register(listening, handler);
    receiver.register(sending, handler);
    receiver.start();
    List<Long> keys = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      keys.add(sending.sendSoon(payload(i), listening.localAddress()));
    }
    // A long one goes by itself, and what waited before it goes first.
    keys.add(
        sending.sendSoon(ByteBuffer.allocate(10_000).putInt(0, 200), listening.localAddress()));
    assertEquals(0, sending.flush());
    for (int i = 0; i <= 200; i++) {
      assertEquals(i, next(arrivals).value());
      assertEquals(keys.get(i), next(stamps).key());
    }
  }

  @Test
  void shouldCountWhatTheKernelDropsWhenTheBufferIsFull() throws Exception {
    DatagramPort listening = port("127.0.0.1", OPTIONS.withBuffers(4_096, 0));
    DatagramPort sending = port("127.0.0.1", OPTIONS);
    Receiver receiver = receiver();
    receiver.register(listening, handler);
    int sent = 200;
    for (int i = 0; i < sent; i++) {
      sending.send(payload(i), listening.localAddress());
    }
    receiver.start();
    // What the kernel dropped it tells beside the next datagram that it did not drop.
    int received = 0;
    while (next(arrivals).value() != -1) {
      received++;
      if (arrivals.isEmpty()) {
        sending.send(payload(-1), listening.localAddress());
      }
    }
    assertTrue(received < sent, "nothing was dropped");
    assertEquals(sent - received, receiver.drops());
  }

  @Test
  void shouldUseTheDeviceThatItIsBoundTo() throws Exception {
    DatagramPort listening = port("127.0.0.1", OPTIONS);
    DatagramPort bound = port("0.0.0.0", OPTIONS.withDevice("lo"));
    Receiver receiver = receiver();
    receiver.register(listening, handler);
    receiver.start();
    bound.send(payload(7), listening.localAddress());
    assertEquals(7, next(arrivals).value());
    IOException unknown =
        assertThrows(IOException.class, () -> port("127.0.0.1", OPTIONS.withDevice("nowhere0")));
    assertTrue(
        String.valueOf(unknown.getMessage())
            .endsWith(": there is no such network interface; check its name"),
        unknown.getMessage());
  }

  @Test
  void shouldWorkOnTimeWhenADeadlineIsNear() throws Exception {
    CountDownLatch runs = new CountDownLatch(100);
    BlockingQueue<Long> early = new LinkedBlockingQueue<>();
    Receiver receiver =
        Receiver.open(
            Stamping.KERNEL,
            "kernel-port-test",
            listener,
            new Work() {
              private long due = Long.MIN_VALUE;

              @Override
              public long run(long nowNanos) {
                if (due != Long.MIN_VALUE && nowNanos - due < 0) {
                  early.add(due - nowNanos);
                }
                runs.countDown();
                due = nowNanos + 150_000;
                return due;
              }
            });
    opened.add(receiver);
    receiver.start();
    assertTrue(runs.await(30, TimeUnit.SECONDS));
    assertTrue(early.isEmpty(), "nothing woke it early, yet it ran " + early);
  }

  @Test
  void shouldWorkAtOnceWhenWoken() throws Exception {
    BlockingQueue<Long> runs = new LinkedBlockingQueue<>();
    Receiver receiver =
        Receiver.open(
            Stamping.KERNEL,
            "kernel-port-test",
            listener,
            now -> {
              runs.add(now);
              return now + Work.FAR_NANOS;
            });
    opened.add(receiver);
    receiver.start();
    for (int i = 0; i < 50; i++) {
      next(runs);
      receiver.wakeUp();
    }
  }

  /**
   * Each datagram to the closed port lets the next send fail once, which is tried again; kernels
   * before 6.9 have numbered it then. The stamps are read after that.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldKeepKeysAndStampsTogetherWhenSendsAreTriedAgain(boolean together) throws Exception {
    InetAddress here = InetAddress.ofLiteral("127.0.0.1");
    int fd = UdpSocket.create(false);
    DatagramPort port =
        KernelPorts.configured(
            fd,
            new InetSocketAddress(here, 0),
            false,
            OPTIONS.withErrors(),
            local -> new KernelPort(fd, false, local, PacketForm.UDP, true));
    opened.add(port);
    DatagramPort shut = port("127.0.0.1", OPTIONS);
    InetSocketAddress closed = shut.localAddress();
    shut.close();
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch allSent = new CountDownLatch(1);
    Receiver receiver = receiver();
    receiver.register(port, holding(waiting, allSent));
    receiver.start();
    long unused = port.send(payload(-1), port.localAddress());
    assertTrue(waiting.await(30, TimeUnit.SECONDS));
    Map<Long, long[]> sent = new HashMap<>();
    for (int i = 0; i < 10; i++) {
      long before = EpochClock.SYSTEM.epochNanos();
      long first = port.send(payload(-1), closed);
      long between = EpochClock.SYSTEM.epochNanos();
      sent.put(first, new long[] {before, between});
      if (together) {
        long one = port.sendSoon(payload(i), port.localAddress());
        long other = port.sendSoon(payload(i), port.localAddress());
        assertEquals(0, port.flush());
        long after = EpochClock.SYSTEM.epochNanos();
        sent.put(one, new long[] {between, after});
        sent.put(other, new long[] {between, after});
      } else {
        long one = port.send(payload(i), port.localAddress());
        sent.put(one, new long[] {between, EpochClock.SYSTEM.epochNanos()});
      }
    }
    allSent.countDown();
    for (int i = sent.size(); i > 0; i--) {
      Sent stamp = next(stamps);
      long[] span = sent.remove(stamp.key());
      assertNotNull(span, "key " + stamp.key());
      assertTrue(stamp.epochNanos() >= span[0] && stamp.epochNanos() <= span[1], stamp::toString);
    }
  }

  /** Collects stamps, but holds the thread up at the first one. */
  private DatagramHandler holding(CountDownLatch waiting, CountDownLatch until) {
    return new DatagramHandler() {
      @Override
      public void onDatagram(DatagramPort port, Received datagram) {}

      @Override
      public void onSendStamp(DatagramPort port, long key, long nanos, long epochNanos) {
        if (waiting.getCount() > 0) {
          waiting.countDown();
          try {
            assertTrue(until.await(30, TimeUnit.SECONDS));
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        } else {
          stamps.add(new Sent(key, nanos, epochNanos));
        }
      }
    };
  }

  @Test
  void shouldTryAgainAfterARedirect() {
    assertEquals("Remote I/O error", Errno.text(-121));
    assertTrue(Errno.mayBeOfEarlierDatagram(-121));
  }
}
