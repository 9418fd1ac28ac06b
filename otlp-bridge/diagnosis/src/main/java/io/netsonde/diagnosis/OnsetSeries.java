package io.netsonde.diagnosis;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.Direction;
import io.netsonde.measurement.DirectionFigures;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.TrafficSimCycle;
import io.netsonde.measurement.trace.LossOnset;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The traces of one path in one direction, and where they say that loss begins. A trace that a
 * lossy cycle caused is believed at once; of others two in a row have to name the same link, since
 * loss that a single one sees may be chance.
 */
final class OnsetSeries {
  private static final int CLEAN_TRACES = 2;
  private static final int CLEAN_CYCLES = 3;

  /** So much loss is none to speak of, or a quarter of what it was. */
  private static final double CLEAN_LOSS = 0.01;

  /** A cycle older than this says nothing of a trace. */
  private static final long NEAR_NANOS = 300_000_000_000L;

  private record Named(LossOnset onset, Trace trace, long since) {
    boolean isSameLink(LossOnset other) {
      return onset.beforeTtl() == other.beforeTtl() && onset.ttl() == other.ttl();
    }
  }

  private final OnsetWords words;
  private final Consumer<Finding> findings;
  private Optional<TrafficSimCycle> lastCycle = Optional.empty();
  private Optional<Named> seen = Optional.empty();
  private Optional<Named> told = Optional.empty();
  private int cleanTraces;
  private int cleanCycles;

  OnsetSeries(DiagnosisSettings settings, Consumer<Finding> findings) {
    words = new OnsetWords(settings.zone());
    this.findings = findings;
  }

  /** Takes a complete cycle of the same path in which the agent was not at fault. */
  void accept(TrafficSimCycle cycle) {
    lastCycle = Optional.of(cycle);
    if (told.isPresent()) {
      double loss = cycle.total().roundTrip().loss().orElse(1);
      boolean isClean = loss <= Math.max(CLEAN_LOSS, told.get().onset().loss() / 4);
      cleanCycles = isClean ? cleanCycles + 1 : 0;
      if (cleanCycles >= CLEAN_CYCLES) {
        end(cycle.endEpochNanos());
      }
    }
  }

  void accept(Trace trace) {
    Optional<TrafficSimCycle> cycle = lastCycle.filter(last -> isNear(last, trace));
    Optional<LossOnset> onset = onset(trace, cycle);
    if (onset.isEmpty()) {
      seen = Optional.empty();
      cleanTraces++;
      if (told.isPresent() && cleanTraces >= CLEAN_TRACES) {
        end(trace.endEpochNanos());
      }
      return;
    }
    cleanTraces = 0;
    Optional<Named> before = seen.filter(one -> one.isSameLink(onset.get()));
    long since =
        before
            .map(Named::since)
            .orElse(
                cycle
                    .filter(one -> trace.cause().isPresent())
                    .map(TrafficSimCycle::startEpochNanos)
                    .orElse(trace.startEpochNanos()));
    Named now = new Named(onset.get(), trace, since);
    seen = Optional.of(now);
    boolean isSure = trace.cause().isPresent() || before.isPresent();
    boolean isTold = told.filter(one -> one.isSameLink(onset.get())).isPresent();
    if (isSure && !isTold) {
      end(trace.endEpochNanos());
      told = Optional.of(now);
      cleanCycles = 0;
      findings.accept(words.begun(trace, onset.get(), cycle, since));
    }
  }

  private void end(long epochNanos) {
    told.ifPresent(
        one -> findings.accept(words.over(one.trace(), one.onset(), one.since(), epochNanos)));
    told = Optional.empty();
    cleanTraces = 0;
    cleanCycles = 0;
  }

  /** The cycle's packets are more evidence of the same loss, if they took the same way. */
  private static Optional<LossOnset> onset(Trace trace, Optional<TrafficSimCycle> cycle) {
    if (cycle.isEmpty()) {
      return LossOnset.of(trace);
    }
    DirectionFigures both = flow(trace, cycle.get()).roundTrip();
    return LossOnset.of(trace.hops(), both.sent(), both.lost());
  }

  static CycleFigures flow(Trace trace, TrafficSimCycle cycle) {
    int flow = trace.flowNumber().orElse(0);
    return flow < cycle.flows().size() ? cycle.flows().get(flow) : cycle.total();
  }

  private static boolean isNear(TrafficSimCycle cycle, Trace trace) {
    boolean sameFlow = trace.flowNumber().isPresent() || cycle.flows().size() == 1;
    long age = trace.startEpochNanos() - cycle.endEpochNanos();
    return trace.direction() == Direction.FORWARD && sameFlow && Math.abs(age) < NEAR_NANOS;
  }
}
