package io.netsonde.trafficsim.net;

import io.netsonde.measurement.ClockError;
import io.netsonde.measurement.CycleTrace;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.netio.HostClock;
import io.netsonde.trafficsim.sender.ProbeListener;
import io.netsonde.trafficsim.sender.ProbeSender;
import io.netsonde.trafficsim.sender.ProbeSettings;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A probe in a loop. Owned by the loop's thread. */
final class RunningProbe {
  final ProbeSender probe;
  final List<FlowSocket> sockets = new ArrayList<>();
  private final SenderListener listener;
  private @Nullable InetSocketAddress target;
  private boolean started;
  private boolean finished;
  private boolean unresolved;

  /**
   * A probe that has neither sockets nor an address yet.
   *
   * @param lookUp asked whenever the target's name should be looked up anew
   */
  RunningProbe(
      ProbeSettings settings,
      ClockError clockError,
      RandomGenerator random,
      long originNanos,
      MeasurementSink sink,
      SenderListener listener,
      Consumer<RunningProbe> lookUp) {
    this.listener = listener;
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
    public void packetDecided(int flow, CycleTrace trace, int row, boolean sharedClock) {
      listener.packetDecided(flow, trace, row, sharedClock);
    }
  }
}
