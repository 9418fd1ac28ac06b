package io.netsonde.diagnosis;

import io.netsonde.diagnosis.Hysteresis.Change;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.FindingKind;
import io.netsonde.measurement.FlowVerdict;
import io.netsonde.measurement.InterfaceChange;
import io.netsonde.measurement.TrafficSimCycle;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The cycles of one probe and what their rules make of them: one direction, one flow, the way out.
 */
final class PathSeries {
  /** As many samples as the hysteresis asks for: a cycle speaks for many packets. */
  private static final int ENOUGH = 3;

  private static final double LOSS_AT_CHANGE = 0.02;
  private static final long LEAST_LOST_AT_CHANGE = 3;

  private final PathWords words;
  private final Consumer<Finding> findings;

  private final DirectionRule direction = new DirectionRule();
  private final Hysteresis directionState = new Hysteresis();
  private final Hysteresis flowState = new Hysteresis();
  private final Hysteresis interfaceState = new Hysteresis();
  private FlowVerdict lastFlows = FlowVerdict.NONE;
  private Optional<TrafficSimCycle> lastCycle = Optional.empty();
  private Optional<InterfaceChange> change = Optional.empty();

  PathSeries(DiagnosisSettings settings, Consumer<Finding> findings) {
    words = new PathWords(settings.zone());
    this.findings = findings;
  }

  /** Takes a complete cycle in which the agent was not at fault. */
  void accept(TrafficSimCycle cycle) {
    judgeDirection(cycle);
    judgeFlows(cycle);
    judgeInterface(cycle);
    lastCycle = Optional.of(cycle);
  }

  void accept(InterfaceChange changed) {
    if (changed.from().isPresent()) {
      change = Optional.of(changed);
    }
  }

  private void judgeDirection(TrafficSimCycle cycle) {
    Optional<DirectionRule.Verdict> verdict = direction.accept(cycle);
    Change now = directionState.accept(verdict.isPresent(), cycle.startEpochNanos(), ENOUGH, 2);
    if (now == Change.BEGUN) {
      findings.accept(words.oneDirection(cycle, verdict.orElseThrow(), directionState.since()));
    } else if (now == Change.OVER) {
      findings.accept(words.over(FindingKind.ONE_DIRECTION, cycle, directionState.since()));
    }
  }

  /** Three cycles in a row have to name a flow: a burst falls upon one flow and no other. */
  private void judgeFlows(TrafficSimCycle cycle) {
    FlowVerdict verdict = FlowVerdict.on(cycle.flows());
    FlowVerdict confirmed = verdict.confirming(lastFlows, cycle.flows());
    lastFlows = verdict;
    long since = lastCycle.orElse(cycle).startEpochNanos();
    Change now = flowState.accept(!confirmed.groups().isEmpty(), since, ENOUGH, 2);
    if (now == Change.BEGUN) {
      findings.accept(words.oneFlow(cycle, confirmed.groups().getFirst(), flowState.since()));
    } else if (now == Change.OVER) {
      findings.accept(words.over(FindingKind.ONE_FLOW, cycle, flowState.since()));
    }
  }

  /** Loss while the way out changes is this host's own. */
  private void judgeInterface(TrafficSimCycle cycle) {
    long lost = cycle.total().roundTrip().lost();
    boolean fell =
        change
            .filter(
                at ->
                    at.epochNanos() >= cycle.startEpochNanos()
                        && at.epochNanos() <= cycle.endEpochNanos())
            .isPresent();
    boolean isBad =
        fell
            && lost >= LEAST_LOST_AT_CHANGE
            && cycle.total().roundTrip().loss().orElse(0) >= LOSS_AT_CHANGE;
    Change now = interfaceState.accept(isBad, cycle.startEpochNanos(), ENOUGH, 1);
    if (now == Change.BEGUN) {
      findings.accept(words.wayOut(cycle, change.orElseThrow()));
    } else if (now == Change.OVER) {
      findings.accept(words.over(FindingKind.LOCAL_INTERFACE, cycle, interfaceState.since()));
    }
  }
}
