package io.netsonde.netio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Echoes over the loopback; {@link IcmpPortsIT} has them between hosts and without privileges. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class IcmpPortsTest {
  private static final PortOptions OPTIONS = PortOptions.DEFAULT.withHopLimit(33);

  private record Arrival(int sequence, long data, long kernelNanos, int hopLimit) {}

  private record Sent(long key, long nanos) {}

  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final BlockingQueue<Sent> stamps = new LinkedBlockingQueue<>();

  private final DatagramHandler handler =
      new DatagramHandler() {
        @Override
        public void onDatagram(DatagramPort port, Received datagram) {
          ByteBuffer message = datagram.payload();
          arrivals.add(
              new Arrival(
                  IcmpEcho.sequence(message),
                  message.getLong(IcmpEcho.HEADER_BYTES),
                  datagram.isStamped() ? datagram.kernelNanos() : -1,
                  datagram.hopLimit()));
        }

        @Override
        public void onSendStamp(DatagramPort port, long key, long nanos, long epochNanos) {
          stamps.add(new Sent(key, nanos));
        }
      };

  private static DatagramPort open(InetAddress target, boolean raw) {
    try {
      return raw ? IcmpPorts.openRaw(target, OPTIONS) : IcmpPorts.openFor(target, OPTIONS);
    } catch (IOException e) {
      String line = "netsonde: skipped: " + e.getMessage();
      System.err.println(line);
      return abort(line);
    }
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(30, TimeUnit.SECONDS);
    assertNotNull(next, "nothing came");
    return next;
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, true", "127.0.0.1, false", "::1, true", "::1, false"})
  void shouldStampEachEchoWhenItLeavesAndWhenItsReplyArrives(String host, boolean raw)
      throws Exception {
    InetAddress target = InetAddress.ofLiteral(host);
    boolean ipv6 = host.contains(":");
    try (DatagramPort other = open(target, raw);
        DatagramPort port = open(target, raw);
        Receiver receiver =
            Receiver.open(
                Stamping.KERNEL,
                "icmp-ports-test",
                new RecordingListener(),
                Work.every(Duration.ofHours(1), () -> {}))) {
      receiver.register(port, handler);
      receiver.start();
      InetSocketAddress address = new InetSocketAddress(target, 0);
      for (int i = 0; i < 100; i++) {
        ByteBuffer message = ByteBuffer.allocate(56);
        // Another port's replies don't come here.
        IcmpEcho.putRequest(message, ipv6, 40_000);
        other.send(message.rewind(), address);
        IcmpEcho.putRequest(message.clear(), ipv6, i);
        message.putLong(i * 7L).rewind();
        long before = System.nanoTime();
        long key = port.send(message, address);
        Sent sent = next(stamps);
        Arrival arrival = next(arrivals);
        assertEquals(key, sent.key());
        assertEquals(i, arrival.sequence());
        assertEquals(i * 7L, arrival.data());
        assertTrue(arrival.hopLimit() > 33, "the reply has the system's hop limit");
        // Both clocks are read to about 100 ns of each other.
        assertTrue(sent.nanos() >= before - 1_000, "left before it was sent");
        assertTrue(arrival.kernelNanos() >= sent.nanos() - 1_000, "arrived before it left");
      }
      assertTrue(arrivals.isEmpty());
      assertEquals(0, receiver.discardedStamps());
    }
  }
}
