package io.netsonde.agent.run;

import io.netsonde.agent.ReflectOptions;
import io.netsonde.agent.Run;
import io.netsonde.agent.Shutdown;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.trafficsim.net.ReflectorServer;
import io.netsonde.trafficsim.reflector.TraceBackLimits;
import java.io.PrintWriter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** {@code netsonde reflect}: answers senders until stopped. */
public final class ReflectRun implements Run<ReflectOptions> {
  @Override
  public int run(ReflectOptions options, PrintWriter out, Shutdown shutdown) throws Exception {
    ReflectorTally tally = new ReflectorTally();
    MeasurementSink traces = MeasuredPathLog.toLog();
    try (ReflectorServer server =
        Reflectors.open(
            Stampings.of(options.stamps()),
            options.agentId().orElse(0),
            options.listen(),
            options.allowedAgents(),
            options.key().stream().toList(),
            TraceBackLimits.DEFAULT,
            measurement -> {
              tally.accept(measurement);
              traces.accept(measurement);
            })) {
      server.start();
      out.println("reflecting on " + shown(server.address()) + "; Ctrl-C ends it");
      out.flush();
      shutdown.await();
    }
    out.println(tally.line());
    out.flush();
    return DONE;
  }

  /** As on the command line: the JDK writes all the zeros of an IPv6 address. */
  private static String shown(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    boolean v6 = host instanceof Inet6Address;
    String text = v6 && host.isAnyLocalAddress() ? "::" : host.getHostAddress();
    return (v6 ? "[" + text + "]" : text) + ":" + address.getPort();
  }
}
