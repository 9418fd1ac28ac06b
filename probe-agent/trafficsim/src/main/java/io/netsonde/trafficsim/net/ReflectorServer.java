package io.netsonde.trafficsim.net;

import io.netsonde.measurement.TimestampSource;
import io.netsonde.netio.DatagramPort;
import io.netsonde.netio.DatagramPorts;
import io.netsonde.netio.PortOptions;
import io.netsonde.netio.Receiver;
import io.netsonde.netio.ReceiverListener;
import io.netsonde.trafficsim.reflector.Reflector;
import io.netsonde.trafficsim.wire.PacketCodec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives a {@link Reflector} a socket and a thread: it alone receives, answers and keeps time.
 *
 * <p>Life: {@link #open} binds, {@link #start} works once, {@link #close} any number of times.
 */
public final class ReflectorServer implements AutoCloseable {
  /** Sessions expire and activity is published with this precision. */
  private static final Duration TICK = Duration.ofMillis(100);

  private static final int BUFFER_BYTES = 4 << 20;

  private final Reflector reflector;
  private final DatagramPort port;
  private final Receiver receiver;
  private final LoopClock clock = LoopClock.SYSTEM;
  private final ByteBuffer out = ByteBuffer.allocateDirect(PacketCodec.MAX_LENGTH);
  private final AtomicLong unsent = new AtomicLong();

  private ReflectorServer(Reflector reflector, DatagramPort port, ReceiverListener listener)
      throws IOException {
    this.reflector = reflector;
    this.port = port;
    this.receiver = Receiver.open("netsonde-reflector", listener, TICK, this::tick);
    receiver.register(port, this::onDatagram);
  }

  /**
   * Binds the address, without answering yet.
   *
   * @throws IOException if it cannot be bound; the message says which and what to do
   */
  public static ReflectorServer open(
      Reflector reflector, InetSocketAddress address, ReceiverListener listener)
      throws IOException {
    DatagramPort port =
        DatagramPorts.open(address, PortOptions.DEFAULT.withBuffers(BUFFER_BYTES, BUFFER_BYTES));
    try {
      return new ReflectorServer(reflector, port, listener);
    } catch (IOException | RuntimeException e) {
      port.close();
      throw e;
    }
  }

  public void start() {
    receiver.start();
  }

  /** Where it listens; the port is never 0. */
  public InetSocketAddress address() {
    return port.localAddress();
  }

  /** Answers that the network refused to send. */
  public long unsent() {
    return unsent.get();
  }

  /** Ends the thread, frees the address and publishes what was not published yet. */
  @Override
  public void close() {
    port.close();
    receiver.close();
    reflector.flush();
  }

  private void onDatagram(
      DatagramPort from,
      ByteBuffer payload,
      InetSocketAddress source,
      long nanos,
      long epochNanos,
      TimestampSource stamps) {
    out.clear();
    if (reflector.onPacket(payload, source, nanos, epochNanos, stamps, out) == 0) {
      return;
    }
    reflector.seal(out, clock.nanoTime() - nanos);
    try {
      from.send(out, source);
    } catch (IOException e) {
      unsent.incrementAndGet(); // To the client it is a packet lost on its way back.
    }
  }

  private void tick() {
    reflector.onTimeout(clock.nanoTime());
  }
}
