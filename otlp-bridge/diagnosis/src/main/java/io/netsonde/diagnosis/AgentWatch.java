package io.netsonde.diagnosis;

import io.netsonde.diagnosis.Hysteresis.Look;
import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.FindingKind;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.TrafficSimCycle;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Whether the agent itself is late or stalls, in windows of time over all its probes. What is
 * measured meanwhile tells of the agent as much as of any path.
 *
 * <p>Pauses and missed slots carry no time: they happened between the records with times that came
 * before and after them.
 */
final class AgentWatch {
  /** A pause from here on disturbs what it falls upon. */
  private static final long DISTURBING_PAUSE_NANOS = 50_000_000;

  private static final int MOST_PAUSES = 64;

  private record Pause(long notBefore, long notAfter) {}

  private final long windowNanos;
  private final Words words;
  private final Consumer<Finding> findings;
  private final Hysteresis state = new Hysteresis();
  private final ArrayDeque<Pause> pauses = new ArrayDeque<>();

  private long latest = Long.MIN_VALUE;
  private boolean pausedSinceLatest;
  private long windowStart;
  private boolean hasWindow;
  private long paused;
  private long longestPause;
  private long missed;
  private long worstLag;
  private long packets;
  private Optional<SpanIdentity> worstCycle = Optional.empty();

  AgentWatch(DiagnosisSettings settings, Consumer<Finding> findings) {
    windowNanos = settings.window().toNanos();
    words = new Words(settings.zone());
    this.findings = findings;
  }

  void onPause(long nanos) {
    paused += nanos;
    longestPause = Math.max(longestPause, nanos);
    pausedSinceLatest |= nanos >= DISTURBING_PAUSE_NANOS;
  }

  void onMissedSlots(long slots) {
    missed += slots;
  }

  /** A record ended then: what had no time before it has one now. */
  void onTime(long epochNanos) {
    if (epochNanos < latest && epochNanos > latest - windowNanos) {
      return; // Of several threads; whereas a clock that was set back goes on from there.
    }
    if (pausedSinceLatest) {
      pauses.addLast(new Pause(latest, epochNanos));
      if (pauses.size() > MOST_PAUSES) {
        pauses.removeFirst();
      }
      pausedSinceLatest = false;
    }
    latest = epochNanos;
    long start = Math.floorDiv(epochNanos, windowNanos) * windowNanos;
    if (hasWindow && start != windowStart) {
      endWindow();
    }
    windowStart = start;
    hasWindow = true;
  }

  /** The figures of a cycle over all its flows, and the span that tells of it. */
  void onCycle(CycleFigures total, SpanIdentity span) {
    packets += total.packets();
    if (!total.sendLag().isEmpty() && total.sendLag().percentile(99) >= worstLag) {
      worstLag = total.sendLag().percentile(99);
      worstCycle = Optional.of(span);
    }
  }

  /** Whether that cycle tells of the agent rather than of its path. */
  boolean disturbed(TrafficSimCycle cycle) {
    boolean late =
        !cycle.total().sendLag().isEmpty()
            && cycle.total().sendLag().percentile(99) > AgentLoad.LATE_NANOS;
    return late || disturbed(cycle.startEpochNanos(), cycle.endEpochNanos());
  }

  /** Whether the agent may have stalled in that time. */
  boolean disturbed(long startEpochNanos, long endEpochNanos) {
    return pauses.stream()
        .anyMatch(
            pause -> pause.notBefore() <= endEpochNanos && pause.notAfter() >= startEpochNanos);
  }

  /** Judges the open window now. */
  void endWindow() {
    AgentLoad load = new AgentLoad(worstLag, paused, longestPause, missed, packets);
    switch (state.accept(Look.of(load.isTooMuch(windowNanos)), windowStart)) {
      case NONE -> {}
      case BEGUN -> tell(Finding.State.BEGUN, begun(load), load);
      case OVER ->
          tell(
              Finding.State.OVER,
              "The agent keeps up with its schedule again, after "
                  + Words.span(state.period().seconds())
                  + ".",
              load);
    }
    paused = 0;
    longestPause = 0;
    missed = 0;
    worstLag = 0;
    packets = 0;
    worstCycle = Optional.empty();
    hasWindow = false;
  }

  private String begun(AgentLoad load) {
    return "The agent itself does not keep up, "
        + words.since(state.period().since())
        + ": "
        + String.join("; ", load.faults(windowNanos))
        + ". What it measures meanwhile is not held against any path; "
        + Words.sure(Level.MOST_CONFIDENCE)
        + ".";
  }

  private void tell(Finding.State what, String sentence, AgentLoad load) {
    Finding finding =
        new Finding(
            FindingKind.AGENT,
            what,
            "",
            "",
            state.period().since(),
            windowStart + windowNanos,
            Level.MOST_CONFIDENCE,
            sentence,
            load.evidence(),
            Map.of(),
            worstCycle);
    boolean isOver = what == Finding.State.OVER;
    findings.accept(isOver ? finding.lasting(state.period().seconds()) : finding);
  }
}
