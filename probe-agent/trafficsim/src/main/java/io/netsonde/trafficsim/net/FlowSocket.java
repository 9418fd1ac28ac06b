package io.netsonde.trafficsim.net;

import io.netsonde.measurement.trace.Flow5Tuple;
import io.netsonde.measurement.trace.TraceProtocol;
import io.netsonde.netio.DatagramHandler;
import io.netsonde.netio.DatagramPort;
import io.netsonde.netio.DatagramPorts;
import io.netsonde.netio.DeadlineHeap;
import io.netsonde.netio.IcmpError;
import io.netsonde.netio.LoopClock;
import io.netsonde.netio.MachineLoop;
import io.netsonde.netio.PortOptions;
import io.netsonde.netio.Received;
import io.netsonde.trafficsim.sender.FlowSender;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A flow with its source port, which is opened when the target is known. */
final class FlowSocket extends DeadlineHeap.Entry implements DatagramHandler {
  final RunningProbe probe;
  final FlowSender flow;
  private final PortOptions options;
  private final Consumer<FlowSocket> heard;
  private @Nullable DatagramPort port;
  private Optional<Way> openedBy = Optional.empty();
  private boolean hasBeenOpen;
  private @Nullable IOException trouble;

  /**
   * A flow without a port.
   *
   * @param heard told, on the loop's thread, when something came that may make more due
   */
  FlowSocket(RunningProbe probe, FlowSender flow, PortOptions options, Consumer<FlowSocket> heard) {
    this.probe = probe;
    this.flow = flow;
    this.options = options;
    this.heard = heard;
  }

  /**
   * Makes sure of a port that can send to the target. The one it has is kept where it can, since a
   * new source port may take another path.
   *
   * @param way the network interface to send by; empty: as the system routes
   * @return whether packets come from another address than before
   */
  boolean openFor(InetSocketAddress target, Optional<Way> way, MachineLoop<FlowSocket> loop) {
    DatagramPort current = port;
    if (current != null && isSameFamily(current.localAddress(), target) && way.equals(openedBy)) {
      return false;
    }
    close();
    try {
      DatagramPort opened =
          way.isPresent()
              ? DatagramPorts.open(
                  new InetSocketAddress(way.get().source(), 0), way.get().applyTo(options))
              : DatagramPorts.openFor(target, options);
      loop.register(opened, this);
      port = opened;
      openedBy = way;
      probe.listener().flowOpened(probe.sockets.indexOf(this), opened.localAddress());
    } catch (IOException e) {
      failed(e);
    }
    boolean moved = hasBeenOpen;
    hasBeenOpen |= port != null;
    return moved;
  }

  void close() {
    if (port != null) {
      port.close();
      port = null;
    }
  }

  /**
   * Has ICMP errors about what it sends come to its handler from now on; and says from where to
   * where it sends. Empty where it does not send now.
   *
   * @throws IOException if its socket cannot tell of them
   */
  Optional<Flow5Tuple> watchPath() throws IOException {
    InetSocketAddress target = probe.target();
    DatagramPort from = port;
    if (target == null || from == null) {
      return Optional.empty();
    }
    from.enableErrors();
    InetSocketAddress source = DatagramPorts.sourceOf(from, target);
    return Optional.of(
        new Flow5Tuple(
            TraceProtocol.TRAFFICSIM,
            source.getAddress(),
            source.getPort(),
            target.getAddress(),
            target.getPort()));
  }

  @Override
  public void onDatagram(DatagramPort from, Received datagram) {
    flow.onPacket(
        datagram.payload(),
        datagram.nanos(),
        datagram.epochNanos(),
        datagram.isStamped() ? datagram.kernelNanos() : FlowSender.NO_STAMP);
    heard.accept(this);
  }

  @Override
  public void onSendStamp(DatagramPort from, long key, long nanos, long epochNanos) {
    flow.onSendStamp(key, nanos, epochNanos);
  }

  @Override
  public void onError(DatagramPort from, IcmpError error) {
    if (flow.isTracing()) {
      IcmpAnswers.of(error).ifPresent(answer -> flow.onError(error.quote(), answer));
      heard.accept(this);
    }
  }

  /** Sends all that is due; the clock is read anew before each, so that stamps are true. */
  void pump(LoopClock clock, ByteBuffer out) {
    while (true) {
      out.clear();
      if (flow.poll(clock.nanoTime(), clock.epochNanos(), out) == 0) {
        return;
      }
      out.flip();
      send(out);
    }
  }

  private void send(ByteBuffer out) {
    InetSocketAddress target = probe.target();
    DatagramPort from = port;
    if (target == null) {
      flow.unaddressed();
      return;
    }
    if (from == null) {
      flow.sendFailed();
      return;
    }
    try {
      int hops = flow.hopLimit();
      long key = hops == 0 ? from.send(out, target) : from.send(out, target, hops);
      if (key != DatagramPort.NO_KEY) {
        flow.sent(key);
      }
      if (trouble != null) {
        trouble = null;
        probe.listener().networkRecovered(from.localAddress());
      }
    } catch (IOException e) {
      flow.sendFailed();
      failed(e);
    }
  }

  private void failed(IOException e) {
    if (trouble == null) {
      probe.listener().networkFailed(e);
    }
    trouble = e;
    probe.hurry();
  }

  private static boolean isSameFamily(InetSocketAddress a, InetSocketAddress b) {
    return a.getAddress().getClass() == b.getAddress().getClass();
  }
}
