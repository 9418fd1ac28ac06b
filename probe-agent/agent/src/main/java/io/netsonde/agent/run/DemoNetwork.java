package io.netsonde.agent.run;

import io.netsonde.agent.config.AllowedAgents;
import io.netsonde.agent.config.HostPort;
import io.netsonde.diagnosis.DiagnosisSettings;
import io.netsonde.measurement.AgentPause;
import io.netsonde.measurement.EpochClock;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.Path;
import io.netsonde.measurement.PathState;
import io.netsonde.measurement.TrafficSimCycle;
import io.netsonde.measurement.trigger.TriggerSettings;
import io.netsonde.netio.HostClock;
import io.netsonde.netio.Stamping;
import io.netsonde.trafficsim.net.ReflectorServer;
import io.netsonde.trafficsim.net.SendOptions;
import io.netsonde.trafficsim.net.SenderEnvironment;
import io.netsonde.trafficsim.net.SenderListener;
import io.netsonde.trafficsim.net.SenderLoop;
import io.netsonde.trafficsim.reflector.TraceBackLimits;
import io.netsonde.trafficsim.sender.ProbeSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Three agents on this host, each measuring the paths to the two others. One path leads through a
 * route of three routers, the second of which turns lossy on the way forward; the others are the
 * loopback as it is. A web service beside them turns slow.
 */
final class DemoNetwork implements AutoCloseable {
  static final String SICK_FROM = "paris";
  static final String SICK_TO = "berlin";

  /** When the second router on the way from the one to the other turns lossy. */
  static final Duration LOSSY_AFTER = Duration.ofSeconds(6);

  /** When the web service turns slow: after more windows than a diagnosis needs to know it. */
  static final Duration SLOW_AFTER = Duration.ofSeconds(14);

  /** A trace in three seconds: the demo's routers answer as often as they are asked. */
  private static final TriggerSettings TRIGGER =
      new TriggerSettings(
          0.05,
          2,
          3,
          Duration.ofMillis(5),
          5,
          15,
          3,
          Duration.ofMinutes(1),
          Duration.ofMillis(200));

  private static final List<String> NAMES = List.of("paris", "berlin", "tokyo");
  static final long FIRST_ID = 101;
  private static final Logger LOGGER = Logger.getLogger("io.netsonde.agent");

  /** 100 packets a second, so that half a minute shows two percent; a cycle a second. */
  static final Duration INTERVAL = Duration.ofMillis(10);

  static final int CYCLE = 100;

  /** A minute. */
  private static final int RECENT_CYCLES = 60;

  private static final Duration TIMEOUT = Duration.ofMillis(500);

  /** A path of the demo, with its figures. */
  record DemoPath(String from, String to, Path path, PathFigures figures) {}

  private final ArrayDeque<AutoCloseable> parts = new ArrayDeque<>();
  private final List<SenderLoop> loops = new ArrayList<>();
  private final List<DemoPath> paths = new ArrayList<>();
  private final DemoFindings findings = new DemoFindings();
  private final SecureRandom random = new SecureRandom();
  private @Nullable DemoRoute route;
  private @Nullable DemoService service;
  private @Nullable Outlet outlet;

  /**
   * Starts everything.
   *
   * @param sink takes what is measured, beside the paths' own figures
   * @throws IOException if a socket cannot be had; nothing is left running then
   */
  static DemoNetwork start(MeasurementSink sink) throws IOException {
    DemoNetwork network = new DemoNetwork();
    try {
      network.build(sink);
      return network;
    } catch (IOException | RuntimeException e) {
      network.close();
      throw e;
    }
  }

  List<Finding> findings() {
    return findings.all();
  }

  /** The checks of the web service, of the last minute. */
  List<HttpCheck> checks() {
    return service == null ? List.of() : service.checks();
  }

  /** Why the routers on the sick path keep silent; empty where they answer. */
  Optional<String> silence() {
    return route == null ? Optional.empty() : route.silence();
  }

  List<DemoPath> paths() {
    return paths;
  }

  /**
   * Whether all agents still measure.
   *
   * @throws IllegalStateException if a defect has ended one
   */
  void requireAlive() {
    loops.forEach(SenderLoop::requireAlive);
  }

  /** Lets every agent finish what it has begun; returns whether all did in time. */
  boolean finish(Duration limit) throws InterruptedException {
    loops.forEach(SenderLoop::stop);
    boolean done = service == null || service.finish(limit);
    for (SenderLoop loop : loops) {
      done &= loop.awaitDone(limit);
    }
    if (outlet != null) {
      outlet.close(); // So that all findings are there.
    }
    return done;
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.removeLast().close();
      } catch (Exception e) {
        LOGGER.warning("closing the demo: " + e.getMessage());
      }
    }
  }

  private void build(MeasurementSink listener) throws IOException {
    Outlet sink =
        keep(
            Outlet.open(
                DiagnosisSettings.DEFAULTS
                    .withWindow(Duration.ofSeconds(1))
                    .withZone(ZoneId.systemDefault()),
                measurement -> {},
                listener,
                findings));
    outlet = sink;
    Baselines baselines = keep(Baselines.inMemory());
    List<ReflectorServer> reflectors = new ArrayList<>();
    for (int agent = 0; agent < NAMES.size(); agent++) {
      reflectors.add(keep(reflector(agent, sink)));
    }
    for (int from = 0; from < NAMES.size(); from++) {
      SenderLoop loop =
          keep(
              new SenderLoop(
                  SenderEnvironment.of(Stamping.best())
                      .withClockError(HostClock.error())
                      .withPaused(
                          pause ->
                              sink.accept(new AgentPause(pause, EpochClock.SYSTEM.epochNanos()))),
                  new ReceiverLog()));
      loops.add(loop);
      loop.start();
      for (int to = 0; to < NAMES.size(); to++) {
        if (to != from) {
          InetSocketAddress target = target(from, to, reflectors.get(to).address());
          measure(loop, from, to, target, baselines, sink);
        }
      }
    }
    DemoService shop = keep(DemoService.start(sink));
    service = shop;
    if (route != null) {
      scheduleTroubles(route, shop);
    }
  }

  private static ReflectorServer reflector(int agent, MeasurementSink sink) throws IOException {
    LinkedHashSet<Long> others = new LinkedHashSet<>();
    for (int other = 0; other < NAMES.size(); other++) {
      if (other != agent) {
        others.add(FIRST_ID + other);
      }
    }
    ReflectorServer reflector =
        Reflectors.open(
            Stamping.best(),
            FIRST_ID + agent,
            new HostPort("127.0.0.1", 0),
            new AllowedAgents.Listed(others),
            List.of(),
            TraceBackLimits.NONE, // The route answers traces of its near end only.
            sink);
    reflector.start();
    return reflector;
  }

  /** The reflector's address, or for the sick path that of the route before it. */
  private InetSocketAddress target(int from, int to, InetSocketAddress reflector)
      throws IOException {
    if (!NAMES.get(from).equals(SICK_FROM) || !NAMES.get(to).equals(SICK_TO)) {
      return reflector;
    }
    DemoRoute sick = keep(DemoRoute.open(reflector));
    route = sick;
    return sick.address();
  }

  /** When what turns bad. */
  private void scheduleTroubles(DemoRoute sick, DemoService shop) {
    ScheduledExecutorService clock =
        keep(
            Executors.newSingleThreadScheduledExecutor(
                work -> Thread.ofPlatform().daemon().name("netsonde-demo").unstarted(work)));
    var _ = clock.schedule(sick::turnLossy, LOSSY_AFTER.toSeconds(), TimeUnit.SECONDS);
    var _ = clock.schedule(shop::slowDown, SLOW_AFTER.toSeconds(), TimeUnit.SECONDS);
  }

  private void measure(
      SenderLoop loop,
      int from,
      int to,
      InetSocketAddress target,
      Baselines baselines,
      MeasurementSink sink) {
    String name = NAMES.get(from) + "-to-" + NAMES.get(to);
    Path path =
        new Path(name, FIRST_ID + to, target.getAddress().getHostAddress(), target.getPort());
    PathFigures figures = new PathFigures(RECENT_CYCLES);
    paths.add(new DemoPath(NAMES.get(from), NAMES.get(to), path, figures));
    ProbeSettings settings =
        new ProbeSettings(path, FIRST_ID + from, INTERVAL, CYCLE, TIMEOUT, 128, 1, List.of(), 0);
    long mostPaths = (long) NAMES.size() * (NAMES.size() - 1);
    long phase = INTERVAL.toNanos() * (paths.size() - 1) / mostPaths;
    MeasurementSink out =
        measurement -> {
          switch (measurement) {
            case TrafficSimCycle cycle -> figures.add(cycle.total());
            case PathState state -> figures.state(state.up());
            default -> {}
          }
          sink.accept(measurement);
        };
    boolean canTrace = Stamping.best() == Stamping.KERNEL;
    loop.add(
        settings,
        SendOptions.DEFAULT,
        phase,
        canTrace
            ? new TracedPath(
                path,
                TRIGGER,
                new SenderTracer(loop, name, TRIGGER, TriggerLog.toLog(name)),
                baselines,
                random,
                out,
                new TriggerLog(name, text -> {}, LOGGER::warning))
            : out,
        new SenderListener() {});
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.addLast(part);
    return part;
  }
}
