package io.netsonde.trafficsim.sender;

import io.netsonde.measurement.CycleTrace;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.Path;
import io.netsonde.measurement.PathState;
import io.netsonde.trafficsim.ClockErrorWatch;
import io.netsonde.trafficsim.wire.Authenticator;
import java.util.ArrayList;
import java.util.List;
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
    public void cycleClosed(ClosedCycle cycle) {
      assembly.closed(flow, cycle);
    }
  }
}
