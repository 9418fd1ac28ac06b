package io.netsonde.diagnosis;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.TrafficSimCycle;
import io.netsonde.measurement.trace.LossOnset;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The traces of one path in one direction, and where they say that loss begins. A trace that a
 * lossy cycle caused is believed at once; of others two in a row have to name the same link, since
 * loss that a single one sees may be chance.
 */
final class OnsetSeries {
  private static final int CLEAN_TRACES = 2;

  /** A trace tells of a cycle that many ago at most. */
  private static final int MOST_CYCLES = 16;

  /** A cycle older than this says nothing of a trace. */
  private static final long NEAR_NANOS = 300_000_000_000L;

  private record Named(LossOnset onset, Trace trace, long since) {
    boolean isSameLink(LossOnset other) {
      return onset.beforeTtl() == other.beforeTtl() && onset.ttl() == other.ttl();
    }
  }

  private final OnsetWords words;
  private final Consumer<Finding> findings;
  private final Recovery recovery = new Recovery();
  private final ArrayDeque<EndToEnd> cycles = new ArrayDeque<>();
  private Optional<Named> seen = Optional.empty();
  private Optional<Named> told = Optional.empty();
  private int cleanTraces;
  private long cleanSince;

  OnsetSeries(DiagnosisSettings settings, Consumer<Finding> findings) {
    words = new OnsetWords(settings.zone());
    this.findings = findings;
  }

  /** Takes a complete cycle of the same path in which the agent was not at fault. */
  void accept(TrafficSimCycle cycle) {
    EndToEnd now = EndToEnd.of(cycle);
    cycles.addLast(now);
    if (cycles.size() > MOST_CYCLES) {
      cycles.removeFirst();
    }
    if (told.isPresent() && now.has(told.get().trace())) {
      EndToEnd.Flow both = now.flow(told.get().trace());
      if (recovery.accept(both.sent(), both.lost(), cycle.startEpochNanos())) {
        end(recovery.until(), cycle.endEpochNanos());
      }
    }
  }

  void accept(Trace trace) {
    Optional<EndToEnd> cycle = cycleOf(trace);
    Optional<LossOnset> onset = onset(trace, cycle);
    if (onset.isEmpty()) {
      seen = Optional.empty();
      cleanTraces++;
      cleanSince = cleanTraces == 1 ? trace.startEpochNanos() : cleanSince;
      if (told.isPresent() && cleanTraces >= CLEAN_TRACES) {
        end(cleanSince, trace.endEpochNanos());
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
                    .map(EndToEnd::startEpochNanos)
                    .orElse(trace.startEpochNanos()));
    Named now = new Named(onset.get(), trace, since);
    seen = Optional.of(now);
    boolean isSure = trace.cause().isPresent() || before.isPresent();
    boolean isTold = told.filter(one -> one.isSameLink(onset.get())).isPresent();
    if (isSure && !isTold) {
      end(trace.startEpochNanos(), trace.endEpochNanos());
      told = Optional.of(now);
      recovery.begin(onset.get().loss());
      findings.accept(words.begun(trace, onset.get(), cycle, since));
    }
  }

  private void end(long until, long atEpochNanos) {
    told.ifPresent(
        one ->
            findings.accept(
                words.over(
                    one.trace(), one.onset(), new Period(one.since(), until), atEpochNanos)));
    told = Optional.empty();
    cleanTraces = 0;
  }

  /** The cycle that caused the trace, or else the last one if it is near enough to tell of it. */
  private Optional<EndToEnd> cycleOf(Trace trace) {
    return cycles.stream()
        .filter(cycle -> trace.cause().filter(it -> it.cycle().equals(cycle.span())).isPresent())
        .findFirst()
        .or(() -> Optional.ofNullable(cycles.peekLast()))
        .filter(cycle -> isNear(cycle, trace));
  }

  /** The cycle's packets are more evidence of the same loss, if they took the same way. */
  private static Optional<LossOnset> onset(Trace trace, Optional<EndToEnd> cycle) {
    if (cycle.isEmpty()) {
      return LossOnset.of(trace);
    }
    EndToEnd.Flow both = cycle.get().flow(trace);
    return LossOnset.of(trace.hops(), both.sent(), both.lost());
  }

  private static boolean isNear(EndToEnd cycle, Trace trace) {
    long age = trace.startEpochNanos() - cycle.endEpochNanos();
    return trace.direction() == Direction.FORWARD && cycle.has(trace) && Math.abs(age) < NEAR_NANOS;
  }
}
