package io.netsonde.agent.run;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.InterfaceChange;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.TrafficSimCycle;
import io.netsonde.measurement.trace.PathWatch;
import io.netsonde.measurement.trace.Route;
import io.netsonde.measurement.trace.TraceCause;
import io.netsonde.measurement.trigger.BaselineSnapshot;
import io.netsonde.measurement.trigger.Trigger;
import io.netsonde.measurement.trigger.TriggerReason;
import io.netsonde.measurement.trigger.TriggerSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A probe's measurements on their way out: a bad cycle causes a trace on the flow that shows it
 * worst. While all is well a short trace now and then, the first of them at once, tells the route,
 * so that later ones can be compared. On a changed path, what is normal is learned anew.
 *
 * <p>One thread at a time.
 */
final class TracedPath implements MeasurementSink, TraceFate {
  /** How long after a trace the route is looked at again, where no bad cycle asks for it. */
  static final Duration LOOK_AGAIN = Duration.ofHours(1);

  /** Whose route is compared: flows may take different branches. */
  private static final int REFERENCE_FLOW = 0;

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

  private final TriggerSettings settings;
  private final Trigger trigger;
  private final Tracer tracer;
  private final Baselines baselines;
  private final RandomGenerator random;
  private final MeasurementSink sink;
  private final TriggerLog log;
  private final PathWatch paths = new PathWatch();

  /** Of the reference flow: as an earlier run knew it until the first trace, then of this run. */
  private Optional<Route> route;

  private boolean isRouteOfThisRun;

  /** When the latest trace was ordered, an epoch time; empty where one is due. */
  private Optional<Long> lookedNanos = Optional.empty();

  private boolean isNormalKnown;

  /**
   * Begins with what an earlier run has learned.
   *
   * @param path the probe's
   * @param random for the identities of spans
   * @param log hears what is normal, and which traces fail
   */
  TracedPath(
      io.netsonde.measurement.Path path,
      TriggerSettings settings,
      Tracer tracer,
      Baselines baselines,
      RandomGenerator random,
      MeasurementSink sink,
      TriggerLog log) {
    Optional<BaselineSnapshot> learned = baselines.of(path);
    this.settings = settings;
    this.trigger = new Trigger(settings, learned);
    this.route = learned.flatMap(BaselineSnapshot::route);
    this.tracer = tracer;
    this.baselines = baselines;
    this.random = random;
    this.sink = sink;
    this.log = log;
    this.isNormalKnown = learned.isPresent();
    learned.ifPresent(normal -> log.knows(words("still knows what is normal", normal)));
  }

  @Override
  public void accept(Measurement measurement) {
    switch (measurement) {
      case TrafficSimCycle cycle -> {
        sink.accept(traced(cycle));
        remember(cycle);
      }
      case Trace trace when trace.direction() == Direction.FORWARD -> {
        Trace identified = paths.identified(trace);
        onRoute(identified);
        sink.accept(identified);
      }
      case InterfaceChange change -> {
        if (change.from().isPresent()) {
          pathChanged();
        }
        sink.accept(change);
      }
      default -> sink.accept(measurement);
    }
  }

  /** It may be tried again with the next cycle that asks for it. */
  @Override
  public void traceFailed(int flow, String reason) {
    log.fails(flow, reason);
    trigger.withdraw();
    lookedNanos = Optional.empty();
  }

  @Override
  public void pathChanged() {
    trigger.pathChanged();
    route = Optional.empty();
    lookedNanos = Optional.empty();
  }

  private void onRoute(Trace trace) {
    Route now = Route.of(trace);
    boolean isReference = trace.flowNumber().orElse(REFERENCE_FLOW) == REFERENCE_FLOW;
    // An earlier run had other ports, and so perhaps another of equal branches.
    boolean hasChanged =
        trace.previousPath().isPresent()
            || (isReference && !isRouteOfThisRun && route.filter(now::isMostlyOther).isPresent());
    if (hasChanged) {
      trigger.pathChanged();
    }
    if (isReference && !now.isEmpty()) {
      route = Optional.of(isRouteOfThisRun && !hasChanged ? with(now) : now);
      isRouteOfThisRun = true;
    }
  }

  private Route with(Route now) {
    return route.map(known -> known.with(now)).orElse(now);
  }

  private void remember(TrafficSimCycle cycle) {
    Optional<BaselineSnapshot> normal = trigger.baseline();
    baselines.learned(cycle.path(), normal.map(learned -> learned.over(route)));
    if (normal.isPresent() != isNormalKnown) {
      isNormalKnown = normal.isPresent();
      log.knows(
          normal
              .map(now -> words("has learned what is normal", now))
              .orElse(
                  "another path, or delays that have not been normal for a day: learns anew what"
                      + " is normal"));
    }
  }

  private static String words(String what, BaselineSnapshot normal) {
    return "%s: a mean RTT of %s ms, a deviation of %s ms"
        .formatted(what, millis(normal.rttNanos()), millis(normal.jitterNanos()));
  }

  private static String millis(long nanos) {
    return String.format(java.util.Locale.ROOT, "%.3f", nanos / 1e6);
  }

  private TrafficSimCycle traced(TrafficSimCycle cycle) {
    Optional<TriggerReason> reason = trigger.accept(cycle);
    SpanIdentity span = SpanIdentity.random(random);
    if (reason.isEmpty()) {
      if (isLookDue(cycle) && tracer.trace(REFERENCE_FLOW, span, Optional.empty())) {
        lookedNanos = Optional.of(cycle.endEpochNanos());
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

  private boolean isLookDue(TrafficSimCycle cycle) {
    return cycle.outcome() == TrafficSimCycle.Outcome.COMPLETE
        && cycle.total().roundTrip().loss().orElse(1) <= settings.loss()
        && lookedNanos.filter(looked -> isRecent(looked, cycle.endEpochNanos())).isEmpty();
  }

  /** Not where the clock was set back since: that costs one look more at worst. */
  private static boolean isRecent(long looked, long now) {
    return now >= looked && now - looked < LOOK_AGAIN.toNanos();
  }
}
