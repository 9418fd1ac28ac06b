package io.netsonde.trafficsim.net;

import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.trace.Flow5Tuple;
import io.netsonde.netio.DatagramHandler;
import io.netsonde.netio.DatagramPort;
import io.netsonde.netio.DeadlineHeap;
import io.netsonde.netio.IcmpError;
import io.netsonde.netio.PacedLoop;
import io.netsonde.netio.PortOptions;
import io.netsonde.netio.Received;
import io.netsonde.netio.ReceiverListener;
import io.netsonde.netio.Stamping;
import io.netsonde.netio.Work;
import io.netsonde.netio.interfaces.InterfaceChange;
import io.netsonde.trafficsim.ClockErrorWatch;
import io.netsonde.trafficsim.sender.FlowSender;
import io.netsonde.trafficsim.sender.ProbeSettings;
import io.netsonde.trafficsim.trace.TraceRequest;
import io.netsonde.trafficsim.wire.PacketCodec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Drives any number of probes.
 *
 * <p>Threads: one, the loop's, owns all state machines: it takes what arrived, sends what is due,
 * and sleeps until the next deadline. Names are resolved on virtual threads. All methods here may
 * be called from any thread.
 *
 * <p>Life: {@link #start} once; {@link #stop} lets every probe finish what it has begun; {@link
 * #close} ends at once, any number of times.
 */
public final class SenderLoop implements AutoCloseable {
  private static final long REFRESH_NANOS = 1_000_000_000L;

  private final LoopClock clock = LoopClock.SYSTEM;
  private final SenderEnvironment environment;

  /** One for all probes: to ask is a system call. */
  private final ClockErrorWatch clockError;

  private final SecureRandom sessionIds = new SecureRandom();
  private final PacedLoop loop;
  private final ConcurrentLinkedQueue<Runnable> commands = new ConcurrentLinkedQueue<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable Throwable defect;

  // Owned by the loop's thread.
  private final DeadlineHeap<FlowSocket> deadlines = new DeadlineHeap<>();
  private final List<RunningProbe> probes = new ArrayList<>();

  /** By name, for who asks for a trace; any thread. */
  private final ConcurrentHashMap<String, RunningProbe> byName = new ConcurrentHashMap<>();

  private final ByteBuffer out = ByteBuffer.allocateDirect(PacketCodec.MAX_LENGTH);
  private final FlowTotals totals = new FlowTotals();
  private final PauseWatch pauses;
  private boolean stopping;
  private long refreshNanos = clock.nanoTime();

  /**
   * A loop that has not started.
   *
   * @throws IOException if the system has no means to wait for sockets left
   */
  public SenderLoop(SenderEnvironment environment, ReceiverListener receiverListener)
      throws IOException {
    this.environment = environment;
    this.clockError = new ClockErrorWatch(environment.clockError());
    this.pauses = new PauseWatch(environment.paused());
    this.loop =
        PacedLoop.open(environment.stamping(), "netsonde-sender", receiverListener, this::work);
  }

  /** Starts the thread. */
  public void start() {
    loop.start();
  }

  /**
   * Begins to measure: resolves the name, opens a source port for each flow and starts. What goes
   * wrong, the listener hears.
   *
   * @param sending how its packets leave
   * @param originNanos a time on the monotonic clock at which a packet would be due
   * @param sink called on the loop's thread
   */
  public void add(
      ProbeSettings settings,
      SendOptions sending,
      long originNanos,
      MeasurementSink sink,
      SenderListener listener) {
    RunningProbe running =
        new RunningProbe(
            settings, clockError, sessionIds, originNanos, sink, listener, this::lookUp);
    PortOptions options =
        PortOptions.DEFAULT.withStamping(environment.stamping()).withDscp(sending.dscp());
    for (FlowSender flow : running.probe.flows()) {
      running.sockets.add(new FlowSocket(running, flow, options));
    }
    // Several flows are there to see every equal-cost route, of this host's too: one interface for
    // all of them would hide the others.
    boolean chooses = settings.flows() == 1 || sending.onlyInterface().isPresent();
    environment
        .interfaces()
        .filter(monitor -> chooses)
        .ifPresent(
            monitor ->
                running.interfaces(
                    new ProbeInterfaces(
                        monitor,
                        sending.onlyInterface(),
                        change -> command(() -> onInterface(running, change)))));
    byName.put(settings.path().probe(), running);
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
              @Nullable InetSocketAddress address = environment.names().resolve(host, port);
              Optional<Way> way = running.way(address);
              command(() -> onResolved(running, address, way));
            });
  }

  /**
   * Traces the path of a flow, on the very addresses and ports that it measures, beside its
   * packets. The result comes to the probe's sink as a {@link io.netsonde.measurement.Trace}; one
   * trace of a probe at a time.
   *
   * @param flow from 0
   */
  public TraceStart trace(String probe, int flow, TraceRequest request) {
    RunningProbe running = byName.get(probe);
    if (running == null || flow < 0 || flow >= running.sockets.size()) {
      return TraceStart.UNKNOWN;
    }
    if (environment.stamping() != Stamping.KERNEL) {
      return TraceStart.UNSUPPORTED;
    }
    if (!running.beginTracing()) {
      return TraceStart.BUSY;
    }
    command(() -> begin(running, flow, request));
    return TraceStart.TAKEN;
  }

  private void begin(RunningProbe running, int flow, TraceRequest request) {
    FlowSocket socket = running.sockets.get(flow);
    try {
      Optional<Flow5Tuple> path = running.isRunning() ? socket.watchPath() : Optional.empty();
      if (path.isEmpty()) {
        running.listener().traceFailed(flow, "it is not being measured");
      } else if (!running.probe.trace(
          flow, request, path.get(), clock.nanoTime(), clock.epochNanos())) {
        running.listener().traceFailed(flow, "measuring ends");
      }
    } catch (IOException e) {
      running.listener().traceFailed(flow, String.valueOf(e.getMessage()));
    }
    running.tracingBegun();
    pump(socket);
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

  /** What befell the measuring itself so far, not older than a second. */
  public SenderTotals totals() {
    return totals.with(loop.drops(), loop.discardedStamps());
  }

  @Override
  public void close() {
    loop.close();
    probes.forEach(running -> running.sockets.forEach(FlowSocket::close));
  }

  private void command(Runnable command) {
    commands.add(command);
    loop.wakeUp();
  }

  /** Everything that is due; returns when the next thing is. */
  private long work(long nowNanos) {
    if (ended.getCount() == 0) {
      return nowNanos + Work.FAR_NANOS;
    }
    try {
      refreshTotals(nowNanos);
      takeCommands();
      FlowSocket due;
      while ((due = deadlines.due(nowNanos)) != null) {
        pump(due);
      }
      if (stopping && commands.isEmpty() && probes.isEmpty()) {
        ended.countDown();
      }
    } catch (RuntimeException | Error e) {
      end(e);
    }
    long next = deadlines.next(refreshNanos);
    pauses.runs(nowNanos, next);
    return next;
  }

  private void refreshTotals(long nowNanos) {
    if (nowNanos - refreshNanos >= 0) {
      totals.refresh(probes);
      refreshNanos = nowNanos + REFRESH_NANOS;
    }
  }

  private void end(Throwable cause) {
    defect = cause;
    ended.countDown();
  }

  private void takeCommands() {
    Runnable command;
    while ((command = commands.poll()) != null) {
      command.run();
    }
  }

  private void onResolved(
      RunningProbe running, @Nullable InetSocketAddress address, Optional<Way> way) {
    if (!probes.contains(running)) {
      return;
    }
    boolean moved = running.resolved(address);
    boolean rerouted = running.take(way, clock.epochNanos());
    if (address != null && (moved || rerouted)) {
      open(running, address);
      running.sockets.forEach(socket -> socket.flow.targetChanged(clock.nanoTime()));
    }
    if (!running.isStarted()) {
      running.start(clock);
    }
    pump(running);
  }

  private void onInterface(RunningProbe running, InterfaceChange change) {
    InetSocketAddress target = running.target();
    if (!probes.contains(running) || target == null) {
      return;
    }
    running.interfaceChanged(change, clock.epochNanos());
    open(running, target);
    pump(running);
  }

  private void open(RunningProbe running, InetSocketAddress target) {
    for (FlowSocket socket : running.sockets) {
      if (socket.openFor(target, running.way(), loop, new Ear(socket))) {
        socket.flow.sourceChanged(clock.nanoTime());
      }
    }
  }

  /** What a flow's socket hears. */
  private final class Ear implements DatagramHandler {
    private final FlowSocket socket;

    Ear(FlowSocket socket) {
      this.socket = socket;
    }

    @Override
    public void onDatagram(DatagramPort port, Received datagram) {
      if (ended.getCount() == 0) {
        return;
      }
      try {
        socket.flow.onPacket(
            datagram.payload(),
            datagram.nanos(),
            datagram.epochNanos(),
            datagram.isStamped() ? datagram.kernelNanos() : FlowSender.NO_STAMP);
        pump(socket);
      } catch (RuntimeException | Error e) {
        end(e);
      }
    }

    @Override
    public void onSendStamp(DatagramPort port, long key, long nanos, long epochNanos) {
      socket.flow.onSendStamp(key, nanos, epochNanos);
    }

    @Override
    public void onError(DatagramPort port, IcmpError error) {
      if (ended.getCount() == 0 || !socket.flow.isTracing()) {
        return;
      }
      try {
        IcmpAnswers.of(error).ifPresent(answer -> socket.flow.onError(error.quote(), answer));
        pump(socket);
      } catch (RuntimeException | Error e) {
        end(e);
      }
    }
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
    socket.probe.settleTracing();
    if (socket.flow.isDone() && socket.probe.probe.isDone()) {
      finish(socket.probe);
    }
  }

  private void finish(RunningProbe running) {
    if (!probes.remove(running)) {
      return;
    }
    byName.remove(running.probe.path().probe(), running);
    running.finish();
    totals.end(running);
    totals.refresh(probes);
    for (FlowSocket socket : running.sockets) {
      deadlines.remove(socket);
      socket.close();
    }
    running.listener().finished();
  }
}
