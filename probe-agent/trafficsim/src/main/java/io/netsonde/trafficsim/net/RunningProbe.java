package io.netsonde.trafficsim.net;

import io.netsonde.measurement.CycleTrace;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.netio.HostClock;
import io.netsonde.netio.LoopClock;
import io.netsonde.netio.PortOptions;
import io.netsonde.netio.interfaces.InterfaceChange;
import io.netsonde.trafficsim.ClockErrorWatch;
import io.netsonde.trafficsim.sender.ProbeListener;
import io.netsonde.trafficsim.sender.ProbeSender;
import io.netsonde.trafficsim.sender.ProbeSettings;
import io.netsonde.trafficsim.wire.TraceBack;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A probe in a loop. Owned by the loop's thread. */
final class RunningProbe {
  final ProbeSender probe;
  final List<FlowSocket> sockets = new ArrayList<>();
  private final SenderListener listener;
  private final MeasurementSink sink;
  private volatile @Nullable ProbeInterfaces interfaces;
  private Optional<Way> way = Optional.empty();
  private @Nullable InetSocketAddress target;
  private boolean started;
  private boolean finished;
  private boolean unresolved;

  private enum Tracing {
    NONE,
    ORDERED,
    BEGUN
  }

  /** Any thread orders; the loop's does the rest. */
  private final AtomicReference<Tracing> tracing = new AtomicReference<>(Tracing.NONE);

  /**
   * A probe that has neither sockets nor an address yet.
   *
   * @param lookUp asked whenever the target's name should be looked up anew
   */
  RunningProbe(
      ProbeSettings settings,
      ClockErrorWatch clockError,
      RandomGenerator random,
      long originNanos,
      MeasurementSink sink,
      SenderListener listener,
      Consumer<RunningProbe> lookUp) {
    this.listener = listener;
    this.sink = sink;
    this.probe =
        new ProbeSender(
            settings,
            HostClock.id(),
            clockError,
            random,
            originNanos,
            sink,
            new LookUpOnHandshake(listener, () -> lookUp.accept(this)));
  }

  /**
   * Makes a socket for each flow, which has no port yet.
   *
   * @param heard as {@link FlowSocket} wants it
   */
  void makeSockets(PortOptions options, Consumer<FlowSocket> heard) {
    probe.flows().forEach(flow -> sockets.add(new FlowSocket(this, flow, options, heard)));
  }

  /** Its network interface is chosen and watched from now on. Before it is looked up first. */
  void interfaces(ProbeInterfaces chosen) {
    interfaces = chosen;
  }

  /** Asks by which way to reach that address. May take a while; any thread. */
  Optional<Way> way(@Nullable InetSocketAddress address) {
    ProbeInterfaces chosen = interfaces;
    return address == null || chosen == null ? Optional.empty() : chosen.to(address.getAddress());
  }

  /** The way taken. */
  Optional<Way> way() {
    return way;
  }

  /** Takes that way, where there is one; says whether it is another than before. */
  boolean take(Optional<Way> now, long epochNanos) {
    if (now.isEmpty() || now.equals(way)) {
      return false;
    }
    String reason = way.isEmpty() ? "the first choice" : "the best for the new target";
    sink.accept(change(way.map(Way::device), now.get(), reason, epochNanos));
    way = now;
    return true;
  }

  /** Another interface is to be used, or none is left and the one in use stays. */
  void interfaceChanged(InterfaceChange change, long epochNanos) {
    ProbeInterfaces chosen = interfaces;
    Optional<Way> now = chosen == null ? Optional.empty() : chosen.way(change.to());
    if (now.isPresent()) {
      sink.accept(change(way.map(Way::device), now.get(), change.reason(), epochNanos));
      way = now;
    }
    listener.interfaceChanged(change);
  }

  private io.netsonde.measurement.InterfaceChange change(
      Optional<String> from, Way to, String reason, long epochNanos) {
    return new io.netsonde.measurement.InterfaceChange(
        probe.path(), from, to.device(), to.source().getHostAddress(), reason, epochNanos);
  }

  /** Sending fails: the interface may be gone. */
  void hurry() {
    ProbeInterfaces chosen = interfaces;
    if (chosen != null) {
      chosen.hurry();
    }
  }

  /** Takes on a trace, unless there is one; any thread. */
  boolean beginTracing() {
    return tracing.compareAndSet(Tracing.NONE, Tracing.ORDERED);
  }

  /** What was ordered has begun, or failed to: {@link #settleTracing} finds out. */
  void tracingBegun() {
    tracing.set(Tracing.BEGUN);
    settleTracing();
  }

  /** Another trace may be taken on where the latest has ended. */
  void settleTracing() {
    if (tracing.get() == Tracing.BEGUN && !probe.isTracing()) {
      tracing.set(Tracing.NONE);
    }
  }

  SenderListener listener() {
    return listener;
  }

  @Nullable InetSocketAddress target() {
    return target;
  }

  boolean isStarted() {
    return started;
  }

  /** Whether it has started and not finished: what trails in afterwards is nobody's. */
  boolean isRunning() {
    return started && !finished;
  }

  void finish() {
    finished = true;
    ProbeInterfaces chosen = interfaces;
    if (chosen != null) {
      chosen.close();
    }
  }

  void start(LoopClock clock) {
    started = true;
    probe.start(clock.nanoTime(), clock.epochNanos());
  }

  /** Takes what the name resolves to, null for nothing; says whether that is another address. */
  boolean resolved(@Nullable InetSocketAddress address) {
    if (address == null) {
      if (!unresolved) {
        listener.unresolved(probe.path().address());
      }
      unresolved = true;
      return false;
    }
    boolean changed = !address.equals(target);
    if (unresolved || changed) {
      listener.resolved(address);
    }
    unresolved = false;
    target = address;
    return changed;
  }

  /** A peer that has to be greeted anew may have moved. */
  private record LookUpOnHandshake(SenderListener listener, Runnable lookUp)
      implements ProbeListener {
    @Override
    public void handshakeRound(int flow, int round) {
      lookUp.run();
      listener.handshakeRound(flow, round);
    }

    @Override
    public void sessionChanged(int flow, boolean up) {
      listener.sessionChanged(flow, up);
    }

    @Override
    public void reflectorRestarted(int flow) {
      listener.reflectorRestarted(flow);
    }

    @Override
    public void traceBackDecided(int flow, TraceBack.Decision decision) {
      listener.traceBackDecided(flow, decision);
    }

    @Override
    public void traceAbandoned(int flow) {
      listener.traceAbandoned(flow);
    }

    @Override
    public void packetDecided(int flow, CycleTrace trace, int row, boolean sharedClock) {
      listener.packetDecided(flow, trace, row, sharedClock);
    }
  }
}
