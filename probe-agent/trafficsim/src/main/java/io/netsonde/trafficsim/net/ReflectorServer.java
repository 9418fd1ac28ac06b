package io.netsonde.trafficsim.net;

import io.netsonde.measurement.TimestampSource;
import io.netsonde.netio.DatagramHandler;
import io.netsonde.netio.DatagramPort;
import io.netsonde.netio.DatagramPorts;
import io.netsonde.netio.IcmpError;
import io.netsonde.netio.LoopClock;
import io.netsonde.netio.PortOptions;
import io.netsonde.netio.Received;
import io.netsonde.netio.Receiver;
import io.netsonde.netio.ReceiverListener;
import io.netsonde.netio.Stamping;
import io.netsonde.trafficsim.reflector.Reflector;
import io.netsonde.trafficsim.wire.PacketCodec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * Gives a {@link Reflector} a socket and a thread: it alone receives, answers and keeps time.
 *
 * <p>Life: {@link #open} binds, {@link #start} works once, {@link #close} any number of times.
 */
public final class ReflectorServer implements AutoCloseable {
  private static final int BUFFER_BYTES = 4 << 20;

  private final Reflector reflector;
  private final DatagramPort port;
  private final Receiver receiver;
  private final LoopClock clock = LoopClock.SYSTEM;
  private boolean hearsErrors;
  private final ByteBuffer out = ByteBuffer.allocateDirect(PacketCodec.MAX_LENGTH);

  private ReflectorServer(
      Stamping stamping, Reflector reflector, DatagramPort port, ReceiverListener listener)
      throws IOException {
    this.reflector = reflector;
    this.port = port;
    this.receiver = Receiver.open(stamping, "netsonde-reflector", listener, this::work);
    receiver.register(port, new Ear());
    if (stamping == Stamping.KERNEL) {
      reflector.offerTraces(this::localFor);
    }
  }

  /**
   * Binds the address, without answering yet.
   *
   * @throws IOException if it cannot be bound; the message says which and what to do
   */
  public static ReflectorServer open(
      Stamping stamping, Reflector reflector, InetSocketAddress address, ReceiverListener listener)
      throws IOException {
    PortOptions options =
        PortOptions.DEFAULT.withStamping(stamping).withBuffers(BUFFER_BYTES, BUFFER_BYTES);
    DatagramPort port = DatagramPorts.open(address, options);
    try {
      return new ReflectorServer(stamping, reflector, port, listener);
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

  /** Requests that the kernel dropped because this process could not keep up. */
  public long drops() {
    return receiver.drops();
  }

  /** Stamps of the kernel's that contradicted other clocks and were not used. */
  public long discardedStamps() {
    return receiver.discardedStamps();
  }

  /** Ends the thread, frees the address and publishes what was not published yet. */
  @Override
  public void close() {
    port.close();
    receiver.close();
    reflector.flush();
  }

  private void onDatagram(DatagramPort from, Received datagram) {
    InetSocketAddress source = datagram.source();
    long nanos = datagram.arrivalNanos();
    out.clear();
    TimestampSource stamps =
        datagram.isStamped() ? TimestampSource.KERNEL : TimestampSource.PROCESS;
    if (reflector.onPacket(
            datagram.payload(), source, nanos, datagram.arrivalEpochNanos(), stamps, out)
        == 0) {
      return;
    }
    reflector.seal(out, clock.nanoTime() - nanos);
    try {
      long key = from.sendSoon(out, source);
      if (key != DatagramPort.NO_KEY) {
        reflector.sent(key);
      }
    } catch (IOException e) {
      // The network refuses to send it: to the client it is a packet lost on its way back.
    }
  }

  /** Sends what traces have to send now. */
  private void sendProbes() {
    while (reflector.pollProbe(clock.nanoTime(), clock.epochNanos(), out) > 0) {
      try {
        if (!hearsErrors) {
          // Not before the first trace: clients that went away would cause many.
          port.enableErrors();
          hearsErrors = true;
        }
        reflector.probeSent(port.send(out, reflector.probeTarget(), reflector.probeHopLimit()));
      } catch (IOException e) {
        reflector.probeFailed();
      }
    }
  }

  private InetSocketAddress localFor(InetSocketAddress target) {
    try {
      return DatagramPorts.sourceOf(port, target);
    } catch (IOException e) {
      return port.localAddress(); // no route any more
    }
  }

  private long work(long nowNanos) {
    reflector.onTimeout(nowNanos);
    sendProbes();
    return reflector.nextDeadlineNanos();
  }

  /** What the socket hears. */
  private final class Ear implements DatagramHandler {
    @Override
    public void onDatagram(DatagramPort port, Received datagram) {
      ReflectorServer.this.onDatagram(port, datagram);
      if (reflector.isStirred()) {
        sendProbes();
      }
    }

    @Override
    public void onError(DatagramPort port, IcmpError error) {
      IcmpAnswers.of(error)
          .ifPresent(answer -> reflector.onError(error.target(), error.quote(), answer));
      if (reflector.isStirred()) {
        sendProbes();
      }
    }

    @Override
    public void onSendStamp(DatagramPort port, long key, long nanos, long epochNanos) {
      reflector.onSendStamp(key, nanos);
    }
  }
}
