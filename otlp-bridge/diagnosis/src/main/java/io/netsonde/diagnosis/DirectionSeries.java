package io.netsonde.diagnosis;

import io.netsonde.diagnosis.DirectionRule.Verdict;
import io.netsonde.diagnosis.Hysteresis.Change;
import io.netsonde.diagnosis.Hysteresis.Look;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.TrafficSimCycle;
import java.util.Optional;
import java.util.function.Consumer;

/** Whether one direction of a path loses: begun by two cycles of three, over when it recovers. */
final class DirectionSeries {
  private final PathWords words;
  private final Consumer<Finding> findings;
  private final DirectionRule rule = new DirectionRule();
  private final Recovery recovery = Recovery.byCycles();
  private Hysteresis state = new Hysteresis();
  private Optional<Verdict> seen = Optional.empty();
  private Optional<Verdict> told = Optional.empty();

  DirectionSeries(PathWords words, Consumer<Finding> findings) {
    this.words = words;
    this.findings = findings;
  }

  void accept(TrafficSimCycle cycle) {
    Optional<Verdict> verdict = rule.accept(cycle);
    if (told.isPresent()) {
      goOn(cycle, told.get());
    } else {
      begin(cycle, verdict);
    }
  }

  private void begin(TrafficSimCycle cycle, Optional<Verdict> verdict) {
    if (verdict.isPresent() && seen.isPresent() && !isSame(verdict.get(), seen.get())) {
      state = new Hysteresis();
    }
    Change change = state.accept(Look.of(verdict.isPresent()), cycle.startEpochNanos());
    if (verdict.isPresent()) {
      long since = Math.min(verdict.get().sinceEpochNanos(), since(cycle));
      Verdict now = new Verdict(verdict.get().direction(), verdict.get().counts(), since);
      seen = Optional.of(now);
      if (change == Change.BEGUN) {
        told = seen;
        recovery.begin(now.loss());
        findings.accept(words.oneDirection(cycle, now));
      }
    }
  }

  private long since(TrafficSimCycle cycle) {
    return state.isActive() ? state.period().since() : cycle.startEpochNanos();
  }

  private void goOn(TrafficSimCycle cycle, Verdict found) {
    LossCounts now = rule.newest();
    boolean isOver =
        recovery.accept(
            now.sent(found.direction()), now.lost(found.direction()), cycle.startEpochNanos());
    boolean isBoth = !isOver && rule.isBoth(found.direction());
    if (isOver || isBoth) {
      long until = isOver ? recovery.until() : cycle.startEpochNanos();
      Period period = new Period(found.sinceEpochNanos(), until);
      findings.accept(words.directionOver(cycle, found.direction(), period, isBoth));
      told = Optional.empty();
      seen = Optional.empty();
      state = new Hysteresis();
    }
  }

  private static boolean isSame(Verdict one, Verdict other) {
    return one.direction() == other.direction();
  }
}
