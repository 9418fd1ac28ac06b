package io.netsonde.agent.run;

import io.netsonde.agent.config.AgentConfig;
import io.netsonde.agent.config.TrafficSimProbe;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.Path;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.trigger.TriggerSettings;
import io.netsonde.netio.Stamping;
import io.netsonde.trafficsim.net.SendOptions;
import io.netsonde.trafficsim.net.SenderLoop;
import io.netsonde.trafficsim.net.TraceStart;
import io.netsonde.trafficsim.sender.ProbeSettings;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** The agent's TrafficSim probes, each with its bad cycles' traces. */
final class TrafficSimProbes {
  private static final Logger LOGGER = Logger.getLogger("io.netsonde.agent");

  private final AgentConfig config;
  private final Stamping stamping;
  private final SenderLoop loop;
  private final Baselines baselines;
  private final MeasurementSink sink;
  private final SecureRandom random = new SecureRandom();

  TrafficSimProbes(
      AgentConfig config,
      Stamping stamping,
      SenderLoop loop,
      Baselines baselines,
      MeasurementSink sink) {
    this.config = config;
    this.stamping = stamping;
    this.loop = loop;
    this.baselines = baselines;
    this.sink = sink;
  }

  /** All that are configured begin to measure. */
  void addAll() {
    config.probes(TrafficSimProbe.class).forEach(this::add);
  }

  /** The paths of those that are configured. */
  static Set<Path> paths(AgentConfig config) {
    return config.probes(TrafficSimProbe.class).stream()
        .map(probe -> Probes.settings(config.agent().id(), probe).path())
        .collect(Collectors.toUnmodifiableSet());
  }

  private void add(TrafficSimProbe probe) {
    FlowLog flows = FlowLog.toLog(probe.name(), probe.flows());
    TriggerLog traces = TriggerLog.toLog(probe.name());
    MeasurementSink out =
        measurement -> {
          sink.accept(measurement);
          flows.accept(measurement);
          if (measurement instanceof Trace) {
            traces.traced();
          }
        };
    ProbeSettings settings = Probes.settings(config.agent().id(), probe);
    Optional<TracedPath> traced =
        probe
            .trigger()
            .filter(trigger -> canTrace(probe))
            .map(trigger -> traced(settings, trigger, traces, out));
    loop.add(
        settings,
        new SendOptions(probe.dscp(), config.interfaceOf(probe)),
        Probes.phaseNanos(config.agent().id(), probe.name(), probe.interval()),
        traced.map(MeasurementSink.class::cast).orElse(out),
        new ProbeLog(
            probe.name(), flows, traced.map(TraceFate.class::cast).orElse(TraceFate.NONE)));
  }

  private boolean canTrace(TrafficSimProbe probe) {
    if (stamping != Stamping.KERNEL) {
      LOGGER.info(
          "probe "
              + probe.name()
              + ": bad cycles cause no traces: "
              + TraceStart.UNSUPPORTED.label());
    }
    return stamping == Stamping.KERNEL;
  }

  private TracedPath traced(
      ProbeSettings settings, TriggerSettings trigger, TriggerLog traces, MeasurementSink out) {
    return new TracedPath(
        settings.path(),
        trigger,
        new SenderTracer(loop, settings.path().probe(), trigger, traces),
        baselines,
        random,
        out,
        traces);
  }
}
