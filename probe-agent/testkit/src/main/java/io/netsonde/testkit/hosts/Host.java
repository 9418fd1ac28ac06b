package io.netsonde.testkit.hosts;

import java.util.ArrayList;
import java.util.List;

/**
 * A host: a network namespace with one interface.
 *
 * @param name the namespace's
 * @param networkInterface its end of the cable
 * @param ipv4 its address
 * @param ipv6 its address
 */
public record Host(String name, String networkInterface, String ipv4, String ipv6) {
  /** The command line that runs {@code command} on this host. */
  public List<String> command(String... command) {
    List<String> line = new ArrayList<>(List.of("ip", "netns", "exec", name));
    line.addAll(List.of(command));
    return line;
  }

  /** Runs a short command on this host and returns what it printed. */
  public String run(String... command) {
    return Command.run(command(command));
  }

  /**
   * Drops a share of the UDP packets with this payload length that arrive here, at random; the rule
   * counts what it drops.
   */
  public void dropArriving(int payloadLength, double probability) {
    String length = Integer.toString(payloadLength + 28);
    run(
        "iptables",
        "-A",
        "INPUT",
        "-p",
        "udp",
        "-m",
        "length",
        "--length",
        length,
        "-m",
        "statistic",
        "--mode",
        "random",
        "--probability",
        Double.toString(probability),
        "-j",
        "DROP");
  }

  /** How many packets the rules of {@link #dropArriving} have dropped so far. */
  public long dropped() {
    long packets = 0;
    for (String line : run("iptables", "-nvxL", "INPUT").lines().toList()) {
      String[] columns = line.strip().split("\\s+", -1);
      if (columns.length > 2 && columns[2].equals("DROP")) {
        packets += Long.parseLong(columns[0]);
      }
    }
    return packets;
  }

  /** Pulls the cable, or puts it back. */
  public void cable(boolean plugged) {
    run("ip", "link", "set", networkInterface, plugged ? "up" : "down");
  }
}
