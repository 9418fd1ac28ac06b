package io.netsonde.ping.net;

import io.netsonde.measurement.MeasurementSink;
import io.netsonde.netio.DatagramHandler;
import io.netsonde.netio.DatagramPort;
import io.netsonde.netio.IcmpEcho;
import io.netsonde.netio.IcmpError;
import io.netsonde.netio.IcmpPorts;
import io.netsonde.netio.LoopClock;
import io.netsonde.netio.MachineLoop;
import io.netsonde.netio.PortOptions;
import io.netsonde.netio.Received;
import io.netsonde.netio.ReceiverListener;
import io.netsonde.netio.Stamping;
import io.netsonde.ping.EchoSender;
import io.netsonde.ping.EchoSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends echoes to any number of targets, each from a socket of its own.
 *
 * <p>Threads: one, the loop's, owns all state machines: it takes what arrived, sends what is due,
 * and sleeps until the next deadline. Names are resolved on virtual threads. All methods here may
 * be called from any thread.
 *
 * <p>Life: {@link #start} once; {@link #stop} lets every target finish what it has begun; {@link
 * #close} ends at once, any number of times.
 */
public final class EchoLoop implements AutoCloseable {
  private final LoopClock clock = LoopClock.SYSTEM;
  private final SecureRandom random = new SecureRandom();
  private final MachineLoop<RunningEcho> loop;
  private volatile EchoTotals totals = EchoTotals.NONE;

  // Owned by the loop's thread.
  private final Set<RunningEcho> targets = new LinkedHashSet<>();
  private final ByteBuffer out =
      ByteBuffer.allocateDirect(IcmpEcho.HEADER_BYTES + EchoSettings.MAX_SIZE);
  private EchoTotals endedTotals = EchoTotals.NONE;
  private boolean stopping;

  /**
   * A loop that has not started.
   *
   * @throws IOException if this process may not send echoes, or the system has no means to wait for
   *     sockets left; the message says what to do
   */
  public EchoLoop(ReceiverListener receiverListener) throws IOException {
    requirePermission();
    this.loop = MachineLoop.open(Stamping.KERNEL, "netsonde-ping", receiverListener, new Echoes());
  }

  /**
   * What serves one family serves the other: which of them this host has shows with the targets.
   */
  public static void requirePermission() throws IOException {
    IcmpPorts.open(InetAddress.ofLiteral("0.0.0.0"), PortOptions.DEFAULT).close();
  }

  /**
   * Checks that echoes to the address would measure one host. Of a running target the listener
   * hears the same as a failure of the network.
   *
   * @throws IOException saying what the address is and what to do
   */
  public static void requireOneHost(InetAddress address) throws IOException {
    Optional<IOException> refusal = OneHost.refusal(address);
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }

  /** Starts the thread. */
  public void start() {
    loop.start();
  }

  /**
   * Begins to measure: resolves the name, opens a socket and starts. What goes wrong, the listener
   * hears.
   *
   * @param sink called on the loop's thread
   */
  public void add(EchoTarget target, MeasurementSink sink, EchoLoopListener listener) {
    RunningEcho running = new RunningEcho(target, random, sink, listener);
    loop.command(
        () -> {
          targets.add(running);
          if (stopping) {
            finish(running);
          }
        });
    lookUp(running);
  }

  private void lookUp(RunningEcho running) {
    Thread.ofVirtual()
        .name("netsonde-resolve")
        .start(
            () -> {
              @Nullable InetAddress found = running.lookUp();
              Optional<IOException> refusal = Optional.ofNullable(found).flatMap(OneHost::refusal);
              loop.command(() -> onResolved(running, found, refusal));
            });
  }

  /** A target that nobody knows, or that has fallen silent, may be found or have moved by now. */
  private void lookUpAgain() {
    long nowNanos = clock.nanoTime();
    for (RunningEcho running : targets) {
      if (running.beginLookUp(nowNanos)) {
        lookUp(running);
      }
    }
  }

  private void onResolved(
      RunningEcho running, @Nullable InetAddress found, Optional<IOException> refusal) {
    if (!targets.contains(running)) {
      return;
    }
    running.resolved(clock.nanoTime(), found, refusal, loop, new Ear(running));
    if (!running.isStarted()) {
      running.start(clock.nanoTime(), clock.epochNanos());
    }
    pump(running);
  }

  /** No further requests; every target finishes what it has begun. */
  public void stop() {
    loop.command(
        () -> {
          stopping = true;
          for (RunningEcho running : List.copyOf(targets)) {
            running.sender.stop();
            if (running.isStarted()) {
              pump(running);
            } else {
              finish(running);
            }
          }
        });
  }

  /**
   * Whether the loop can still measure.
   *
   * @throws IllegalStateException if a defect has ended it
   */
  public void requireAlive() {
    loop.requireAlive();
  }

  /** Waits until every target is done after {@link #stop}; says whether it is so. */
  public boolean awaitDone(Duration limit) throws InterruptedException {
    return loop.awaitDone(limit);
  }

  /** What befell the measuring itself so far, not older than a second. */
  public EchoTotals totals() {
    return totals.withLoop(loop.drops(), loop.discardedStamps());
  }

  @Override
  public void close() {
    loop.close();
    targets.forEach(RunningEcho::close);
  }

  private void sumTotals() {
    EchoTotals sums = endedTotals;
    for (RunningEcho running : targets) {
      sums = sums.plus(running.sender);
    }
    totals = sums;
  }

  private void pump(RunningEcho running) {
    if (!running.isRunning()) {
      return;
    }
    running.pump(clock, out);
    loop.due(running, running.sender.nextDeadlineNanos());
    if (running.sender.isDone()) {
      finish(running);
    }
  }

  private void finish(RunningEcho running) {
    if (!targets.remove(running)) {
      return;
    }
    endedTotals = endedTotals.plus(running.sender);
    sumTotals();
    loop.remove(running);
    running.finish();
    running.listener().finished();
  }

  private final class Echoes implements MachineLoop.Machines<RunningEcho> {
    @Override
    public void pump(RunningEcho due) {
      EchoLoop.this.pump(due);
    }

    @Override
    public void refresh() {
      sumTotals();
      lookUpAgain();
    }

    @Override
    public boolean isDone() {
      return stopping && targets.isEmpty();
    }
  }

  /** What a target's socket hears. */
  private final class Ear implements DatagramHandler {
    private final RunningEcho running;

    Ear(RunningEcho running) {
      this.running = running;
    }

    @Override
    public void onDatagram(DatagramPort port, Received datagram) {
      running.sender.onReply(
          datagram.payload(),
          running.isIpv6(),
          datagram.nanos(),
          datagram.epochNanos(),
          datagram.isStamped() ? datagram.kernelNanos() : EchoSender.NO_STAMP);
      pump(running);
    }

    @Override
    public void onSendStamp(DatagramPort port, long key, long nanos, long epochNanos) {
      running.sender.onSendStamp(key, nanos, epochNanos);
    }

    @Override
    public void onError(DatagramPort port, IcmpError error) {
      if (running.isOwn(error.quote(), error.isIpv6())) {
        running.sender.onError(error, clock.epochNanos());
        pump(running);
      }
    }
  }
}
