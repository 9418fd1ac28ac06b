package io.netsonde.agent.run;

import io.netsonde.agent.config.AgentConfig;
import io.netsonde.agent.config.PingProbe;
import io.netsonde.agent.config.TraceProbe;
import io.netsonde.netio.PortOptions;
import io.netsonde.netio.RawPorts;
import io.netsonde.ping.net.EchoLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** What on a host would keep an agent from starting, or its probes from measuring. */
final class Obstacles {
  /** Something that this process may do or not. */
  @FunctionalInterface
  interface Permission {
    /**
     * Does nothing where it may.
     *
     * @throws IOException if it may not; the message says what to do
     */
    void require() throws IOException;
  }

  private final Permission echoes;
  private final Permission segments;

  /**
   * Obstacles of a host.
   *
   * @param echoes to send ICMP echoes
   * @param segments to send TCP segments of one's own
   */
  Obstacles(Permission echoes, Permission segments) {
    this.echoes = echoes;
    this.segments = segments;
  }

  static Obstacles ofThisHost() {
    return new Obstacles(EchoLoop::requirePermission, Obstacles::openSegments);
  }

  private static void openSegments() throws IOException {
    InetAddress self = InetAddress.getLoopbackAddress();
    RawPorts.tcp(new InetSocketAddress(self, 0), self, PortOptions.DEFAULT).close();
  }

  /** A sentence for each. */
  List<String> to(AgentConfig config) {
    List<String> found = new ArrayList<>();
    String start = "The agent would not start here: ";
    config
        .agent()
        .stateDirectory()
        .ifPresent(
            directory ->
                add(
                    "The agent would forget what triggers learn: ",
                    () -> StateDirectory.require(directory),
                    found));
    if (!config.probes(PingProbe.class).isEmpty()) {
      add(start, echoes, found);
    }
    for (TraceProbe probe : config.probes(TraceProbe.class)) {
      String trace = "Probe " + probe.name() + " would not trace here: ";
      switch (probe.target().protocol()) {
        case ICMP -> add(trace, echoes, found);
        case TCP -> add(trace, segments, found);
        case UDP, TRAFFICSIM -> {}
      }
    }
    return found;
  }

  private static void add(String what, Permission permission, List<String> found) {
    try {
      permission.require();
    } catch (IOException e) {
      found.add((what + e.getMessage()).replaceAll("\\p{Cc}", "?"));
    }
  }
}
