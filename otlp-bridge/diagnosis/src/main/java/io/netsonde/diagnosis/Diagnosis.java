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
 * <p>May be called from several threads; findings are given out on the caller's.
 */
public final class Diagnosis implements MeasurementSink {
  /** Of more services or paths than this, those longest unheard of are forgotten. */
  private static final int MOST_SERIES = 10_000;

  private final DiagnosisSettings settings;
  private final Consumer<Finding> findings;
  private final AgentWatch agent;
  private final Map<Service, HttpSeries> services = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Path, PathSeries> paths = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Traced, OnsetSeries> traces = new LinkedHashMap<>(16, 0.75f, true);

  private record Service(String probe, URI uri) {}

  private record Traced(String probe, String address, Direction direction) {}

  /**
   * @param findings takes what is found; like every sink it returns at once
   */
  public Diagnosis(DiagnosisSettings settings, MeasurementSink findings) {
    this.settings = settings;
    this.findings = findings::accept;
    this.agent = new AgentWatch(settings, this.findings);
  }

  @Override
  public synchronized void accept(Measurement measurement) {
    switch (measurement) {
      case HttpCheck check -> accept(check);
      case TrafficSimCycle cycle -> accept(cycle);
      case PingCycle cycle -> accept(cycle);
      case Trace trace -> accept(trace);
      case InterfaceChange change -> series(paths, change.path(), PathSeries::new).accept(change);
      case AgentPause pause -> agent.accept(pause);
      case AgentActivity activity -> agent.accept(activity);
      default -> {
        // Nothing to be learned of.
      }
    }
  }

  /** Judges what has come in so far, for a run that ends now: no window is waited for. */
  public synchronized void finish() {
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
    if (!agent.disturbed(trace)) {
      series(
              traces,
              new Traced(trace.probe(), trace.address(), trace.direction()),
              OnsetSeries::new)
          .accept(trace);
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
