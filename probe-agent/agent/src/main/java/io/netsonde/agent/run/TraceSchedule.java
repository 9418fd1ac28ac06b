package io.netsonde.agent.run;

import io.netsonde.agent.config.AgentConfig;
import io.netsonde.agent.config.TraceProbe;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.traceroute.net.Traceroute;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The agent's traces. */
final class TraceSchedule implements AutoCloseable {
  private final @Nullable Traceroute traceroute;
  private final List<ScheduledTrace> traces;

  private TraceSchedule(@Nullable Traceroute traceroute, List<ScheduledTrace> traces) {
    this.traceroute = traceroute;
    this.traces = traces;
  }

  /**
   * Those that are configured; they do not begin yet.
   *
   * @throws IOException if this system lets no traces be made
   */
  static TraceSchedule open(AgentConfig config, MeasurementSink sink) throws IOException {
    List<TraceProbe> probes = config.probes(TraceProbe.class);
    if (probes.isEmpty()) {
      return new TraceSchedule(null, List.of());
    }
    Traceroute traceroute = Traceroute.open();
    return new TraceSchedule(
        traceroute,
        probes.stream()
            .map(
                probe ->
                    new ScheduledTrace(
                        probe.over(config.interfaceOf(probe)),
                        Probes.phaseNanos(config.agent().id(), probe.name(), probe.interval()),
                        traceroute::trace,
                        sink,
                        TraceLog.toLog(probe.name())))
            .toList());
  }

  void start() {
    traces.forEach(ScheduledTrace::start);
  }

  /** Traces that go on are broken off: half a trace tells nothing. */
  void stop() {
    traces.forEach(ScheduledTrace::stop);
  }

  @Override
  public void close() {
    stop();
    if (traceroute != null) {
      traceroute.close();
    }
  }
}
