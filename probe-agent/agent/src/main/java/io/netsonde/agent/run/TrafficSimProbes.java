package io.netsonde.agent.run;

import io.netsonde.agent.config.AgentConfig;
import io.netsonde.agent.config.TrafficSimProbe;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.trace.TraceCause;
import io.netsonde.measurement.trace.TraceSettings;
import io.netsonde.measurement.trigger.TriggerSettings;
import io.netsonde.netio.Stamping;
import io.netsonde.trafficsim.net.SendOptions;
import io.netsonde.trafficsim.net.SenderLoop;
import io.netsonde.trafficsim.net.TraceStart;
import io.netsonde.trafficsim.sender.ProbeSettings;
import io.netsonde.trafficsim.trace.TraceRequest;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.logging.Logger;

/** The agent's TrafficSim probes, each with its bad cycles' traces. */
final class TrafficSimProbes {
  private static final Logger LOGGER = Logger.getLogger("io.netsonde.agent");

  /** Of the trace that later ones are compared with. */
  private static final int REFERENCE_ROUNDS = 3;

  private static final int MAX_HOPS = 30;
  private static final long ANSWER_TIMEOUT_NANOS = 1_000_000_000L;

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
    config.probes().stream()
        .filter(TrafficSimProbe.class::isInstance)
        .map(TrafficSimProbe.class::cast)
        .forEach(this::add);
  }

  private void add(TrafficSimProbe probe) {
    FlowLog flows = FlowLog.toLog(probe.name(), probe.flows());
    MeasurementSink out =
        measurement -> {
          sink.accept(measurement);
          flows.accept(measurement);
        };
    ProbeSettings settings = Probes.settings(config.agent().id(), probe);
    Optional<TracedPath> traced =
        probe.trigger().filter(trigger -> canTrace(probe)).map(t -> traced(settings, t, out));
    loop.add(
        settings,
        new SendOptions(probe.dscp(), config.interfaceOf(probe)),
        Probes.phaseNanos(config.agent().id(), probe.name(), probe.interval()),
        traced.map(MeasurementSink.class::cast).orElse(out),
        new ProbeLog(probe.name(), flows, () -> traced.ifPresent(TracedPath::traceFailed)));
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

  private TracedPath traced(ProbeSettings settings, TriggerSettings trigger, MeasurementSink out) {
    String probe = settings.path().probe();
    return new TracedPath(
        settings.path(),
        trigger,
        (flow, span, cause) -> trace(probe, flow, span, cause, trigger),
        baselines,
        random,
        out);
  }

  private boolean trace(
      String probe,
      int flow,
      SpanIdentity span,
      Optional<TraceCause> cause,
      TriggerSettings trigger) {
    TraceSettings settings =
        new TraceSettings(
            cause.isPresent() ? trigger.rounds() : REFERENCE_ROUNDS,
            1,
            MAX_HOPS,
            trigger.roundInterval().toNanos(),
            ANSWER_TIMEOUT_NANOS,
            true);
    TraceStart start =
        loop.trace(probe, flow, new TraceRequest(span, cause, settings, cause.isPresent()));
    if (start != TraceStart.TAKEN) {
      LOGGER.warning("probe " + probe + ": no trace: " + start.label());
      return false;
    }
    cause.ifPresent(
        why ->
            LOGGER.info(
                "probe " + probe + ": " + why.reason() + ": traces the path of flow " + flow));
    return true;
  }
}
