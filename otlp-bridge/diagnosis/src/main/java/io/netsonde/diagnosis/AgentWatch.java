package io.netsonde.diagnosis;

import io.netsonde.diagnosis.Hysteresis.Look;
import io.netsonde.measurement.AgentActivity;
import io.netsonde.measurement.AgentPause;
import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.FindingKind;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.PingCycle;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.TrafficSimCycle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Whether the agent itself is late or stalls, in windows of time over all its probes; and which
 * measurements tell of that rather than of any path. Where these are most of a window, that is
 * said, however short the stalls were.
 *
 * <p>How late packets leave is known when their cycle has ended, which may be longer than a window:
 * windows in which none did tell nothing of that. Missed slots and dropped packets carry no time:
 * they happened between the records with times that came before and after them.
 */
final class AgentWatch {
  /** Of more cycles in one window the lags are not looked at. */
  private static final int MOST_CYCLES = 10_000;

  private final long windowNanos;
  private final Words words;
  private final Consumer<Finding> findings;
  private final Hysteresis stalling = new Hysteresis();
  private final Hysteresis late = new Hysteresis();
  private final Hysteresis blind = new Hysteresis();
  private final Disturbances disturbances;
  private final PlannedPackets planned = new PlannedPackets();

  private long latest = Long.MIN_VALUE;
  private long droppedSinceLatest;
  private long windowStart;
  private boolean hasWindow;
  private long since;

  private long paused;
  private long longestPause;
  private long missed;
  private long dropped;
  private long spoilt;
  private long measured;
  private final List<Distribution> lags = new ArrayList<>();
  private long worstLag;
  private Optional<SpanIdentity> worstCycle = Optional.empty();

  AgentWatch(DiagnosisSettings settings, Consumer<Finding> findings) {
    windowNanos = settings.window().toNanos();
    words = new Words(settings.zone());
    disturbances = new Disturbances(windowNanos);
    this.findings = findings;
  }

  void accept(AgentPause pause) {
    long news = disturbances.onPause(pause.epochNanos(), pause.nanos());
    paused += news;
    longestPause = Math.max(longestPause, Math.min(news, pause.nanos()));
  }

  void accept(AgentActivity activity) {
    missed += activity.slotsMissed();
    dropped += activity.socketDrops().orElse(0);
    droppedSinceLatest += activity.socketDrops().orElse(0);
  }

  /** A record ended then: what had no time before it has one now. */
  void onTime(long epochNanos) {
    if (epochNanos < latest && epochNanos > latest - windowNanos) {
      return; // Of several threads; whereas a clock that was set back goes on from there.
    }
    if (droppedSinceLatest > 0) {
      disturbances.onDrops(latest, epochNanos, droppedSinceLatest);
      droppedSinceLatest = 0;
    }
    latest = epochNanos;
    long start = Math.floorDiv(epochNanos, windowNanos) * windowNanos;
    if (hasWindow && start != windowStart) {
      endWindow();
    }
    windowStart = start;
    hasWindow = true;
  }

  void onCycle(TrafficSimCycle cycle) {
    String probe = cycle.path().probe() + "/" + cycle.path().address();
    onCycle(probe, cycle.total(), cycle.span(), cycle.startEpochNanos(), cycle.endEpochNanos());
  }

  void onCycle(PingCycle cycle) {
    String probe = cycle.probe() + "/" + cycle.address();
    onCycle(probe, cycle.figures(), cycle.span(), cycle.startEpochNanos(), cycle.endEpochNanos());
  }

  private void onCycle(String probe, CycleFigures total, SpanIdentity span, long start, long end) {
    planned.onCycle(probe, total.packets(), start, end);
    if (total.sendLag().isEmpty() || lags.size() >= MOST_CYCLES) {
      return;
    }
    lags.add(total.sendLag());
    if (total.sendLag().percentile(99) >= worstLag) {
      worstLag = total.sendLag().percentile(99);
      worstCycle = Optional.of(span);
    }
  }

  /** Whether that cycle tells of the agent rather than of its path; to be asked once of each. */
  boolean disturbed(TrafficSimCycle cycle) {
    return isSpoilt(disturbances.spoils(cycle));
  }

  /** Whether that trace does. */
  boolean disturbed(Trace trace) {
    return isSpoilt(disturbances.spoilsPackets(trace.startEpochNanos(), trace.endEpochNanos()));
  }

  /** Whether that check tells of the agent rather than of its service. */
  boolean disturbed(HttpCheck check) {
    long start = check.startEpochNanos();
    return isSpoilt(disturbances.spoilsTimes(start, start + check.durationNanos()));
  }

  private boolean isSpoilt(boolean is) {
    measured++;
    spoilt += is ? 1 : 0;
    return is;
  }

  private boolean isActive() {
    return states().anyMatch(Hysteresis::isActive);
  }

  private Stream<Hysteresis> states() {
    return Stream.of(stalling, late, blind);
  }

  /** Judges the open window now. */
  void endWindow() {
    boolean wasActive = isActive();
    AgentLoad load = load();
    judge(load);
    if (!wasActive && isActive()) {
      since =
          states()
              .filter(Hysteresis::isActive)
              .mapToLong(state -> state.period().since())
              .min()
              .orElseThrow();
      tell(Finding.State.BEGUN, since, begun(load), load);
    } else if (wasActive && !isActive()) {
      long until = states().mapToLong(state -> state.period().until()).max().orElseThrow();
      String lasted = Words.span(new Period(since, until).seconds());
      String sentence = "The agent keeps up with its schedule again, after " + lasted + ".";
      tell(Finding.State.OVER, until, sentence, load);
    }
    paused = 0;
    longestPause = 0;
    missed = 0;
    dropped = 0;
    spoilt = 0;
    measured = 0;
    lags.clear();
    worstLag = 0;
    worstCycle = Optional.empty();
    hasWindow = false;
  }

  private AgentLoad load() {
    Distribution all = Distribution.merge(lags);
    return new AgentLoad(
        all.isEmpty() ? 0 : all.percentile(99),
        AgentLoad.late(all),
        paused,
        longestPause,
        missed,
        planned.in(windowStart, windowNanos),
        dropped,
        spoilt,
        measured);
  }

  private void judge(AgentLoad load) {
    Hysteresis.Change unused = stalling.accept(Look.of(load.isStalling(windowNanos)), windowStart);
    if (!lags.isEmpty()) {
      unused = late.accept(Look.of(load.isLate()), windowStart);
    }
    if (measured > 0) {
      unused = blind.accept(Look.of(load.isSpoilt()), windowStart);
    }
  }

  private String begun(AgentLoad load) {
    return "The agent itself does not keep up, "
        + words.since(since)
        + ": "
        + String.join("; ", load.faults(windowNanos))
        + ". What that spoils is not held against any path; "
        + Words.sure(Level.MOST_CONFIDENCE)
        + ".";
  }

  private void tell(Finding.State what, long until, String sentence, AgentLoad load) {
    Finding finding =
        new Finding(
            FindingKind.AGENT,
            what,
            "",
            "",
            since,
            windowStart + windowNanos,
            Level.MOST_CONFIDENCE,
            sentence,
            load.evidence(),
            Map.of(),
            worstCycle);
    boolean isOver = what == Finding.State.OVER;
    findings.accept(isOver ? finding.lasting(new Period(since, until).seconds()) : finding);
  }
}
