package io.netsonde.diagnosis;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.FindingKind;
import io.netsonde.measurement.FlowVerdict;
import io.netsonde.measurement.PingCycle;
import io.netsonde.measurement.TrafficSimCycle;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What one run shows by itself. An agent waits for a second or third cycle before it says anything;
 * a run that ends has none to wait for, so only what a single cycle shows beyond a chance of one in
 * a thousand is a finding, and of the rest is said how little it shows. Pure.
 */
public final class RunDiagnosis {
  private static final RunVerdict NOTHING = new RunVerdict(List.of(), List.of("Nothing was sent."));

  private RunDiagnosis() {}

  /**
   * The verdict on one cycle of packets that a reflector answered.
   *
   * @param sourcePorts of the flows by their numbers
   */
  public static RunVerdict of(
      TrafficSimCycle cycle, List<OptionalInt> sourcePorts, RunConditions conditions) {
    Run run = Run.of(cycle);
    if (run.packets() == 0) {
      return NOTHING;
    }
    List<Finding> path = new ArrayList<>(HostRules.wayOut(run, conditions).stream().toList());
    if (isOfPath(run, conditions)) {
      path.addAll(path(cycle, PathWords.ofRun(sourcePorts)));
    }
    List<String> sentences = sentences(path);
    if (!isOwnLoss(run, conditions)) {
      sentences.addAll(LossWords.ofPackets(run, isPlaced(path)));
    }
    if (isOfPath(run, conditions)) {
      flows(cycle.flows(), path, sentences);
      DelayWords.ofPackets(run).ifPresent(sentences::add);
    }
    return verdict(run, conditions, path, sentences);
  }

  /** The verdict on one cycle of echoes; of these no direction is known. */
  public static RunVerdict of(PingCycle cycle, RunConditions conditions) {
    Run run = Run.of(cycle);
    if (run.packets() == 0) {
      return NOTHING;
    }
    List<Finding> path = HostRules.wayOut(run, conditions).stream().toList();
    List<String> sentences = sentences(path);
    if (!isOwnLoss(run, conditions)) {
      sentences.addAll(LossWords.ofEchoes(run, cycle));
    }
    if (isOfPath(run, conditions)) {
      DelayWords.ofEchoes(run).ifPresent(sentences::add);
    }
    return verdict(run, conditions, path, sentences);
  }

  /** With what is to be said of any run: of this host, and what to do next. */
  private static RunVerdict verdict(
      Run run, RunConditions conditions, List<Finding> path, List<String> sentences) {
    List<Finding> findings = new ArrayList<>(path);
    HostRules.agent(run, conditions)
        .ifPresent(
            agent -> {
              findings.add(agent);
              sentences.add(agent.sentence());
            });
    if (isOfPath(run, conditions) && run.lost() > 0) {
      sentences.add("To see behind which hop: netsonde trace " + run.address());
    }
    return new RunVerdict(findings, sentences);
  }

  /** Whether what was lost was lost on the way, and not by this host. */
  private static boolean isOfPath(Run run, RunConditions conditions) {
    return run.unsent() + conditions.refusedHere() + conditions.dropped() == 0;
  }

  private static List<Finding> path(TrafficSimCycle cycle, PathWords words) {
    Stream<Finding> direction =
        new DirectionRule()
            .accept(cycle).stream().map(verdict -> words.oneDirection(cycle, verdict));
    Stream<Finding> flows =
        FlowVerdict.on(cycle.flows()).groups().stream()
            .map(group -> words.oneFlow(cycle, group, cycle.startEpochNanos()));
    return Stream.concat(direction, flows).toList();
  }

  /** Whether all that was lost was lost here: then there is nothing to say of a path. */
  private static boolean isOwnLoss(Run run, RunConditions conditions) {
    return run.lost() > 0 && run.lost() <= run.unsent() + conditions.refusedHere();
  }

  private static List<String> sentences(List<Finding> findings) {
    return new ArrayList<>(findings.stream().map(Finding::sentence).toList());
  }

  /** Whether it is said which direction or flow loses. */
  private static boolean isPlaced(List<Finding> findings) {
    return findings.stream()
        .map(Finding::kind)
        .anyMatch(kind -> kind == FindingKind.ONE_DIRECTION || kind == FindingKind.ONE_FLOW);
  }

  private static void flows(
      List<CycleFigures> flows, List<Finding> findings, List<String> sentences) {
    boolean named = findings.stream().anyMatch(finding -> finding.kind() == FindingKind.ONE_FLOW);
    if (flows.size() > 1 && !named) {
      sentences.add("No flow loses more than the others, beyond chance.");
    }
  }
}
