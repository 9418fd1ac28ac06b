package io.netsonde.agent.run;

import io.netsonde.agent.AddressFamily;
import io.netsonde.agent.PingOptions;
import io.netsonde.agent.Run;
import io.netsonde.agent.Shutdown;
import io.netsonde.agent.config.Secret;
import io.netsonde.agent.view.FlowText;
import io.netsonde.agent.view.PingJson;
import io.netsonde.agent.view.PingText;
import io.netsonde.agent.view.RunText;
import io.netsonde.diagnosis.RunConditions;
import io.netsonde.diagnosis.RunDiagnosis;
import io.netsonde.diagnosis.RunVerdict;
import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.NanoClock;
import io.netsonde.measurement.Path;
import io.netsonde.measurement.TrafficSimCycle;
import io.netsonde.netio.HostClock;
import io.netsonde.trafficsim.net.NameResolution;
import io.netsonde.trafficsim.net.SendOptions;
import io.netsonde.trafficsim.net.SenderEnvironment;
import io.netsonde.trafficsim.net.SenderLoop;
import io.netsonde.trafficsim.net.SenderTotals;
import io.netsonde.trafficsim.sender.ProbeSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code netsonde ping HOST:PORT}: one cycle towards a reflector, packet by packet. */
public final class PingRun implements Run<PingOptions> {
  /** Five HELLOs, and time for an answer to the last. */
  private static final Duration SESSION_LIMIT = Duration.ofMillis(9_500);

  /** How soon a defect shows. */
  private static final Duration CHECK = Duration.ofSeconds(1);

  @Override
  public int run(PingOptions options, PrintWriter out, Shutdown shutdown) throws Exception {
    NameResolution names = (host, port) -> resolve(host, port, options.family());
    String target = options.target().toString();
    if (names.resolve(options.target().host(), options.target().port()) == null) {
      throw new IOException(
          "cannot resolve "
              + options.target().host()
              + (options.family() == AddressFamily.ANY ? "" : " to an address of that family")
              + "; check the name and this host's resolver");
    }
    PingWatch watch =
        new PingWatch(
            line -> {
              if (!options.json()) {
                out.println(line);
                out.flush();
              }
            },
            options.flows());
    PauseTotals pauses = new PauseTotals(NanoClock.SYSTEM);
    SenderTotals totals;
    try (SenderLoop loop =
        new SenderLoop(
            SenderEnvironment.of(Stampings.of(options.stamps()))
                .withNames(names)
                .withClockError(HostClock.error())
                .withPaused(pauses),
            new ReceiverLog())) {
      loop.start();
      loop.add(settings(options), SendOptions.DEFAULT, System.nanoTime(), watch::accept, watch);
      shutdown.onRequest(loop::stop);
      if (!watch.awaitSession(SESSION_LIMIT) && !shutdown.isRequested()) {
        throw new IOException(
            "no answer from "
                + target
                + ": check that a reflector listens there, that it allows the agent id"
                + " (--id) and that the key matches (--key)");
      }
      while (!watch.awaitFinished(CHECK)) {
        loop.requireAlive();
      }
      totals = loop.totals();
    }
    TrafficSimCycle cycle = watch.cycle();
    if (cycle == null) {
      return FAILED; // Stopped before the first packet.
    }
    print(options, out, watch, cycle, pauses.during(totals));
    CycleFigures figures = cycle.total();
    return figures.roundTrip().received() + figures.late() > 0 ? DONE : FAILED;
  }

  private static void print(
      PingOptions options,
      PrintWriter out,
      PingWatch watch,
      TrafficSimCycle cycle,
      RunConditions conditions) {
    String target = options.target().toString();
    RunVerdict shown = RunDiagnosis.of(cycle, watch.sourcePorts(), conditions);
    if (options.json()) {
      out.println(
          PingJson.document(
              target,
              watch.packets(),
              cycle.timestampSource(),
              cycle.total(),
              watch.flowFigures(),
              shown));
    } else {
      out.print(PingText.summary(target, cycle.timestampSource(), cycle.total()));
      out.print(FlowText.summary(watch.flowFigures()));
      out.print(RunText.of(shown));
    }
    out.flush();
  }

  private static ProbeSettings settings(PingOptions options) {
    return new ProbeSettings(
        new Path("ping", 0, options.target().host(), options.target().port()),
        options.agentId().orElse(0),
        options.interval(),
        options.count(),
        options.timeout(),
        options.size(),
        options.flows(),
        options.key().map(Secret::text).stream().toList(),
        1);
  }

  private static @Nullable InetSocketAddress resolve(String host, int port, AddressFamily family) {
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        boolean fits =
            switch (family) {
              case ANY -> true;
              case IPV4 -> address instanceof Inet4Address;
              case IPV6 -> !(address instanceof Inet4Address);
            };
        if (fits) {
          return new InetSocketAddress(address, port);
        }
      }
    } catch (UnknownHostException e) {
      return null;
    }
    return null;
  }
}
