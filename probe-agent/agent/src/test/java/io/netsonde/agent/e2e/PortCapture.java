package io.netsonde.agent.e2e;

import io.netsonde.testkit.Require;
import io.netsonde.testkit.hosts.Host;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Watches one end of a cable for the source ports of the UDP packets that come out of it. */
final class PortCapture {
  private static final Pattern SOURCE = Pattern.compile(" IP6? [0-9a-f.:]+\\.(\\d+) > ");

  private final Program tcpdump;

  private PortCapture(Program tcpdump) {
    this.tcpdump = tcpdump;
  }

  /** Begins, and returns when every packet will be seen: before any firewall sees it. */
  static PortCapture start(Programs programs, Host host, String cable, int toPort)
      throws InterruptedException {
    Require.program("tcpdump", "the package tcpdump");
    String filter = "udp and dst port " + toPort;
    Program tcpdump = programs.startOther(host, "tcpdump", "-nlQ", "in", "-i", cable, filter);
    tcpdump.awaitLog("listening on");
    return new PortCapture(tcpdump);
  }

  /** Ends; the source ports of all packets that came. */
  Set<Integer> stop() throws InterruptedException {
    tcpdump.terminate();
    tcpdump.awaitExit();
    Set<Integer> ports = new TreeSet<>();
    for (String line : tcpdump.out()) {
      Matcher matcher = SOURCE.matcher(line);
      if (matcher.find()) {
        ports.add(Integer.parseInt(matcher.group(1)));
      }
    }
    return ports;
  }
}
