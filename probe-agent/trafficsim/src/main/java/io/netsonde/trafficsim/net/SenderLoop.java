package io.netsonde.trafficsim.net;

import io.netsonde.measurement.MeasurementSink;
import io.netsonde.netio.PortOptions;
import io.netsonde.netio.Receiver;
import io.netsonde.netio.ReceiverListener;
import io.netsonde.netio.Uninterruptibly;
import io.netsonde.trafficsim.sender.FlowSender;
import io.netsonde.trafficsim.sender.ProbeSettings;
import io.netsonde.trafficsim.wire.PacketCodec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Drives any number of probes.
 *
 * <p>Threads: the receiver's thread stamps what arrives and puts it into a bounded queue; the
 * pacing thread, and it alone, owns all state machines: it takes what arrived, sends what is due,
 * and sleeps until the next deadline. Names are resolved on virtual threads. All methods here may
 * be called from any thread.
 *
 * <p>Life: {@link #start} once; {@link #stop} lets every probe finish what it has begun; {@link
 * #close} ends at once, any number of times.
 */
public final class SenderLoop implements AutoCloseable {
  private static final int QUEUE_CAPACITY = 65_536;
  private static final Duration TICK = Duration.ofSeconds(1);

  private record Arrival(FlowSocket socket, ByteBuffer payload, long nanos, long epochNanos) {}

  private final LoopClock clock = LoopClock.SYSTEM;
  private final NameResolution names;
  private final SecureRandom sessionIds = new SecureRandom();
  private final Receiver receiver;
  private final Thread pacer = Thread.ofPlatform().name("netsonde-sender").unstarted(this::run);
  private final ArrayBlockingQueue<Arrival> arrivals = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
  private final ConcurrentLinkedQueue<Runnable> commands = new ConcurrentLinkedQueue<>();
  private final AtomicLong overflow = new AtomicLong();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean closed;
  private volatile @Nullable Throwable defect;

  // Owned by the pacing thread.
  private final DeadlineHeap<FlowSocket> deadlines = new DeadlineHeap<>();
  private final List<RunningProbe> probes = new ArrayList<>();
  private final ByteBuffer out = ByteBuffer.allocateDirect(PacketCodec.MAX_LENGTH);
  private boolean stopping;

  /**
   * A loop that has not started.
   *
   * @throws IOException if the system has no means to wait for sockets left
   */
  public SenderLoop(NameResolution names, ReceiverListener receiverListener) throws IOException {
    this.names = names;
    this.receiver = Receiver.open("netsonde-sender-receive", receiverListener, TICK, () -> {});
    pacer.setDaemon(true);
  }

  /** Starts both threads. */
  public void start() {
    receiver.start();
    pacer.start();
  }

  /**
   * Begins to measure: resolves the name, opens a source port for each flow and starts. What goes
   * wrong, the listener hears.
   *
   * @param dscp 0 to 63, for every packet sent
   * @param originNanos a time on the monotonic clock at which a packet would be due
   * @param sink called on the pacing thread
   */
  public void add(
      ProbeSettings settings,
      int dscp,
      long originNanos,
      MeasurementSink sink,
      SenderListener listener) {
    RunningProbe running =
        new RunningProbe(settings, sessionIds, originNanos, sink, listener, this::lookUp);
    for (FlowSender flow : running.probe.flows()) {
      running.sockets.add(new FlowSocket(running, flow, PortOptions.DEFAULT.withDscp(dscp)));
    }
    command(
        () -> {
          probes.add(running);
          if (stopping) {
            finish(running);
          }
        });
    lookUp(running);
  }

  private void lookUp(RunningProbe running) {
    String host = running.probe.path().address();
    int port = running.probe.path().port();
    Thread.ofVirtual()
        .name("netsonde-resolve")
        .start(
            () -> {
              @Nullable InetSocketAddress address = names.resolve(host, port);
              command(() -> onResolved(running, address));
            });
  }

  /** No further DATA; every probe finishes what it has begun. */
  public void stop() {
    command(
        () -> {
          stopping = true;
          for (RunningProbe running : List.copyOf(probes)) {
            running.probe.stop();
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
    Throwable cause = defect;
    if (cause != null) {
      throw new IllegalStateException(
          "a defect has ended all measuring, please report it: " + cause, cause);
    }
  }

  /** Waits until every probe is done after {@link #stop}; says whether it is so. */
  public boolean awaitDone(Duration limit) throws InterruptedException {
    return ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Answers dropped because the pacing thread could not keep up. */
  public long overflow() {
    return overflow.get();
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(pacer);
    // Before the receiver: the pacing thread may be about to register a socket there.
    if (!Thread.currentThread().equals(pacer) && pacer.getState() != Thread.State.NEW) {
      Uninterruptibly.join(pacer);
    }
    receiver.close();
    probes.forEach(running -> running.sockets.forEach(FlowSocket::close));
  }

  private void onDatagram(FlowSocket socket, ByteBuffer payload, long nanos, long epochNanos) {
    ByteBuffer copy = ByteBuffer.allocate(payload.remaining()).put(payload).flip();
    if (arrivals.offer(new Arrival(socket, copy, nanos, epochNanos))) {
      LockSupport.unpark(pacer);
    } else {
      overflow.incrementAndGet();
    }
  }

  private void command(Runnable command) {
    commands.add(command);
    LockSupport.unpark(pacer);
  }

  private void run() {
    try {
      while (!closed && !isOver()) {
        takeCommands();
        takeArrivals();
        long now = clock.nanoTime();
        while (!closed && !deadlines.isEmpty() && deadlines.first().deadlineNanos() - now <= 0) {
          pump(deadlines.first());
          takeArrivals();
        }
        park();
      }
    } catch (RuntimeException | Error e) {
      defect = e;
    } finally {
      ended.countDown();
    }
  }

  private boolean isOver() {
    return stopping && commands.isEmpty() && probes.isEmpty();
  }

  private void park() {
    if (!arrivals.isEmpty() || !commands.isEmpty()) {
      return;
    }
    long sleep =
        deadlines.isEmpty() ? TICK.toNanos() : deadlines.first().deadlineNanos() - clock.nanoTime();
    if (sleep > 0) {
      LockSupport.parkNanos(this, Math.min(sleep, TICK.toNanos()));
    }
  }

  private void takeCommands() {
    Runnable command;
    while ((command = commands.poll()) != null) {
      command.run();
    }
  }

  private void takeArrivals() {
    Arrival arrival;
    while ((arrival = arrivals.poll()) != null) {
      FlowSocket socket = arrival.socket;
      socket.flow.onPacket(arrival.payload, arrival.nanos, arrival.epochNanos, FlowSender.NO_STAMP);
      pump(socket);
    }
  }

  private void onResolved(RunningProbe running, @Nullable InetSocketAddress address) {
    if (!probes.contains(running)) {
      return;
    }
    if (running.resolved(address) && address != null) {
      for (FlowSocket socket : running.sockets) {
        openFor(address, socket);
        socket.flow.targetChanged(clock.nanoTime());
      }
    }
    if (!running.isStarted()) {
      running.start(clock);
    }
    pump(running);
  }

  private void openFor(InetSocketAddress target, FlowSocket socket) {
    socket.openFor(
        target,
        receiver,
        (from, payload, source, nanos, epochNanos, stamps) ->
            onDatagram(socket, payload, nanos, epochNanos));
  }

  private void pump(RunningProbe running) {
    running.sockets.forEach(this::pump);
  }

  private void pump(FlowSocket socket) {
    if (!socket.probe.isRunning()) {
      return;
    }
    socket.pump(clock, out);
    deadlines.update(socket, socket.flow.nextDeadlineNanos());
    if (socket.flow.isDone() && socket.probe.probe.isDone()) {
      finish(socket.probe);
    }
  }

  private void finish(RunningProbe running) {
    if (!probes.remove(running)) {
      return;
    }
    running.finish();
    for (FlowSocket socket : running.sockets) {
      deadlines.remove(socket);
      socket.close();
    }
    running.listener().finished();
  }
}
