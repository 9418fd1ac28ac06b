package io.netsonde.agent.run;

import io.netsonde.agent.config.AllowedAgents;
import io.netsonde.agent.config.HostPort;
import io.netsonde.measurement.AgentPause;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.Path;
import io.netsonde.netio.HostClock;
import io.netsonde.netio.Stamping;
import io.netsonde.shaping.Impairment;
import io.netsonde.shaping.Jitter;
import io.netsonde.shaping.net.RelaySettings;
import io.netsonde.shaping.net.UdpRelay;
import io.netsonde.trafficsim.net.ReflectorServer;
import io.netsonde.trafficsim.net.SendOptions;
import io.netsonde.trafficsim.net.SenderEnvironment;
import io.netsonde.trafficsim.net.SenderListener;
import io.netsonde.trafficsim.net.SenderLoop;
import io.netsonde.trafficsim.reflector.TraceBackLimits;
import io.netsonde.trafficsim.sender.ProbeSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.logging.Logger;

/**
 * Three agents on this host, each measuring the paths to the two others. One path leads through a
 * relay that delays both ways, varies the delay and loses packets on the way forward only; the
 * others are the loopback as it is.
 */
final class DemoNetwork implements AutoCloseable {
  /** What is wrong with the path from {@link #SICK_FROM} to {@link #SICK_TO}. */
  static final double LOSS = 0.02;

  static final String SICK_FROM = "paris";
  static final String SICK_TO = "berlin";

  private static final Duration DELAY = Duration.ofMillis(20);
  private static final Duration SPREAD = Duration.ofMillis(4);
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
    boolean done = true;
    for (SenderLoop loop : loops) {
      done &= loop.awaitDone(limit);
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

  private void build(MeasurementSink sink) throws IOException {
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
                      .withPaused(pause -> sink.accept(new AgentPause(pause))),
                  new ReceiverLog()));
      loops.add(loop);
      loop.start();
      for (int to = 0; to < NAMES.size(); to++) {
        if (to != from) {
          measure(loop, from, to, target(from, to, reflectors.get(to).address()), sink);
        }
      }
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
            TraceBackLimits.DEFAULT,
            sink);
    reflector.start();
    return reflector;
  }

  /** The reflector's address, or for the sick path that of a relay before it. */
  private InetSocketAddress target(int from, int to, InetSocketAddress reflector)
      throws IOException {
    if (!NAMES.get(from).equals(SICK_FROM) || !NAMES.get(to).equals(SICK_TO)) {
      return reflector;
    }
    Impairment way =
        Impairment.NONE
            .withDelay(DELAY)
            .withJitter(new Jitter.Uniform(SPREAD))
            .inOrder()
            .withSeed(System.nanoTime());
    InetSocketAddress any = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
    UdpRelay relay =
        keep(
            UdpRelay.open(
                RelaySettings.of(any, reflector, way.withLoss(LOSS), way.withSeed(1)),
                (operation, failure) ->
                    LOGGER.warning("relay: " + operation + ": " + failure.getMessage())));
    relay.start();
    return relay.localAddress();
  }

  private void measure(
      SenderLoop loop, int from, int to, InetSocketAddress target, MeasurementSink sink) {
    String name = NAMES.get(from) + "-to-" + NAMES.get(to);
    Path path =
        new Path(name, FIRST_ID + to, target.getAddress().getHostAddress(), target.getPort());
    PathFigures figures = new PathFigures(RECENT_CYCLES);
    paths.add(new DemoPath(NAMES.get(from), NAMES.get(to), path, figures));
    ProbeSettings settings =
        new ProbeSettings(path, FIRST_ID + from, INTERVAL, CYCLE, TIMEOUT, 128, 1, List.of(), 0);
    long mostPaths = (long) NAMES.size() * (NAMES.size() - 1);
    long phase = INTERVAL.toNanos() * (paths.size() - 1) / mostPaths;
    loop.add(
        settings,
        SendOptions.DEFAULT,
        phase,
        measurement -> {
          switch (measurement) {
            case io.netsonde.measurement.TrafficSimCycle cycle -> figures.add(cycle.total());
            case io.netsonde.measurement.PathState state -> figures.state(state.up());
            default -> {}
          }
          sink.accept(measurement);
        },
        new SenderListener() {});
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.addLast(part);
    return part;
  }
}
