package io.netsonde.diagnosis;

import io.netsonde.measurement.Finding;
import io.netsonde.measurement.InterfaceChange;
import io.netsonde.measurement.TrafficSimCycle;
import java.util.function.Consumer;

/**
 * The cycles of one probe and what their rules make of them: one direction, one flow, the way out.
 */
final class PathSeries {
  private final DirectionSeries direction;
  private final FlowSeries flows;
  private final InterfaceSeries wayOut;

  PathSeries(DiagnosisSettings settings, Consumer<Finding> findings) {
    PathWords words = new PathWords(settings.zone());
    direction = new DirectionSeries(words, findings);
    flows = new FlowSeries(words, findings);
    wayOut = new InterfaceSeries(words, findings);
  }

  /** Takes a complete cycle in which the agent was not at fault. */
  void accept(TrafficSimCycle cycle) {
    direction.accept(cycle);
    flows.accept(cycle);
    wayOut.accept(cycle);
  }

  void accept(InterfaceChange changed) {
    wayOut.accept(changed);
  }
}
