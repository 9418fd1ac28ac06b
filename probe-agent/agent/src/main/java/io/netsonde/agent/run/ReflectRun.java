package io.netsonde.agent.run;

import io.netsonde.agent.ReflectOptions;
import io.netsonde.agent.Run;
import io.netsonde.agent.Shutdown;
import io.netsonde.trafficsim.net.ReflectorServer;
import java.io.PrintWriter;
import java.net.InetSocketAddress;

/** {@code netsonde reflect}: answers senders until stopped. */
public final class ReflectRun implements Run<ReflectOptions> {
  @Override
  public int run(ReflectOptions options, PrintWriter out, Shutdown shutdown) throws Exception {
    ReflectorTally tally = new ReflectorTally();
    try (ReflectorServer server =
        Reflectors.open(
            options.agentId().orElse(0),
            options.listen(),
            options.allowedAgents(),
            options.key().stream().toList(),
            tally)) {
      server.start();
      InetSocketAddress address = server.address();
      String host = address.getAddress().getHostAddress();
      out.println(
          "reflecting on "
              + (host.indexOf(':') >= 0 ? "[" + host + "]" : host)
              + ":"
              + address.getPort()
              + "; Ctrl-C ends it");
      out.flush();
      shutdown.await();
    }
    out.println(tally.line());
    out.flush();
    return DONE;
  }
}
