package io.netsonde.agent.run;

import io.netsonde.agent.AddressFamily;
import io.netsonde.agent.EchoOptions;
import io.netsonde.agent.Run;
import io.netsonde.agent.Shutdown;
import io.netsonde.agent.view.EchoJson;
import io.netsonde.agent.view.EchoText;
import io.netsonde.measurement.DirectionFigures;
import io.netsonde.measurement.PingCycle;
import io.netsonde.ping.EchoSettings;
import io.netsonde.ping.net.EchoLoop;
import io.netsonde.ping.net.EchoTarget;
import io.netsonde.ping.net.HostResolution;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;

/** {@code netsonde ping HOST}: one cycle of ICMP echoes, packet by packet. */
public final class EchoRun implements Run<EchoOptions> {
  /** How soon a defect shows. */
  private static final Duration CHECK = Duration.ofSeconds(1);

  @Override
  public int run(EchoOptions options, PrintWriter out, Shutdown shutdown) throws Exception {
    HostResolution names = names(options.family());
    if (names.resolve(options.host()) == null) {
      throw new IOException(
          "cannot resolve "
              + options.host()
              + switch (options.family()) {
                case ANY -> "";
                case IPV4 -> " to an IPv4 address";
                case IPV6 -> " to an IPv6 address";
              }
              + "; check the name and this host's resolver");
    }
    EchoWatch watch =
        new EchoWatch(
            line -> {
              if (!options.json()) {
                out.println(line);
                out.flush();
              }
            });
    try (EchoLoop loop = new EchoLoop(new ReceiverLog())) {
      loop.start();
      loop.add(target(options, names), watch::accept, watch);
      shutdown.onRequest(loop::stop);
      while (!watch.awaitFinished(CHECK)) {
        loop.requireAlive();
      }
    }
    PingCycle cycle = watch.cycle();
    if (cycle == null) {
      return FAILED; // Stopped before the first request.
    }
    if (options.json()) {
      out.println(
          EchoJson.document(
              options.host(), cycle.timestampSource(), cycle.figures(), watch.packets()));
    } else {
      out.print(
          EchoText.summary(
              options.host(), cycle.timestampSource(), cycle.figures(), watch.packets()));
    }
    out.flush();
    DirectionFigures both = cycle.figures().roundTrip();
    return both.received() + cycle.figures().late() > 0 ? DONE : FAILED;
  }

  static HostResolution names(AddressFamily family) {
    return switch (family) {
      case ANY -> HostResolution.SYSTEM;
      case IPV4 -> HostResolution.IPV4;
      case IPV6 -> HostResolution.IPV6;
    };
  }

  private static EchoTarget target(EchoOptions options, HostResolution names) {
    EchoSettings settings =
        new EchoSettings(
            "ping",
            options.host(),
            options.interval(),
            options.count(),
            options.timeout(),
            options.size(),
            1);
    return new EchoTarget(settings, names, 0, Optional.empty(), System.nanoTime());
  }
}
