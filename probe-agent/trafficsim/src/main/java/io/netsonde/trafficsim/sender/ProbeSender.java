package io.netsonde.trafficsim.sender;

import io.netsonde.measurement.CycleTrace;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.Path;
import io.netsonde.measurement.PathState;
import io.netsonde.measurement.trace.Flow5Tuple;
import io.netsonde.trafficsim.ClockErrorWatch;
import io.netsonde.trafficsim.trace.FinishedTrace;
import io.netsonde.trafficsim.trace.TraceRequest;
import io.netsonde.trafficsim.wire.Authenticator;
import io.netsonde.trafficsim.wire.TraceBack;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A probe: its flows, each a state machine that is driven on its own, and what they find together,
 * published as {@link PathState} and {@link io.netsonde.measurement.TrafficSimCycle}. All flows are
 * driven by the same thread.
 */
public final class ProbeSender {
  private final ProbeSettings settings;
  private final MeasurementSink sink;
  private final ProbeListener listener;
  private final CycleAssembly assembly;
  private final List<FlowSender> flows = new ArrayList<>();
  private final RandomGenerator random;

  /** The trace under way: one at a time, whatever the number of flows. */
  private @Nullable OrderedTrace ordered;

  private record OrderedTrace(TraceRequest request, Flow5Tuple path) {}

  private boolean finished;

  /**
   * A probe that has not started.
   *
   * @param ownClock the id of this host's clock, 0 where unknown
   * @param clockError how far that clock may be from UTC; asked for on the thread that drives
   * @param random for the sessions' ids, not to be guessed from outside, and those of spans
   * @param originNanos a time on the monotonic clock at which the first flow would be due
   */
  public ProbeSender(
      ProbeSettings settings,
      long ownClock,
      ClockErrorWatch clockError,
      RandomGenerator random,
      long originNanos,
      MeasurementSink sink,
      ProbeListener listener) {
    this(settings, ownClock, clockError, random, originNanos, 0, sink, listener);
  }

  /** The same, but numbering begins at {@code firstSequence}: for tests of the wrap at 2^32. */
  public ProbeSender(
      ProbeSettings settings,
      long ownClock,
      ClockErrorWatch clockError,
      RandomGenerator random,
      long originNanos,
      long firstSequence,
      MeasurementSink sink,
      ProbeListener listener) {
    this.settings = settings;
    this.sink = sink;
    this.listener = listener;
    this.random = random;
    this.assembly = new CycleAssembly(settings.path(), settings.flows(), random, sink);
    @Nullable Authenticator authenticator =
        settings.keys().isEmpty() ? null : Authenticator.of(settings.keys());
    for (int flow = 0; flow < settings.flows(); flow++) {
      FlowSettings flowSettings =
          settings.flow(flow, random.nextLong(), originNanos, firstSequence);
      flows.add(new FlowSender(flowSettings, authenticator, ownClock, clockError, new Ear(flow)));
    }
  }

  public Path path() {
    return settings.path();
  }

  /** The flows by number. */
  public List<FlowSender> flows() {
    return List.copyOf(flows);
  }

  /** Begins: every flow's first HELLO is due. */
  public void start(long nowNanos, long epochNanos) {
    for (int flow = 0; flow < flows.size(); flow++) {
      sink.accept(new PathState(settings.path(), flow, flows.size(), false, epochNanos));
      flows.get(flow).start(nowNanos);
    }
  }

  /**
   * Traces the path of a flow; what comes of it is published as a {@link
   * io.netsonde.measurement.Trace}.
   *
   * @param path the flow's addresses and ports as they are now
   * @return false where the flow ends or one of the probe's flows is being traced
   */
  public boolean trace(
      int flow, TraceRequest request, Flow5Tuple path, long nowNanos, long epochNanos) {
    if (ordered != null
        || !flows.get(flow).trace(request, path.target(), traceOrder(), nowNanos, epochNanos)) {
      return false;
    }
    ordered = new OrderedTrace(request, path);
    return true;
  }

  /** Not what ids are made of: what it gives shows in the order of TTLs. */
  private RandomGenerator traceOrder() {
    return new SplittableRandom(random.nextLong());
  }

  /** Whether a trace is under way. */
  public boolean isTracing() {
    return ordered != null;
  }

  /** No further DATA; what is in flight is awaited. */
  public void stop() {
    flows.forEach(FlowSender::stop);
  }

  /** Whether all is sent, decided and reported. Publishes what was left when that is first so. */
  public boolean isDone() {
    if (!finished && flows.stream().allMatch(FlowSender::isDone)) {
      finished = true;
      assembly.finish();
    }
    return finished;
  }

  private final class Ear implements FlowListener {
    private final int flow;

    Ear(int flow) {
      this.flow = flow;
    }

    @Override
    public void sessionChanged(boolean up, long epochNanos) {
      sink.accept(new PathState(settings.path(), flow, settings.flows(), up, epochNanos));
      listener.sessionChanged(flow, up);
    }

    @Override
    public void handshakeRound(int round) {
      listener.handshakeRound(flow, round);
    }

    @Override
    public void reflectorRestarted() {
      listener.reflectorRestarted(flow);
    }

    @Override
    public void packetDecided(CycleTrace trace, int row) {
      listener.packetDecided(flow, trace, row, flows.get(flow).sharesClock());
    }

    @Override
    public void traceBackDecided(TraceBack.Decision decision) {
      listener.traceBackDecided(flow, decision);
    }

    @Override
    public void traced(FinishedTrace trace) {
      OrderedTrace finished = ordered;
      if (finished != null) {
        ordered = null;
        TraceRequest request = finished.request();
        sink.accept(
            trace.forward(settings.path(), request.span(), request.cause(), finished.path(), flow));
      }
    }

    @Override
    public void traceAbandoned() {
      ordered = null;
      listener.traceAbandoned(flow);
    }

    @Override
    public void cycleClosed(ClosedCycle cycle) {
      assembly.closed(flow, cycle);
    }
  }
}
