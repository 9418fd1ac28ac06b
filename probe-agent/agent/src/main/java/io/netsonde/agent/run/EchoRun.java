package io.netsonde.agent.run;

import io.netsonde.agent.AddressFamily;
import io.netsonde.agent.EchoOptions;
import io.netsonde.agent.Run;
import io.netsonde.agent.Shutdown;
import io.netsonde.agent.view.EchoJson;
import io.netsonde.agent.view.EchoPacket;
import io.netsonde.agent.view.EchoText;
import io.netsonde.agent.view.RunText;
import io.netsonde.diagnosis.RunConditions;
import io.netsonde.diagnosis.RunDiagnosis;
import io.netsonde.diagnosis.RunVerdict;
import io.netsonde.measurement.DirectionFigures;
import io.netsonde.measurement.PingCycle;
import io.netsonde.ping.EchoSettings;
import io.netsonde.ping.net.EchoLoop;
import io.netsonde.ping.net.EchoTarget;
import io.netsonde.ping.net.EchoTotals;
import io.netsonde.ping.net.HostResolution;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code netsonde ping HOST}: one cycle of ICMP echoes, packet by packet. */
public final class EchoRun implements Run<EchoOptions> {
  /** How soon a defect shows. */
  private static final Duration CHECK = Duration.ofSeconds(1);

  @Override
  public int run(EchoOptions options, PrintWriter out, Shutdown shutdown) throws Exception {
    HostResolution names = names(options.family());
    @Nullable InetAddress target = names.resolve(options.host());
    if (target == null) {
      throw new IOException(unresolved(options));
    }
    EchoLoop.requireOneHost(target);
    EchoWatch watch =
        new EchoWatch(
            line -> {
              if (!options.json()) {
                out.println(line);
                out.flush();
              }
            });
    EchoTotals totals;
    try (EchoLoop loop = new EchoLoop(new ReceiverLog())) {
      loop.start();
      loop.add(target(options, names), watch::accept, watch);
      shutdown.onRequest(loop::stop);
      while (!watch.awaitFinished(CHECK)) {
        loop.requireAlive();
      }
      totals = loop.totals();
    }
    PingCycle cycle = watch.cycle();
    if (cycle == null) {
      return FAILED; // Stopped before the first request.
    }
    RunVerdict shown =
        RunDiagnosis.of(
            cycle,
            new RunConditions(
                0, 0, totals.slotsMissed(), totals.drops(), refusedHere(watch.packets())));
    if (options.json()) {
      out.println(
          EchoJson.document(
              options.host(), cycle.timestampSource(), cycle.figures(), watch.packets(), shown));
    } else {
      out.print(
          EchoText.summary(
              options.host(), cycle.timestampSource(), cycle.figures(), watch.packets()));
      out.print(RunText.of(shown));
    }
    out.flush();
    DirectionFigures both = cycle.figures().roundTrip();
    return both.received() + cycle.figures().late() > 0 ? DONE : FAILED;
  }

  private static String unresolved(EchoOptions options) {
    int zone = options.host().indexOf('%');
    return zone < 0
        ? "cannot resolve "
            + options.host()
            + switch (options.family()) {
              case ANY -> "";
              case IPV4 -> " to an IPv4 address";
              case IPV6 -> " to an IPv6 address";
            }
            + "; check the name and this host's resolver"
        : "this host has no network interface "
            + options.host().substring(zone + 1)
            + ", as "
            + options.host()
            + " says; ip link lists those that it has";
  }

  /** How many this host itself has said cannot be delivered. */
  private static long refusedHere(List<EchoPacket> packets) throws SocketException {
    Map<InetAddress, Boolean> own = new HashMap<>();
    long here = 0;
    for (EchoPacket packet : packets) {
      if (packet.failure().isPresent()) {
        InetAddress from = packet.failure().get().from();
        if (!own.containsKey(from)) {
          own.put(from, NetworkInterface.getByInetAddress(from) != null);
        }
        here += own.getOrDefault(from, false) ? 1 : 0;
      }
    }
    return here;
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
    return new EchoTarget(settings, names, 0, Optional.empty(), 0);
  }
}
