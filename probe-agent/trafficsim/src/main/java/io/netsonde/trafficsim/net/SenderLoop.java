package io.netsonde.trafficsim.net;

import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.trace.Flow5Tuple;
import io.netsonde.netio.LoopClock;
import io.netsonde.netio.MachineLoop;
import io.netsonde.netio.PortOptions;
import io.netsonde.netio.ReceiverListener;
import io.netsonde.netio.Stamping;
import io.netsonde.netio.interfaces.InterfaceChange;
import io.netsonde.trafficsim.ClockErrorWatch;
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
  private final LoopClock clock = LoopClock.SYSTEM;
  private final SenderEnvironment environment;

  /** One for all probes: to ask is a system call. */
  private final ClockErrorWatch clockError;

  private final SecureRandom sessionIds = new SecureRandom();
  private final MachineLoop<FlowSocket> loop;

  // Owned by the loop's thread.
  private final List<RunningProbe> probes = new ArrayList<>();

  /** By name, for who asks for a trace; any thread. */
  private final ConcurrentHashMap<String, RunningProbe> byName = new ConcurrentHashMap<>();

  private final ByteBuffer out = ByteBuffer.allocateDirect(PacketCodec.MAX_LENGTH);
  private final FlowTotals totals = new FlowTotals();
  private final PauseWatch pauses;
  private boolean stopping;

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
        MachineLoop.open(environment.stamping(), "netsonde-sender", receiverListener, new Probes());
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
    running.makeSockets(
        PortOptions.DEFAULT.withStamping(environment.stamping()).withDscp(sending.dscp()),
        this::pump);
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
                        change -> loop.command(() -> onInterface(running, change)))));
    byName.put(settings.path().probe(), running);
    loop.command(
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
              loop.command(() -> onResolved(running, address, way));
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
    loop.command(() -> begin(running, flow, request));
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
    loop.command(
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
    loop.requireAlive();
  }

  /** Waits until every probe is done after {@link #stop}; says whether it is so. */
  public boolean awaitDone(Duration limit) throws InterruptedException {
    return loop.awaitDone(limit);
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
      if (socket.openFor(target, running.way(), loop)) {
        socket.flow.sourceChanged(clock.nanoTime());
      }
    }
  }

  private final class Probes implements MachineLoop.Machines<FlowSocket> {
    @Override
    public void pump(FlowSocket due) {
      SenderLoop.this.pump(due);
    }

    @Override
    public void refresh() {
      totals.refresh(probes);
    }

    @Override
    public boolean isDone() {
      return stopping && probes.isEmpty();
    }

    @Override
    public void planned(long nowNanos, long nextNanos) {
      pauses.runs(nowNanos, nextNanos);
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
    loop.due(socket, socket.flow.nextDeadlineNanos());
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
      loop.remove(socket);
      socket.close();
    }
    running.listener().finished();
  }
}
