package io.netsonde.diagnosis;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.FindingKind;
import io.netsonde.measurement.Reflection;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.TrafficSimCycle;
import io.netsonde.measurement.trace.LossOnset;
import io.netsonde.measurement.trace.Outage;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The traces of one path in one direction, and where they say that loss begins. A trace that a
 * lossy cycle caused is believed at once; of others two in a row have to name the same link, since
 * loss that a single one sees may be chance. It is over when cycles, traces or a reflector's
 * reports recover; a trace that loses without placing it changes nothing.
 */
final class OnsetSeries {
  private final OnsetWords words;
  private final Consumer<Finding> findings;
  private final NearCycles cycles = new NearCycles();
  private final WholePath whole = new WholePath();
  private final Recovery byCycles = Recovery.byCycles();
  private final Recovery byTraces = Recovery.byTraces();
  private final ReportedLoss byReports = new ReportedLoss();
  private Optional<Named> seen = Optional.empty();
  private Optional<Named> told = Optional.empty();

  OnsetSeries(DiagnosisSettings settings, Consumer<Finding> findings) {
    words = new OnsetWords(settings.zone());
    this.findings = findings;
  }

  /** Takes a complete cycle of the same path in which the agent was not at fault. */
  void accept(TrafficSimCycle cycle) {
    EndToEnd now = EndToEnd.of(cycle);
    cycles.add(now);
    if (told.isPresent() && now.has(told.get().trace())) {
      EndToEnd.Flow both = now.flow(told.get().trace());
      if (byCycles.accept(both.sent(), both.lost(), cycle.startEpochNanos())) {
        end(words.over(told.get(), byCycles.until(), cycle.endEpochNanos()));
      }
    }
  }

  /** Takes what this host's reflector says of a session from the path's other end. */
  void accept(Reflection report) {
    if (told.isPresent() && byReports.accept(report)) {
      end(words.over(told.get(), byReports.until(), report.lastSeenEpochNanos()));
    }
  }

  /** It is that late: of a trace back, which nothing renews, no word may have come for long. */
  void onTime(long epochNanos) {
    if (told.isPresent()
        && told.get().trace().direction() == Direction.REVERSE
        && byReports.isStale(epochNanos)) {
      end(words.stale(told.get(), byReports.shownNanos(), epochNanos));
    }
  }

  void accept(Trace trace) {
    whole.accept(trace);
    Optional<EndToEnd> cycle = cycles.of(trace);
    Optional<LossPlace> place =
        outage(trace, cycle).or(() -> onset(trace, cycle).map(LossPlace::of));
    if (place.isPresent()) {
      placed(trace, place.get(), cycle);
    } else {
      unplaced(trace);
    }
  }

  private void placed(Trace trace, LossPlace place, Optional<EndToEnd> cycle) {
    Optional<Named> before = seen.filter(one -> one.belief().allows(place));
    boolean hasFallenSilent = place.isOutage() && cycle.isEmpty();
    long since =
        before
            .map(Named::since)
            .or(() -> cycle.filter(one -> trace.cause().isPresent()).map(EndToEnd::startEpochNanos))
            .orElse(hasFallenSilent ? whole.silentSince() : trace.startEpochNanos());
    Belief belief = before.map(one -> one.belief().and(place)).orElseGet(() -> Belief.of(place));
    Named now = new Named(place, kind(trace, place), trace, since, belief);
    seen = Optional.of(now);
    told.ifPresent(one -> showsStill(one, trace));
    boolean isSure = trace.cause().isPresent() || before.isPresent() || hasFallenSilent;
    if (told.isPresent() && told.get().belief().allows(place)) {
      told = told.map(one -> one.and(place));
    } else if (isSure && told.filter(one -> !belief.outweighs(one.belief())).isEmpty()) {
      told.ifPresent(one -> end(words.moved(one, now)));
      begin(now, cycle);
    }
  }

  private void showsStill(Named one, Trace trace) {
    byCycles.begin(one.place().loss());
    byTraces.begin(one.place().loss());
    byReports.shownBy(trace);
  }

  private void begin(Named now, Optional<EndToEnd> cycle) {
    told = Optional.of(now);
    seen = told;
    double loss = now.place().loss();
    byCycles.begin(loss);
    byTraces.begin(loss);
    byReports.begin(now.trace(), loss);
    int traces = now.place().isOutage() && cycle.isEmpty() ? whole.unreached() : 1;
    findings.accept(words.begun(now, cycle, traces));
  }

  private void unplaced(Trace trace) {
    seen = Optional.empty();
    Optional<Named.Packets> behind = told.flatMap(one -> one.by(trace));
    if (behind.isPresent()
        && byTraces.accept(behind.get().sent(), behind.get().lost(), trace.startEpochNanos())) {
      end(words.over(told.orElseThrow(), byTraces.until(), trace.endEpochNanos()));
    }
  }

  private void end(Finding over) {
    told = Optional.empty();
    seen = Optional.empty();
    findings.accept(over);
  }

  private FindingKind kind(Trace trace, LossPlace place) {
    boolean isFurther = trace.hops().size() > 1 || whole.length() > 1;
    return place.ttl() == 1 && isFurther ? FindingKind.LOCAL_INTERFACE : FindingKind.LOSS_AT_HOP;
  }

  /** The cycle's packets are more evidence of the same loss, if they took the same way. */
  private static Optional<LossOnset> onset(Trace trace, Optional<EndToEnd> cycle) {
    if (cycle.isEmpty()) {
      return LossOnset.of(trace);
    }
    EndToEnd.Flow both = cycle.get().flow(trace);
    return LossOnset.of(trace.hops(), both.sent(), both.lost());
  }

  /** Where nothing gets through, neither the cycle's packets, if there is one, nor the trace's. */
  private Optional<LossPlace> outage(Trace trace, Optional<EndToEnd> cycle) {
    long lost =
        cycle.isPresent()
            ? cycle.get().flow(trace).lostAltogether()
            : whole.hasFallenSilent() ? whole.unanswered() : 0;
    return trace.isReached() || lost == 0
        ? Optional.empty()
        : Outage.of(trace.hops(), whole.beyond(trace), trace.rounds(), lost, lost)
            .map(LossPlace::of);
  }
}
