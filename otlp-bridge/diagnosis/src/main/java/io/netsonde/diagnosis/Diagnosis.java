package io.netsonde.diagnosis;

import io.netsonde.measurement.AgentActivity;
import io.netsonde.measurement.AgentPause;
import io.netsonde.measurement.Direction;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.InterfaceChange;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.Path;
import io.netsonde.measurement.PingCycle;
import io.netsonde.measurement.Reflection;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.TrafficSimCycle;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Says what is slow or lossy, where, since when, on what evidence, and how sure that is: takes
 * measurements and gives out findings, one when something begins and one when it is over. All time
 * is that of the measurements.
 *
 * <ul>
 *   <li>Web services: each window of time is held against the ten before it.
 *   <li>Paths: which direction or which of the flows loses, by the cycles; from which hop on, by
 *       the traces and the cycles with them.
 *   <li>The agent: where it is late or stalls that is said, and of what it spoilt by that nothing
 *       is.
 * </ul>
 *
 * <p>One thread at a time; findings are given out on the caller's.
 */
public final class Diagnosis implements MeasurementSink {
  /** Of more services or paths than this, those longest unheard of are forgotten. */
  private static final int MOST_SERIES = 10_000;

  /** How often those are looked for of which nothing is heard any more. */
  private static final long LOOK_NANOS = 60_000_000_000L;

  private final DiagnosisSettings settings;
  private final Consumer<Finding> findings;
  private final AgentWatch agent;
  private final Map<Service, HttpSeries> services = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Path, PathSeries> paths = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Traced, OnsetSeries> traces = new LinkedHashMap<>(16, 0.75f, true);

  private long lookedNanos;

  private record Service(String probe, URI uri) {}

  private record Traced(String probe, String address, Direction direction) {
    /** Of the traces back to whom the reflector tells of; see {@link Trace#probe}. */
    static Traced back(Reflection reflection) {
      return new Traced("agent-" + reflection.agentId(), reflection.address(), Direction.REVERSE);
    }
  }

  /**
   * @param findings takes what is found; like every sink it returns at once
   */
  public Diagnosis(DiagnosisSettings settings, MeasurementSink findings) {
    this.settings = settings;
    this.findings = findings::accept;
    this.agent = new AgentWatch(settings, this.findings);
  }

  @Override
  public void accept(Measurement measurement) {
    switch (measurement) {
      case HttpCheck check -> accept(check);
      case TrafficSimCycle cycle -> accept(cycle);
      case PingCycle cycle -> accept(cycle);
      case Trace trace -> accept(trace);
      case InterfaceChange change -> series(paths, change.path(), PathSeries::new).accept(change);
      case Reflection reflection -> accept(reflection);
      case AgentPause pause -> agent.accept(pause);
      case AgentActivity activity -> agent.accept(activity);
      default -> {
        // Nothing to be learned of.
      }
    }
  }

  /** Judges what has come in so far, for a run that ends now: no window is waited for. */
  public void finish() {
    services.values().forEach(HttpSeries::endWindow);
    agent.endWindow();
  }

  private void accept(HttpCheck check) {
    agent.onTime(check.startEpochNanos() + check.durationNanos());
    if (!agent.disturbed(check)) {
      series(services, new Service(check.probe(), check.uri()), HttpSeries::new).accept(check);
    }
  }

  private void accept(TrafficSimCycle cycle) {
    agent.onTime(cycle.endEpochNanos());
    onTime(cycle.endEpochNanos());
    agent.onCycle(cycle);
    if (cycle.outcome() == TrafficSimCycle.Outcome.COMPLETE && !agent.disturbed(cycle)) {
      series(paths, cycle.path(), PathSeries::new).accept(cycle);
      Path path = cycle.path();
      series(traces, new Traced(path.probe(), path.address(), Direction.FORWARD), OnsetSeries::new)
          .accept(cycle);
    }
  }

  /** Echoes tell of no direction and no flow, but of the agent as much as any packet. */
  private void accept(PingCycle cycle) {
    agent.onTime(cycle.endEpochNanos());
    agent.onCycle(cycle);
  }

  private void accept(Trace trace) {
    agent.onTime(trace.endEpochNanos());
    onTime(trace.endEpochNanos());
    if (!agent.disturbed(trace)) {
      series(
              traces,
              new Traced(trace.probe(), trace.address(), trace.direction()),
              OnsetSeries::new)
          .accept(trace);
    }
  }

  /** Of a session that came here: what became of the loss that a trace back has found. */
  private void accept(Reflection reflection) {
    onTime(reflection.lastSeenEpochNanos());
    OnsetSeries back = traces.get(Traced.back(reflection));
    if (back != null) {
      back.accept(reflection);
    }
  }

  /** Now and then, whatever it is that is measured. */
  private void onTime(long epochNanos) {
    if (Math.abs(epochNanos - lookedNanos) >= LOOK_NANOS) {
      lookedNanos = epochNanos;
      traces.values().forEach(series -> series.onTime(epochNanos));
    }
  }

  private <K, S> S series(
      Map<K, S> all, K key, BiFunction<DiagnosisSettings, Consumer<Finding>, S> maker) {
    S one = all.get(key);
    if (one == null) {
      one = maker.apply(settings, findings);
      all.put(key, one);
      if (all.size() > MOST_SERIES) {
        all.remove(all.keySet().iterator().next());
      }
    }
    return one;
  }
}
