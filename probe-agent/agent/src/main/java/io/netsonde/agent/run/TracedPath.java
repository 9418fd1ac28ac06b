package io.netsonde.agent.run;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.PathHash;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.TrafficSimCycle;
import io.netsonde.measurement.trace.PathWatch;
import io.netsonde.measurement.trace.TraceCause;
import io.netsonde.measurement.trigger.BaselineSnapshot;
import io.netsonde.measurement.trigger.Trigger;
import io.netsonde.measurement.trigger.TriggerReason;
import io.netsonde.measurement.trigger.TriggerSettings;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A probe's measurements on their way out: a bad cycle causes a trace on the flow that shows it
 * worst, and the first good one a short trace to compare later ones with. On a changed path, what
 * is normal is learned anew.
 *
 * <p>One thread at a time; {@link #traceFailed} may come from another.
 */
final class TracedPath implements MeasurementSink {
  /** Starts traces on the probe's own flows; says whether it does. */
  @FunctionalInterface
  interface Tracer {
    /**
     * Starts one.
     *
     * @param cause empty for the one that later ones are compared with
     */
    boolean trace(int flow, SpanIdentity span, Optional<TraceCause> cause);
  }

  private final Trigger trigger;
  private final Tracer tracer;
  private final Baselines baselines;
  private final RandomGenerator random;
  private final MeasurementSink sink;
  private final PathWatch paths = new PathWatch();
  private Optional<PathHash> route;
  private volatile boolean hasReference;

  /**
   * Begins with what an earlier run has learned.
   *
   * @param path the probe's
   * @param random for the identities of spans
   */
  TracedPath(
      io.netsonde.measurement.Path path,
      TriggerSettings settings,
      Tracer tracer,
      Baselines baselines,
      RandomGenerator random,
      MeasurementSink sink) {
    Optional<BaselineSnapshot> learned = baselines.of(path);
    this.trigger = new Trigger(settings, learned);
    this.route = learned.flatMap(BaselineSnapshot::route);
    this.tracer = tracer;
    this.baselines = baselines;
    this.random = random;
    this.sink = sink;
  }

  @Override
  public void accept(Measurement measurement) {
    switch (measurement) {
      case TrafficSimCycle cycle -> {
        sink.accept(traced(cycle));
        baselines.learned(cycle.path(), trigger.baseline().map(learned -> learned.over(route)));
      }
      case Trace trace when trace.direction() == Direction.FORWARD -> {
        Trace identified = paths.identified(trace);
        onRoute(identified);
        sink.accept(identified);
      }
      default -> sink.accept(measurement);
    }
  }

  /** A trace that was taken on does not begin after all. */
  void traceFailed() {
    trigger.withdraw();
    hasReference = false;
  }

  private void onRoute(Trace trace) {
    if (trace.hops().isEmpty()) {
      return;
    }
    if (route.isPresent() && !route.get().equals(trace.path())) {
      trigger.pathChanged();
    }
    route = Optional.of(trace.path());
  }

  private TrafficSimCycle traced(TrafficSimCycle cycle) {
    Optional<TriggerReason> reason = trigger.accept(cycle);
    SpanIdentity span = SpanIdentity.random(random);
    if (reason.isEmpty()) {
      if (!hasReference && isWhole(cycle)) {
        hasReference = tracer.trace(0, span, Optional.empty());
      }
      return cycle;
    }
    TraceCause cause = new TraceCause(reason.get().text(), cycle.span());
    if (tracer.trace(reason.get().flow(), span, Optional.of(cause))) {
      return cycle.causing(span);
    }
    trigger.withdraw();
    return cycle;
  }

  private static boolean isWhole(TrafficSimCycle cycle) {
    return cycle.outcome() == TrafficSimCycle.Outcome.COMPLETE
        && cycle.total().roundTrip().lost() == 0;
  }
}
