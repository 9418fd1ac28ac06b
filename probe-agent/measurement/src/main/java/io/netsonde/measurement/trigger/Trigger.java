package io.netsonde.measurement.trigger;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.LossOutliers;
import io.netsonde.measurement.TrafficSimCycle;
import io.netsonde.measurement.trigger.TriggerReason.Kind;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * Decides after each cycle of a probe whether the path is worth a trace.
 *
 * <p>Three rules, in this order: more round-trip loss than allowed, over all flows or in a flow
 * that loses more than the others beyond chance; a mean round-trip delay above a multiple of the
 * baseline's; a standard deviation of it above a multiple of the baseline's. A rule that has caused
 * a trace stays silent until as many cycles in a row as set have kept to it, or one is three times
 * as bad; and whatever the rules say, a cool-down lies between two traces. So a bad hour gives a
 * handful of traces, and one that first jitters and then loses is looked at for both. Safe for
 * several threads.
 */
public final class Trigger {
  private static final double SIGNIFICANCE = 1e-3;

  private final TriggerSettings settings;
  private final Baseline baseline;
  private final Map<Kind, Arming> rules = new EnumMap<>(Kind.class);
  private Optional<Long> coolsSince = Optional.empty();
  private Optional<Kind> lastCause = Optional.empty();

  /**
   * @param learned the baseline that an earlier run learned; used if it fits the first cycle
   */
  public Trigger(TriggerSettings settings, Optional<BaselineSnapshot> learned) {
    this.settings = settings;
    this.baseline = new Baseline(settings, learned);
    for (Kind kind : Kind.values()) {
      rules.put(kind, new Arming(settings.clearAfter()));
    }
  }

  /**
   * Takes the probe's next cycle; one that was cut short is passed over.
   *
   * @return why a trace is to be started now; empty if none is
   */
  public synchronized Optional<TriggerReason> accept(TrafficSimCycle cycle) {
    if (cycle.outcome() != TrafficSimCycle.Outcome.COMPLETE) {
      return Optional.empty();
    }
    Optional<BaselineSnapshot> normal = baseline.before(cycle);
    boolean mayTrace = hasCooledDown(cycle.endEpochNanos());
    Optional<TriggerReason> cause = Optional.empty();
    boolean isOff = false;
    for (Kind kind : Kind.values()) {
      Arming arming = rule(kind);
      Judgement judgement = judge(kind, cycle, normal);
      isOff |= kind != Kind.PACKET_LOSS && judgement.reason().isPresent();
      if (arming.accept(judgement) && mayTrace && cause.isEmpty()) {
        cause = judgement.reason();
        arming.disarm(judgement.reason().get().value());
      }
    }
    baseline.learn(cycle, isOff);
    if (cause.isPresent()) {
      coolsSince = Optional.of(cycle.endEpochNanos());
      lastCause = cause.map(TriggerReason::kind);
    }
    return cause;
  }

  /** The trace last asked for was not started: the next bad cycle may ask for it again. */
  public synchronized void withdraw() {
    lastCause.map(this::rule).ifPresent(Arming::arm);
    lastCause = Optional.empty();
    coolsSince = Optional.empty();
  }

  /**
   * The packets take another way now: what is normal on it is learned anew, and what is wrong with
   * it is worth a trace again, once all has cooled down.
   */
  public synchronized void pathChanged() {
    baseline.forget();
    rules.values().forEach(Arming::arm);
  }

  /** What is normal, to be kept for the next run; empty as long as that is not known. */
  public synchronized Optional<BaselineSnapshot> baseline() {
    return baseline.learned();
  }

  private Arming rule(Kind kind) {
    return Objects.requireNonNull(rules.get(kind));
  }

  private boolean hasCooledDown(long now) {
    if (coolsSince.isPresent() && now < coolsSince.get()) {
      // The clock was set back: at worst it cools once more.
      coolsSince = Optional.of(now);
    }
    return coolsSince.isEmpty() || now - coolsSince.get() >= settings.coolDown().toNanos();
  }

  private Judgement judge(Kind kind, TrafficSimCycle cycle, Optional<BaselineSnapshot> normal) {
    return switch (kind) {
      case PACKET_LOSS -> loss(cycle);
      case HIGH_LATENCY ->
          normal.isEmpty()
              ? Judgement.UNKNOWN
              : delay(kind, cycle, normal.get().rttNanos(), settings.rttFactor());
      case JITTER_SPIKE ->
          normal.isEmpty()
              ? Judgement.UNKNOWN
              : delay(kind, cycle, normal.get().jitterNanos(), settings.jitterFactor());
    };
  }

  private Judgement loss(TrafficSimCycle cycle) {
    OptionalDouble total = cycle.total().roundTrip().loss();
    if (total.isEmpty()) {
      return Judgement.UNKNOWN;
    }
    int worst = worst(cycle, flow -> flow.roundTrip().loss().orElse(0));
    if (total.getAsDouble() > settings.loss()) {
      return Judgement.bad(new TriggerReason(Kind.PACKET_LOSS, total.getAsDouble(), worst));
    }
    double alone = cycle.flows().get(worst).roundTrip().loss().orElse(0);
    return alone > settings.loss() && outliers(cycle.flows()).get(worst)
        ? Judgement.bad(new TriggerReason(Kind.PACKET_LOSS, alone, worst))
        : Judgement.GOOD;
  }

  private Judgement delay(Kind kind, TrafficSimCycle cycle, long normal, double factor) {
    Distribution delays = cycle.total().roundTrip().delay();
    if (delays.isEmpty()) {
      return Judgement.UNKNOWN;
    }
    double value = figure(kind, delays);
    boolean isBad = value > factor * normal && value - normal > settings.floor().toNanos();
    return isBad
        ? Judgement.bad(
            new TriggerReason(
                kind,
                value,
                worst(
                    cycle,
                    flow ->
                        flow.roundTrip().delay().isEmpty()
                            ? 0
                            : figure(kind, flow.roundTrip().delay()))))
        : Judgement.GOOD;
  }

  private static double figure(Kind kind, Distribution delays) {
    return kind == Kind.HIGH_LATENCY ? delays.mean() : delays.standardDeviation();
  }

  private static BitSet outliers(List<CycleFigures> flows) {
    return LossOutliers.of(
        flows.stream().mapToLong(flow -> flow.roundTrip().sent()).toArray(),
        flows.stream().mapToLong(flow -> flow.roundTrip().lost()).toArray(),
        SIGNIFICANCE);
  }

  /** The flow with the greatest figure, the first of them. */
  private static int worst(TrafficSimCycle cycle, ToDoubleFunction<CycleFigures> figure) {
    int worst = 0;
    for (int flow = 1; flow < cycle.flows().size(); flow++) {
      if (figure.applyAsDouble(cycle.flows().get(flow))
          > figure.applyAsDouble(cycle.flows().get(worst))) {
        worst = flow;
      }
    }
    return worst;
  }
}
