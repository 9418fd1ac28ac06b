package io.netsonde.ping.net;

import io.netsonde.measurement.MeasurementSink;
import io.netsonde.netio.DatagramHandler;
import io.netsonde.netio.DatagramPort;
import io.netsonde.netio.DeadlineHeap;
import io.netsonde.netio.IcmpEcho;
import io.netsonde.netio.IcmpPorts;
import io.netsonde.netio.LoopClock;
import io.netsonde.netio.MachineLoop;
import io.netsonde.ping.EchoSender;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A target in a loop, with its socket, which is opened when the address is known. */
final class RunningEcho extends DeadlineHeap.Entry {
  private static final long LOOK_UP_NANOS = 10_000_000_000L;

  final EchoSender sender;
  private final EchoTarget target;
  private final EchoLoopListener listener;
  private @Nullable DatagramPort port;
  private @Nullable InetSocketAddress address;
  private @Nullable IOException trouble;
  private boolean started;
  private boolean finished;
  private boolean unresolved;
  private boolean isLookingUp = true;
  private long lookedUpNanos;

  /** A target that has neither a socket nor an address yet, and whose name is being looked up. */
  RunningEcho(
      EchoTarget target, RandomGenerator random, MeasurementSink sink, EchoLoopListener listener) {
    this.target = target;
    this.listener = listener;
    this.sender = new EchoSender(target.settings(), target.phaseNanos(), random, sink, listener);
  }

  /** Asks for the target's address. May take a while; any thread. */
  @Nullable InetAddress lookUp() {
    return target.names().resolve(target.settings().address());
  }

  /**
   * Whether the name has to be looked up again: there is nowhere to send to, or nobody answers, and
   * the last look-up was some time ago.
   */
  boolean beginLookUp(long nowNanos) {
    boolean isWanted = port == null || sender.isUnanswered();
    boolean begins = isWanted && !isLookingUp && nowNanos - lookedUpNanos >= LOOK_UP_NANOS;
    isLookingUp |= begins;
    return begins;
  }

  EchoLoopListener listener() {
    return listener;
  }

  boolean isStarted() {
    return started;
  }

  /** Whether it has started and not finished: what trails in afterwards is nobody's. */
  boolean isRunning() {
    return started && !finished;
  }

  void start(long nowNanos, long epochNanos) {
    started = true;
    sender.start(nowNanos, epochNanos);
  }

  void finish() {
    finished = true;
    close();
  }

  /**
   * Takes what the name resolves to, null for nothing.
   *
   * @param refusal why nothing is sent there
   */
  void resolved(
      long nowNanos,
      @Nullable InetAddress found,
      Optional<IOException> refusal,
      MachineLoop<RunningEcho> loop,
      DatagramHandler handler) {
    isLookingUp = false;
    lookedUpNanos = nowNanos;
    if (found == null) {
      if (!unresolved) {
        listener.unresolved(target.settings().address());
      }
      unresolved = true;
      return;
    }
    boolean changed = address == null || !found.equals(address.getAddress());
    if (unresolved || changed) {
      listener.resolved(found);
    }
    unresolved = false;
    if (changed) {
      address = new InetSocketAddress(found, 0);
    }
    if (refusal.isPresent()) {
      close();
      failed(refusal.get());
    } else {
      open(found, loop, handler);
    }
  }

  /** Makes sure of a socket for that address's family; the one it has is kept where it can. */
  private void open(InetAddress found, MachineLoop<RunningEcho> loop, DatagramHandler handler) {
    if (port != null && port.localAddress().getAddress().getClass() == found.getClass()) {
      return;
    }
    close();
    try {
      DatagramPort opened = IcmpPorts.openFor(found, target.portOptions());
      loop.register(opened, handler);
      port = opened;
    } catch (IOException e) {
      failed(e);
    }
  }

  void close() {
    if (port != null) {
      port.close();
      port = null;
    }
  }

  boolean isIpv6() {
    return address != null && address.getAddress() instanceof Inet6Address;
  }

  /** Whether an error that came is about a request of this socket. */
  boolean isOwn(ByteBuffer quote, boolean ipv6) {
    DatagramPort current = port;
    return current != null
        && IcmpEcho.isRequest(quote, ipv6)
        && IcmpEcho.identifier(quote) == current.localAddress().getPort();
  }

  /** Sends all that is due; the clocks are read anew before each, so that stamps are true. */
  void pump(LoopClock clock, ByteBuffer out) {
    while (true) {
      out.clear();
      if (sender.poll(clock.nanoTime(), clock.epochNanos(), isIpv6(), out) == 0) {
        return;
      }
      send(out.flip(), clock);
    }
  }

  private void send(ByteBuffer out, LoopClock clock) {
    InetSocketAddress to = address;
    DatagramPort from = port;
    if (to == null) {
      sender.unaddressed(clock.epochNanos());
      return;
    }
    if (from == null) {
      sender.sendFailed(clock.epochNanos());
      return;
    }
    try {
      sender.sent(from.send(out, to));
      if (trouble != null) {
        trouble = null;
        listener.networkRecovered();
      }
    } catch (IOException e) {
      failed(e);
      sender.sendFailed(clock.epochNanos());
    }
  }

  private void failed(IOException e) {
    if (trouble == null) {
      listener.networkFailed(e);
    }
    trouble = e;
  }
}
