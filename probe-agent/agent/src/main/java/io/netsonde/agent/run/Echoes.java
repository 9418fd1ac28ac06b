package io.netsonde.agent.run;

import io.netsonde.agent.config.AgentConfig;
import io.netsonde.agent.config.PingProbe;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.ping.EchoSettings;
import io.netsonde.ping.net.EchoLoop;
import io.netsonde.ping.net.EchoTarget;
import io.netsonde.ping.net.EchoTotals;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An agent's probes of ICMP echoes; without any, no socket is opened and nothing is asked for. */
final class Echoes implements AutoCloseable {
  private final AgentConfig config;
  private final MeasurementSink sink;
  private final List<PingProbe> probes;
  private final @Nullable EchoLoop loop;

  private Echoes(AgentConfig config, MeasurementSink sink, List<PingProbe> probes)
      throws IOException {
    this.config = config;
    this.sink = sink;
    this.probes = probes;
    this.loop = probes.isEmpty() ? null : new EchoLoop(new ReceiverLog());
  }

  /**
   * Those of the configuration, not started.
   *
   * @throws IOException if this process may not send echoes; the message says what to do
   */
  static Echoes of(AgentConfig config, MeasurementSink sink) throws IOException {
    return new Echoes(config, sink, config.probes(PingProbe.class));
  }

  void start() {
    if (loop != null) {
      loop.start();
      probes.forEach(probe -> loop.add(target(probe), sink, new EchoLog(probe.name())));
    }
  }

  private EchoTarget target(PingProbe probe) {
    EchoSettings settings =
        new EchoSettings(
            probe.name(),
            probe.host(),
            probe.interval(),
            probe.cycle(),
            probe.timeout(),
            probe.size(),
            0);
    return new EchoTarget(
        settings,
        EchoRun.names(probe.family()),
        probe.dscp(),
        config.interfaceOf(probe),
        Probes.phaseNanos(config.agent().id(), probe.name(), probe.interval()));
  }

  /** See {@link EchoLoop#requireAlive}. */
  void requireAlive() {
    if (loop != null) {
      loop.requireAlive();
    }
  }

  /** See {@link EchoLoop#totals}. */
  EchoTotals totals() {
    return loop == null ? new EchoTotals(0, 0, 0, 0) : loop.totals();
  }

  /** See {@link EchoLoop#stop}. */
  void stop() {
    if (loop != null) {
      loop.stop();
    }
  }

  /** See {@link EchoLoop#awaitDone}. */
  boolean awaitDone(Duration limit) throws InterruptedException {
    return loop == null || loop.awaitDone(limit);
  }

  @Override
  public void close() {
    if (loop != null) {
      loop.close();
    }
  }
}
