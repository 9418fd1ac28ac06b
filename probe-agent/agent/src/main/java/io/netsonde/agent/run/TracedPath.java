package io.netsonde.agent.run;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.TrafficSimCycle;
import io.netsonde.measurement.trace.TraceCause;
import io.netsonde.measurement.trigger.Trigger;
import io.netsonde.measurement.trigger.TriggerReason;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A probe's measurements on their way out: a bad cycle causes a trace on the flow that shows it
 * worst, and the first good one a short trace to compare later ones with. A changed path has what
 * is normal on it learned anew.
 *
 * <p>One thread at a time.
 */
final class TracedPath implements MeasurementSink {
  /** Starts traces on the probe's own flows; says whether it does. */
  @FunctionalInterface
  interface Tracer {
    /**
     * @param cause empty for the one that later ones are compared with
     */
    boolean trace(int flow, SpanIdentity span, Optional<TraceCause> cause);
  }

  private final Trigger trigger;
  private final Tracer tracer;
  private final Baselines baselines;
  private final RandomGenerator random;
  private final MeasurementSink sink;
  private boolean hasReference;

  /**
   * @param random for the identities of spans
   */
  TracedPath(
      Trigger trigger,
      Tracer tracer,
      Baselines baselines,
      RandomGenerator random,
      MeasurementSink sink) {
    this.trigger = trigger;
    this.tracer = tracer;
    this.baselines = baselines;
    this.random = random;
    this.sink = sink;
  }

  @Override
  public void accept(Measurement measurement) {
    if (measurement instanceof TrafficSimCycle cycle) {
      sink.accept(traced(cycle));
      baselines.learned(cycle.path(), trigger.baseline());
      return;
    }
    if (measurement instanceof Trace trace
        && trace.direction() == Direction.FORWARD
        && trace.previousPath().isPresent()) {
      trigger.pathChanged();
    }
    sink.accept(measurement);
  }

  private TrafficSimCycle traced(TrafficSimCycle cycle) {
    Optional<TriggerReason> reason = trigger.accept(cycle);
    SpanIdentity span = SpanIdentity.random(random);
    if (reason.isEmpty()) {
      boolean isGood =
          cycle.outcome() == TrafficSimCycle.Outcome.COMPLETE
              && cycle.total().roundTrip().lost() == 0;
      if (isGood && !hasReference) {
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
}
