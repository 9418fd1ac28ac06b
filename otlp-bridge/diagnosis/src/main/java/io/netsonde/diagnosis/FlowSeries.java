package io.netsonde.diagnosis;

import io.netsonde.diagnosis.Hysteresis.Change;
import io.netsonde.diagnosis.Hysteresis.Look;
import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.DirectionFigures;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.FlowVerdict;
import io.netsonde.measurement.TrafficSimCycle;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Whether some flows of a path lose more than the others: begun by three cycles in a row that name
 * the same, since a burst falls upon one flow and no other; over when these recover.
 */
final class FlowSeries {
  private final PathWords words;
  private final Consumer<Finding> findings;
  private final Recovery recovery = Recovery.byCycles();
  private Hysteresis state = new Hysteresis();
  private FlowVerdict last = FlowVerdict.NONE;
  private long lastStart;
  private Optional<FlowVerdict.Group> told = Optional.empty();

  FlowSeries(PathWords words, Consumer<Finding> findings) {
    this.words = words;
    this.findings = findings;
  }

  void accept(TrafficSimCycle cycle) {
    List<CycleFigures> flows = cycle.flows();
    FlowVerdict verdict = FlowVerdict.on(flows);
    FlowVerdict confirmed = verdict.confirming(last, flows);
    long since = confirmed.groups().isEmpty() ? cycle.startEpochNanos() : lastStart;
    last = verdict;
    lastStart = cycle.startEpochNanos();
    if (told.isPresent()) {
      goOn(cycle, told.get());
    } else if (state.accept(Look.of(!confirmed.groups().isEmpty()), since) == Change.BEGUN) {
      FlowVerdict.Group worst = confirmed.groups().getFirst();
      told = Optional.of(worst);
      recovery.begin(worst.least());
      findings.accept(words.oneFlow(cycle, worst, state.period().since()));
    }
  }

  private void goOn(TrafficSimCycle cycle, FlowVerdict.Group group) {
    long sent = 0;
    long lost = 0;
    for (int flow : group.flows()) {
      if (flow < cycle.flows().size()) {
        DirectionFigures figures = cycle.flows().get(flow).of(group.direction());
        sent += figures.sent();
        lost += figures.lost();
      }
    }
    if (recovery.accept(sent, lost, cycle.startEpochNanos())) {
      Period period = new Period(state.period().since(), recovery.until());
      findings.accept(words.flowOver(cycle, group, period));
      told = Optional.empty();
      state = new Hysteresis();
    }
  }
}
