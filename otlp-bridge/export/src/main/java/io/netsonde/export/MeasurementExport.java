package io.netsonde.export;

import io.netsonde.measurement.AgentActivity;
import io.netsonde.measurement.AgentPause;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.GarbageCollection;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.InterfaceChange;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.NanoClock;
import io.netsonde.measurement.PathState;
import io.netsonde.measurement.PingCycle;
import io.netsonde.measurement.PingState;
import io.netsonde.measurement.Reflection;
import io.netsonde.measurement.ReflectorActivity;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.TraceFailure;
import io.netsonde.measurement.TrafficSimCycle;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.trace.Tracer;

/** Records each kind of measurement with the class made for it. Safe for several threads. */
final class MeasurementExport implements MeasurementSink {
  private final TrafficSimCycleExport cycles;
  private final PathStateExport states;
  private final ReflectionExport reflections;
  private final ReflectorActivityExport activities;
  private final InterfaceChangeExport interfaces;
  private final HttpCheckExport checks;
  private final TraceExport traces;
  private final FindingExport findings;
  private final PingExport pings;
  private final AgentExport agent;

  /**
   * @param readout heeded by the telemetry's readers
   * @param clock for what is shown for a time only
   */
  MeasurementExport(
      OpenTelemetry telemetry, Cardinality cardinality, Readout readout, NanoClock clock) {
    Instruments instruments = new Instruments(telemetry.getMeter(Instruments.SCOPE), clock);
    Tracer tracer = telemetry.getTracer(Instruments.SCOPE);
    Logger logger = telemetry.getLogsBridge().get(Instruments.SCOPE);
    TrafficSimInstruments trafficSim = new TrafficSimInstruments(instruments);
    FlowAttributesCache attributes = new FlowAttributesCache(cardinality.limit());
    cycles =
        new TrafficSimCycleExport(trafficSim, attributes, new CycleSpans(tracer), readout.traces());
    states = new PathStateExport(trafficSim, attributes);
    reflections = new ReflectionExport(instruments, tracer);
    activities = new ReflectorActivityExport(instruments, cardinality.limit());
    interfaces = new InterfaceChangeExport(instruments, attributes, tracer);
    checks = new HttpCheckExport(instruments, new HttpSpans(tracer));
    traces = new TraceExport(instruments, new TraceSpans(tracer), logger, readout.endedHops());
    pings = new PingExport(instruments, tracer);
    findings = new FindingExport(instruments, logger);
    agent = new AgentExport(instruments);
  }

  @Override
  public void accept(Measurement measurement) {
    findings.expect(measurement);
    switch (measurement) {
      case TrafficSimCycle cycle -> {
        cycles.accept(cycle);
        traces.follow(cycle);
      }
      case PathState state -> states.accept(state);
      case Reflection reflection -> reflections.accept(reflection);
      case ReflectorActivity activity -> activities.accept(activity);
      case InterfaceChange change -> interfaces.accept(change);
      case AgentActivity activity -> agent.accept(activity);
      case AgentPause pause -> agent.accept(pause);
      case GarbageCollection collection -> agent.accept(collection);
      case HttpCheck check -> checks.accept(check);
      case Trace trace -> traces.accept(trace);
      case TraceFailure failure -> traces.accept(failure);
      case Finding finding -> findings.accept(finding);
      case PingCycle cycle -> pings.accept(cycle);
      case PingState state -> pings.accept(state);
    }
  }
}
