package io.netsonde.agent.run;

import io.netsonde.agent.Events;
import io.netsonde.agent.Run;
import io.netsonde.agent.Shutdown;
import io.netsonde.agent.config.AgentConfig;
import io.netsonde.agent.config.ReflectorConfig;
import io.netsonde.diagnosis.DiagnosisSettings;
import io.netsonde.export.Telemetry;
import io.netsonde.http.net.HttpProbes;
import io.netsonde.measurement.AgentPause;
import io.netsonde.measurement.EpochClock;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.NanoClock;
import io.netsonde.netio.HostClock;
import io.netsonde.netio.Stamping;
import io.netsonde.netio.interfaces.HostNetwork;
import io.netsonde.netio.interfaces.InterfaceLookout;
import io.netsonde.netio.interfaces.InterfaceMonitor;
import io.netsonde.ping.net.EchoTotals;
import io.netsonde.trafficsim.net.ReflectorServer;
import io.netsonde.trafficsim.net.SenderEnvironment;
import io.netsonde.trafficsim.net.SenderLoop;
import io.netsonde.trafficsim.net.SenderTotals;
import io.netsonde.trafficsim.reflector.TraceBackLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@code netsonde agent}: measures, reflects and exports as configured, until stopped. */
public final class AgentRun implements Run<AgentConfig> {
  private static final Logger LOGGER = Logger.getLogger("io.netsonde.agent");

  /** With what telemetry takes to go out, less than {@link Shutdown#LIMIT}. */
  private static final Duration FINISH_LIMIT = Duration.ofSeconds(50);

  /** How much longer a service that hangs may take. */
  private static final Duration CHECK_LIMIT = Duration.ofSeconds(5);

  /** How soon a defect shows. */
  private static final Duration CHECK = Duration.ofSeconds(1);

  @Override
  public int run(AgentConfig config, PrintWriter out, Shutdown shutdown) throws Exception {
    PemCheck.require(config);
    Telemetry telemetry = Telemetries.of(config);
    Stamping stamping = Stampings.of(config.network().stamps());
    InterfaceMonitor interfaces =
        new InterfaceMonitor(HostNetwork.system(), NanoClock.SYSTEM, InterfaceMonitor.STABILITY);
    LOGGER.info("agent " + config.agent().id() + " (" + config.agent().name() + ") starts");
    try (telemetry;
        Outlet sink =
            Outlet.open(
                DiagnosisSettings.DEFAULTS,
                MeasuredPathLog.toLog(), // It places loss, which takes milliseconds.
                telemetry.sink(),
                Events.toLog(),
                FindingLog.toLog());
        Baselines baselines = baselines(config);
        InterfaceLookout _ = InterfaceLookout.start(interfaces, new InterfaceLog());
        @Nullable ReflectorServer reflector = reflector(config, stamping, sink);
        SenderLoop loop =
            new SenderLoop(
                SenderEnvironment.of(stamping)
                    .withClockError(HostClock.error())
                    .withInterfaces(interfaces)
                    .withPaused(
                        pause ->
                            sink.accept(new AgentPause(pause, EpochClock.SYSTEM.epochNanos()))),
                new ReceiverLog());
        Echoes echoes = Echoes.of(config, sink);
        HttpProbes web = WebChecks.open(config, sink);
        TraceSchedule traces = TraceSchedule.open(config, sink)) {
      telemetry.start();
      SelfReport self = selfReport(stamping, loop, echoes, reflector, sink);
      Collections.watch(sink);
      if (reflector != null) {
        start(reflector);
      }
      loop.start();
      new TrafficSimProbes(config, stamping, loop, baselines, sink).addAll();
      echoes.start();
      web.start();
      traces.start();
      while (!shutdown.await(CHECK)) {
        loop.requireAlive();
        echoes.requireAlive();
        self.report();
      }
      LOGGER.info("stopping: waiting for what is in flight; a second signal stops at once");
      loop.stop();
      web.stop();
      traces.stop();
      echoes.stop();
      long stopped = System.nanoTime();
      boolean done = loop.awaitDone(left(FINISH_LIMIT, stopped));
      done &= echoes.awaitDone(left(FINISH_LIMIT, stopped));
      done &= web.awaitDone(left(CHECK_LIMIT, stopped));
      if (!done) {
        LOGGER.warning(
            "not everything could be finished in time: what is left of it is broken off");
      }
    }
    LOGGER.info("stopped");
    return DONE;
  }

  private static Duration left(Duration limit, long sinceNanos) {
    return Duration.ofNanos(Math.max(0, limit.toNanos() - (System.nanoTime() - sinceNanos)));
  }

  private static Baselines baselines(AgentConfig config) {
    return Baselines.in(
        config.agent().stateDirectory(),
        config.agent().id(),
        TrafficSimProbes.paths(config),
        LOGGER::warning);
  }

  private static SelfReport selfReport(
      Stamping stamping,
      SenderLoop loop,
      Echoes echoes,
      @Nullable ReflectorServer reflector,
      MeasurementSink sink) {
    return new SelfReport(
        stamping,
        () -> totals(loop.totals(), echoes.totals()),
        () -> reflector == null ? 0 : reflector.drops(),
        () -> reflector == null ? 0 : reflector.discardedStamps(),
        sink);
  }

  private static SenderTotals totals(SenderTotals flows, EchoTotals echoes) {
    return new SenderTotals(
        flows.drops() + echoes.drops(),
        flows.stampsContradicted() + echoes.stampsContradicted(),
        flows.stampsMissing() + echoes.stampsMissing(),
        flows.slotsMissed() + echoes.slotsMissed());
  }

  private static @Nullable ReflectorServer reflector(
      AgentConfig config, Stamping stamping, MeasurementSink sink) throws IOException {
    Optional<ReflectorConfig> wanted = config.reflector();
    return wanted.isEmpty()
        ? null
        : Reflectors.open(
            stamping,
            config.agent().id(),
            wanted.get().listen(),
            wanted.get().allowedAgents(),
            wanted.get().keys(),
            wanted
                .get()
                .traceBackCoolDown()
                .map(TraceBackLimits.DEFAULT::withCoolDown)
                .orElse(TraceBackLimits.NONE),
            sink);
  }

  private static void start(ReflectorServer reflector) {
    reflector.start();
    InetSocketAddress address = reflector.address();
    LOGGER.info(
        "reflects on " + address.getAddress().getHostAddress() + " port " + address.getPort());
  }
}
