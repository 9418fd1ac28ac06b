package io.netsonde.agent.config;

import java.util.regex.Pattern;

/** Hosts without a port, as people write them. */
public final class HostText {
  private static final Pattern WITH_PORT = Pattern.compile("[^:]+:[0-9]*");

  private HostText() {}

  /**
   * Reads a name, an IPv4 address, or an IPv6 address with or without brackets.
   *
   * @return it, without brackets
   * @throws IllegalArgumentException saying what to do, if it is something else
   */
  public static String parse(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("name a host, as in example.net or 192.0.2.1");
    }
    if (text.contains("://")) {
      throw new IllegalArgumentException("name the host alone, without what is around it in a URL");
    }
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    String host = bracketed ? text.substring(1, text.length() - 1) : text;
    if (WITH_PORT.matcher(host).matches() || text.startsWith("[") != text.endsWith("]")) {
      throw new IllegalArgumentException("name the host alone, and the port by itself");
    }
    return new HostPort(host, 0).host();
  }
}
