package io.netsonde.agent.run;

import io.netsonde.shaping.Impairment;
import io.netsonde.shaping.Jitter;
import io.netsonde.shaping.LinkImpairment;
import io.netsonde.shaping.net.RouteSettings;
import io.netsonde.shaping.net.ShapedRoute;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * The demo's sick path: over three routers, 20 ms each way of which the last link varies by 4 ms,
 * until the second router {@link #turnLossy turns lossy}.
 */
final class DemoRoute implements AutoCloseable {
  /** What the second router loses then of what it forwards: enough for one trace to place it. */
  static final double LOSS = 0.3;

  private static final Logger LOGGER = Logger.getLogger("io.netsonde.agent");
  private static final Duration SPREAD = Duration.ofMillis(4);
  private static final List<Duration> DELAYS =
      List.of(
          Duration.ofMillis(1), Duration.ofMillis(4), Duration.ofMillis(7), Duration.ofMillis(8));

  /** The link behind the second router. */
  private static final int LOSSY = 2;

  private final ShapedRoute route;

  private DemoRoute(ShapedRoute route) {
    this.route = route;
  }

  static DemoRoute open(InetSocketAddress target) throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
    Impairment last = delayed(DELAYS.getLast()).withJitter(new Jitter.Uniform(SPREAD)).inOrder();
    List<LinkImpairment> links =
        List.of(
            both(delayed(DELAYS.get(0))),
            both(delayed(DELAYS.get(1))),
            both(delayed(DELAYS.get(LOSSY))),
            new LinkImpairment(last.withSeed(System.nanoTime()), last.withSeed(1)));
    ShapedRoute route =
        ShapedRoute.open(
            new RouteSettings(any, target, links),
            (operation, failure) ->
                LOGGER.warning("route: " + operation + ": " + failure.getMessage()));
    route.start();
    return new DemoRoute(route);
  }

  InetSocketAddress address() {
    return route.localAddress();
  }

  /** Why the routers do not answer traces; empty where they do. */
  Optional<String> silence() {
    return route.silence();
  }

  /** From now on the second router loses some of what it forwards to the target. */
  void turnLossy() {
    Impairment still = delayed(DELAYS.get(LOSSY));
    route.replace(
        LOSSY, new LinkImpairment(still.withLoss(LOSS).withSeed(System.nanoTime()), still));
  }

  @Override
  public void close() {
    route.close();
  }

  private static Impairment delayed(Duration delay) {
    return Impairment.NONE.withDelay(delay);
  }

  private static LinkImpairment both(Impairment way) {
    return new LinkImpairment(way, way);
  }
}
