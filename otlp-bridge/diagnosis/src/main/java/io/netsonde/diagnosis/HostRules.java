package io.netsonde.diagnosis;

import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.FindingKind;
import io.netsonde.measurement.TimestampSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a run tells of the host that measured. A program that has just started leaves out places
 * in its schedule and is late for a packet or two; and that a packet left late loses none and
 * delays none, where the kernel stamps. So more is asked for than of an agent.
 */
final class HostRules {
  /** So much of the run, or of its packets, is worth a word. */
  private static final double SHARE = 0.1;

  private static final long LEAST_PACKETS = 5;

  private HostRules() {}

  /** Whether this host did not keep up. */
  static Optional<Finding> agent(Run run, RunConditions conditions) {
    List<String> reasons = reasons(run, conditions);
    if (reasons.isEmpty()) {
      return Optional.empty();
    }
    String sentence =
        "This host itself did not keep up: "
            + String.join(", ", reasons)
            + "; "
            + meaning(run, conditions)
            + ".";
    Distribution lags = run.figures().sendLag();
    AgentLoad load =
        new AgentLoad(
            lags.isEmpty() ? 0 : lags.percentile(99),
            late(run),
            conditions.pausedNanos(),
            conditions.longestPauseNanos(),
            conditions.slotsMissed(),
            run.packets(),
            conditions.dropped(),
            0,
            1);
    return Optional.of(run.finding(FindingKind.AGENT, sentence, load.evidence()));
  }

  private static List<String> reasons(Run run, RunConditions conditions) {
    List<String> reasons = new ArrayList<>();
    if (conditions.dropped() > 0) {
      reasons.add("its kernel dropped " + conditions.dropped() + " answers not read in time");
    }
    long late = late(run);
    if (isMuch(late, run)) {
      reasons.add(
          late
              + " of "
              + run.packets()
              + " "
              + run.things()
              + " left over "
              + Words.time(AgentLoad.LATE_NANOS)
              + " late");
    }
    if (conditions.pausedNanos() > Math.max(AgentLoad.LEAST_PAUSED_NANOS, SHARE * run.nanos())) {
      reasons.add(
          "it stalled for "
              + Words.time((double) conditions.pausedNanos())
              + " in all, "
              + Words.time((double) conditions.longestPauseNanos())
              + " at once");
    }
    return reasons;
  }

  private static long late(Run run) {
    return AgentLoad.late(run.figures().sendLag());
  }

  private static boolean isMuch(long packets, Run run) {
    return packets >= LEAST_PACKETS && packets >= SHARE * run.packets();
  }

  private static String meaning(Run run, RunConditions conditions) {
    if (conditions.dropped() > 0) {
      return "these count as lost, so that the loss is this host's as much as the path's";
    }
    if (run.isSilent()) {
      return "the packets left unevenly";
    }
    return run.source() == TimestampSource.KERNEL
        ? "the packets left unevenly, but the kernel's time stamps keep that out of the delays"
        : "the delays are this host's as much as the path's";
  }

  /** Whether packets got no farther than this host's own network. */
  static Optional<Finding> wayOut(Run run, RunConditions conditions) {
    List<String> sentences = new ArrayList<>();
    if (run.unsent() > 0) {
      sentences.add(
          of(run.unsent(), run)
              + " never left this host: its own network refused them, or has no way to "
              + run.address()
              + ".");
    }
    if (conditions.refusedHere() > 0) {
      sentences.add(
          of(conditions.refusedHere(), run)
              + " came no farther than this host's own network: nobody there answers for "
              + run.address()
              + ", or for the router to it.");
    }
    return sentences.isEmpty()
        ? Optional.empty()
        : Optional.of(
            run.finding(
                FindingKind.LOCAL_INTERFACE,
                String.join(" ", sentences),
                Map.of(
                    "netsonde.evidence.packets.unsent", (double) run.unsent(),
                    "netsonde.evidence.packets.undeliverable", (double) conditions.refusedHere())));
  }

  private static String of(long some, Run run) {
    return some + " of " + run.packets() + " " + run.things();
  }
}
