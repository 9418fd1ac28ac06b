package io.netsonde.testkit.hosts;

import java.util.ArrayList;
import java.util.HexFormat;
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
   * Drops a share of the UDP packets whose payload begins with {@code start} that arrive here, at
   * random; the rule counts what it drops.
   *
   * @param start 6 bytes
   */
  public void dropArriving(byte[] start, double probability) {
    dropArriving(start, "random", "--probability", Double.toString(probability));
  }

  /**
   * Drops the first and then every {@code nth} of the UDP packets whose payload begins with {@code
   * start} that arrive here; the rule counts what it drops.
   *
   * @param start 6 bytes
   */
  public void dropEveryArriving(byte[] start, int nth) {
    dropArriving(start, "nth", "--every", Integer.toString(nth), "--packet", "0");
  }

  private void dropArriving(byte[] start, String mode, String... share) {
    if (start.length != 6) {
      throw new IllegalArgumentException("the rule compares 6 bytes, not " + start.length);
    }
    String first = "=0x" + HexFormat.of().formatHex(start, 0, 4);
    String second = ">>16=0x" + HexFormat.of().formatHex(start, 4, 6);
    // IPv4's header has the length that it says, IPv6's has 40 bytes; UDP's has 8.
    String ipv4 = "0>>22&0x3C@8" + first + "&&0>>22&0x3C@12" + second;
    String ipv6 = "48" + first + "&&52" + second;
    rule("iptables", ipv4, mode, share);
    rule("ip6tables", ipv6, mode, share);
  }

  private void rule(String program, String bytes, String mode, String... share) {
    List<String> rule = new ArrayList<>(List.of(program, "-A", "INPUT", "-p", "udp"));
    rule.addAll(List.of("-m", "u32", "--u32", bytes, "-m", "statistic", "--mode", mode));
    rule.addAll(List.of(share));
    rule.addAll(List.of("-j", "DROP"));
    Command.run(command(rule.toArray(String[]::new)));
  }

  /** How many packets the rules of this host have dropped so far, of IPv4 and IPv6. */
  public long dropped() {
    return dropped("iptables") + dropped("ip6tables");
  }

  private long dropped(String program) {
    long packets = 0;
    for (String line : run(program, "-nvxL", "INPUT").lines().toList()) {
      String[] columns = line.strip().split("\\s+", -1);
      if (columns.length > 2 && columns[2].equals("DROP")) {
        packets += Long.parseLong(columns[0]);
      }
    }
    return packets;
  }

  /** Gives the interface its addresses, or takes them away. */
  public void addresses(boolean held) {
    boolean loopback = networkInterface.equals("lo");
    String change = held ? "add" : "delete";
    run("ip", "address", change, ipv4 + (loopback ? "/32" : "/24"), "dev", networkInterface);
    String six = ipv6 + (loopback ? "/128" : "/64");
    if (held) {
      run("ip", "address", "add", six, "dev", networkInterface, "nodad");
    } else {
      run("ip", "address", "delete", six, "dev", networkInterface);
    }
  }

  /** Pulls the cable, or puts it back. */
  public void cable(boolean plugged) {
    run("ip", "link", "set", networkInterface, plugged ? "up" : "down");
  }
}
