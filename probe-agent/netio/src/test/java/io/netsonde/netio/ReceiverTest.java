package io.netsonde.netio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@EnumSource(Stamping.class)
class ReceiverTest {
  private static final Duration LONG = Duration.ofHours(1);

  private record Arrival(
      int value,
      InetSocketAddress source,
      long epochNanos,
      boolean stamped,
      long arrivalEpochNanos,
      Thread thread) {}

  private final Stamping stamping;
  private final RecordingListener listener = new RecordingListener();
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final List<AutoCloseable> opened = new ArrayList<>();

  ReceiverTest(Stamping stamping) {
    assumeTrue(stamping == Stamping.PORTABLE || Stamping.best() == Stamping.KERNEL);
    this.stamping = stamping;
  }

  private PortOptions options() {
    return PortOptions.DEFAULT.withStamping(stamping);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable closeable : opened.reversed()) {
      closeable.close();
    }
  }

  private DatagramPort port(String host) throws IOException {
    DatagramPort port =
        DatagramPorts.open(
            new InetSocketAddress(InetAddress.ofLiteral(host), 0),
            options().withBuffers(1 << 20, 0));
    opened.add(port);
    return port;
  }

  private Receiver receiver(Duration tickInterval, Runnable tick) throws IOException {
    Receiver receiver =
        Receiver.open(stamping, "receiver-test", listener, Work.every(tickInterval, tick));
    opened.add(receiver);
    return receiver;
  }

  private void record(DatagramPort port, Received datagram) {
    arrivals.add(
        new Arrival(
            datagram.payload().getInt(),
            datagram.source(),
            datagram.epochNanos(),
            datagram.isStamped(),
            datagram.arrivalEpochNanos(),
            Thread.currentThread()));
  }

  private static void noTick() {}

  private static void send(DatagramPort from, int value, InetSocketAddress to) throws IOException {
    from.send(ByteBuffer.allocate(4).putInt(value).flip(), to);
  }

  private Arrival next() throws InterruptedException {
    Arrival arrival = arrivals.poll(30, TimeUnit.SECONDS);
    assertNotNull(arrival, "nothing arrived");
    return arrival;
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertTrue(latch.await(30, TimeUnit.SECONDS), "waited in vain");
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, 127.0.0.1", "::1, ::1", "::, 127.0.0.1", "::, ::1", "0.0.0.0, 127.0.0.1"})
  void shouldHandOnWithStampsAndSourceWhenADatagramArrives(String bound, String peer)
      throws Exception {
    DatagramPort listening = port(bound);
    DatagramPort sending = port(peer);
    Receiver receiver = receiver(LONG, ReceiverTest::noTick);
    receiver.register(listening, this::record);
    receiver.start();
    long before = io.netsonde.measurement.EpochClock.SYSTEM.epochNanos();
    send(
        sending,
        7,
        new InetSocketAddress(
            sending.localAddress().getAddress(), listening.localAddress().getPort()));

    Arrival arrival = next();
    assertEquals(7, arrival.value());
    assertEquals(sending.localAddress(), arrival.source());
    assertEquals(stamping == Stamping.KERNEL, arrival.stamped());
    assertTrue(arrival.epochNanos() >= arrival.arrivalEpochNanos());
    assertTrue(arrival.arrivalEpochNanos() >= before);
    assertTrue(arrival.thread().isDaemon());
    assertEquals("receiver-test", arrival.thread().getName());
  }

  @Test
  void shouldReplyInPlaceWhenTheHandlerSendsTheBufferBack() throws Exception {
    DatagramPort reflecting = port("127.0.0.1");
    DatagramPort sending = port("127.0.0.1");
    Receiver receiver = receiver(LONG, ReceiverTest::noTick);
    receiver.register(
        reflecting,
        (port, datagram) -> {
          ByteBuffer payload = datagram.payload();
          payload.putInt(0, payload.getInt(0) + 1);
          try {
            port.send(payload, datagram.source());
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
    receiver.register(sending, this::record);
    receiver.start();
    send(sending, 41, reflecting.localAddress());
    assertEquals(42, next().value());
  }

  @Test
  void shouldHandOnWhatWaitedWhenStarted() throws Exception {
    DatagramPort port = port("127.0.0.1");
    Receiver receiver = receiver(LONG, ReceiverTest::noTick);
    receiver.register(port, this::record);
    for (int i = 0; i < 200; i++) {
      send(port, i, port.localAddress());
    }
    receiver.start();
    for (int i = 0; i < 200; i++) {
      assertEquals(i, next().value());
    }
  }

  @Test
  void shouldServeEveryPortWhenOneIsFlooded() throws Exception {
    DatagramPort flooded = port("127.0.0.1");
    DatagramPort quiet = port("127.0.0.1");
    Receiver receiver = receiver(LONG, ReceiverTest::noTick);
    AtomicInteger floodedSoFar = new AtomicInteger();
    AtomicInteger whenQuietWasServed = new AtomicInteger(-1);
    CountDownLatch served = new CountDownLatch(1);
    // Each datagram of the flooded port sends itself the next one: it never runs dry.
    DatagramHandler again =
        (port, datagram) -> {
          floodedSoFar.incrementAndGet();
          try {
            port.send(datagram.payload(), port.localAddress());
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        };
    receiver.register(flooded, again);
    receiver.register(
        quiet,
        (port, datagram) -> {
          whenQuietWasServed.set(floodedSoFar.get());
          served.countDown();
        });
    send(flooded, 1, flooded.localAddress());
    send(quiet, 1, quiet.localAddress());
    receiver.start();
    await(served);
    assertTrue(whenQuietWasServed.get() <= 128, "served after " + whenQuietWasServed);
  }

  @Test
  void shouldTickOnItsThreadWhenIdleAndWhenFlooded() throws Exception {
    for (boolean flood : new boolean[] {false, true}) {
      CountDownLatch ticks = new CountDownLatch(5);
      BlockingQueue<Thread> tickThreads = new LinkedBlockingQueue<>();
      Receiver receiver =
          receiver(
              Duration.ofMillis(1),
              () -> {
                tickThreads.add(Thread.currentThread());
                ticks.countDown();
              });
      DatagramPort port = port("127.0.0.1");
      receiver.register(
          port,
          (p, datagram) -> {
            try {
              p.send(datagram.payload(), p.localAddress());
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          });
      if (flood) {
        send(port, 1, port.localAddress());
      }
      receiver.start();
      await(ticks);
      assertEquals("receiver-test", tickThreads.take().getName());
      receiver.close();
    }
  }

  @Test
  void shouldReportAndGoOnWhenAHandlerOrTheTickThrows() throws Exception {
    CountDownLatch ticked = new CountDownLatch(2);
    AtomicInteger ticks = new AtomicInteger();
    Receiver receiver =
        receiver(
            Duration.ofMillis(1),
            () -> {
              ticked.countDown();
              if (ticks.getAndIncrement() == 0) {
                throw new IllegalStateException("tick");
              }
            });
    DatagramPort port = port("127.0.0.1");
    receiver.register(
        port,
        (p, datagram) -> {
          if (datagram.payload().getInt(0) == 1) {
            throw new AssertionError("handler");
          }
          record(p, datagram);
        });
    receiver.start();
    await(ticked);
    assertEquals("tick", failure().getMessage());
    send(port, 1, port.localAddress());
    send(port, 2, port.localAddress());
    assertEquals(2, next().value());
    assertEquals("handler", failure().getMessage());
  }

  private Throwable failure() throws InterruptedException {
    Throwable failure = listener.failures.poll(30, TimeUnit.SECONDS);
    assertNotNull(failure, "no failure was reported");
    return failure;
  }

  @Test
  void shouldPauseReportAndResumeWhenReadingFails() throws Exception {
    FailingPort failing = new FailingPort((ReadablePort) port("127.0.0.1"), 3);
    DatagramPort healthy = port("127.0.0.1");
    Receiver receiver = receiver(LONG, ReceiverTest::noTick);
    receiver.register(failing, this::record);
    receiver.register(healthy, this::record);
    send(failing, 5, failing.localAddress());
    receiver.start();
    assertEquals(5, next().value());
    assertEquals(3, listener.failures.size());
    assertEquals(
        List.of(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(4)), listener.pauses);
    send(healthy, 6, healthy.localAddress());
    assertEquals(6, next().value());
  }

  @Test
  void shouldOutliveAPeerThatIsNotListening() throws Exception {
    DatagramPort port = port("127.0.0.1");
    DatagramPort gone = port("127.0.0.1");
    gone.close();
    Receiver receiver = receiver(LONG, ReceiverTest::noTick);
    receiver.register(port, this::record);
    receiver.start();
    // The kernel answers each of these with ICMP port unreachable.
    for (int i = 0; i < 10; i++) {
      send(port, i, gone.localAddress());
    }
    send(port, 99, port.localAddress());
    assertEquals(99, next().value());
    assertTrue(listener.failures.isEmpty());
  }

  @Test
  void shouldCallNoHandlerAfterwardsWhenUnregistered() throws Exception {
    DatagramPort port = port("127.0.0.1");
    Receiver receiver = receiver(LONG, ReceiverTest::noTick);
    receiver.register(port, this::record);
    receiver.start();
    send(port, 1, port.localAddress());
    assertEquals(1, next().value());
    receiver.unregister(port);
    receiver.unregister(port);
    send(port, 2, port.localAddress());
    receiver.register(
        port,
        (p, datagram) ->
            arrivals.add(
                new Arrival(
                    -datagram.payload().getInt(),
                    datagram.source(),
                    0,
                    false,
                    0,
                    Thread.currentThread())));
    assertEquals(-2, next().value());
  }

  @Test
  void shouldFreeTheAddressWhenARegisteredPortIsClosed() throws Exception {
    Receiver receiver = receiver(LONG, ReceiverTest::noTick);
    receiver.start();
    InetSocketAddress address = port("127.0.0.1").localAddress();
    for (int i = 0; i < 50; i++) {
      opened.removeLast().close();
      DatagramPort port = DatagramPorts.open(address, options());
      opened.add(port);
      receiver.register(port, this::record);
      send(port, i, address);
      assertEquals(i, next().value());
    }
  }

  @Test
  void shouldFreeTheAddressWhenItsPortIsClosedByAHandler() throws Exception {
    Receiver receiver = receiver(LONG, ReceiverTest::noTick);
    receiver.start();
    DatagramPort port = port("127.0.0.1");
    send(port, 1, port.localAddress());
    send(port, 2, port.localAddress());
    receiver.register(
        port,
        (p, datagram) -> {
          p.close();
          record(p, datagram);
        });
    assertEquals(1, next().value());
    // Any later round will do.
    DatagramPort other = port("127.0.0.1");
    receiver.register(other, this::record);
    receiver.unregister(other);
    opened.add(DatagramPorts.open(port.localAddress(), options()));
    assertTrue(arrivals.isEmpty());
  }

  @Test
  void shouldEndItsThreadAndLetPortsGoWhenClosed() throws Exception {
    Receiver first = receiver(LONG, ReceiverTest::noTick);
    DatagramPort port = port("127.0.0.1");
    first.register(port, this::record);
    first.start();
    send(port, 1, port.localAddress());
    Thread thread = next().thread();
    first.close();
    first.close();
    assertFalse(thread.isAlive());
    assertThrows(IllegalStateException.class, () -> first.register(port, this::record));
    assertThrows(IllegalStateException.class, first::start);

    Receiver second = receiver(LONG, ReceiverTest::noTick);
    second.register(port, this::record);
    second.start();
    send(port, 2, port.localAddress());
    assertEquals(2, next().value());
  }

  @Test
  void shouldEndWithoutWaitingForItselfWhenClosedByAHandler() throws Exception {
    Receiver receiver = receiver(LONG, ReceiverTest::noTick);
    DatagramPort port = port("127.0.0.1");
    receiver.register(
        port,
        (p, datagram) -> {
          receiver.close();
          record(p, datagram);
        });
    receiver.start();
    send(port, 1, port.localAddress());
    Thread thread = next().thread();
    assertTrue(thread.join(Duration.ofSeconds(30)));
  }

  @Test
  void shouldCloseWithoutAThreadWhenNeverStarted() throws Exception {
    Receiver receiver = receiver(LONG, ReceiverTest::noTick);
    DatagramPort port = port("127.0.0.1");
    receiver.register(port, this::record);
    port.close();
    opened.add(DatagramPorts.open(port.localAddress(), options()));
    receiver.close();
    assertThrows(IllegalStateException.class, receiver::start);
  }

  @Test
  void shouldRefuseAPortWhenItHasAReceiverOrIsClosed() throws Exception {
    Receiver receiver = receiver(LONG, ReceiverTest::noTick);
    DatagramPort port = port("127.0.0.1");
    receiver.register(port, this::record);
    assertThrows(IllegalStateException.class, () -> receiver.register(port, this::record));
    Receiver other = receiver(LONG, ReceiverTest::noTick);
    assertThrows(IllegalStateException.class, () -> other.register(port, this::record));
    DatagramPort closed = port("127.0.0.1");
    closed.close();
    IOException e = assertThrows(IOException.class, () -> receiver.register(closed, this::record));
    assertTrue(String.valueOf(e.getMessage()).endsWith(": it is closed"), e.getMessage());
  }

  /**
   * A datagram's payload and source are objects that were there before. A round may cost some: the
   * JDK's selector one, the foreign calls a few where the compiler leaves them; and a round may be
   * as short as one datagram. What has not been compiled yet allocates more: so some stretch of
   * datagrams has to do, and not the first.
   */
  @Test
  void shouldAllocateLittleForARoundAndNothingForADatagramWhenTheSourceIsTheLast()
      throws Exception {
    var threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    DatagramPort port = port("127.0.0.1");
    Receiver receiver = receiver(LONG, ReceiverTest::noTick);
    int stretch = 5_000;
    long most = stamping == Stamping.KERNEL ? 160 : 64;
    Set<Received> datagrams = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<InetSocketAddress> sources = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<ByteBuffer> payloads = Collections.newSetFromMap(new IdentityHashMap<>());
    int stretches = 200;
    List<Long> allocated = new CopyOnWriteArrayList<>();
    CountDownLatch done = new CountDownLatch(1);
    receiver.register(
        port,
        new DatagramHandler() {
          private int count;
          private long before = Long.MAX_VALUE / 2;

          @Override
          public void onDatagram(DatagramPort p, Received datagram) {
            if (count < stretch) {
              datagrams.add(datagram);
              sources.add(datagram.source());
              payloads.add(datagram.payload());
            }
            if (++count % stretch == 0) {
              long now = threads.getCurrentThreadAllocatedBytes();
              if (now - before < most * stretch && now >= before) {
                done.countDown();
                return;
              }
              allocated.add((now - before) / stretch);
              if (allocated.size() == stretches) {
                return;
              }
              before = threads.getCurrentThreadAllocatedBytes();
            }
            try {
              p.send(datagram.payload(), p.localAddress());
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          }
        });
    receiver.start();
    send(port, 1, port.localAddress());
    assertTrue(
        done.await(30, TimeUnit.SECONDS), () -> "bytes a datagram, by stretch: " + allocated);
    assertEquals(1, datagrams.size());
    assertEquals(1, sources.size());
    assertEquals(1, payloads.size());
  }
}
