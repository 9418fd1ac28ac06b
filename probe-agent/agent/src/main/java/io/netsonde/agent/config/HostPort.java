package io.netsonde.agent.config;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.regex.Pattern;

/**
 * A host and a port as configured; nothing is resolved here.
 *
 * @param host a host name, an IPv4 address, or an IPv6 address without brackets
 * @param port 0 to 65535; 0 only to listen on, where the system is to choose
 */
public record HostPort(String host, int port) {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\\.[A-Za-z0-9_-]+)*\\.?");
  private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
  private static final int MAX_NAME = 253;

  public HostPort {
    requireHost(host);
    Limits.require("port", port, 0, Limits.MAX_PORT);
  }

  /**
   * Reads {@code host:port}, {@code 192.0.2.1:5000} or {@code [2001:db8::1]:5000}.
   *
   * @throws IllegalArgumentException saying what to do, if it is something else
   */
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("add a port, as in " + shown(text) + ":5000");
    }
    String host = text.substring(0, colon);
    String port = text.substring(colon + 1);
    if (host.isEmpty()) {
      throw new IllegalArgumentException(
          "write an address before the colon; 0.0.0.0:" + port + " means every IPv4 address");
    }
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
      if (!isIpv6(host)) {
        throw new IllegalArgumentException("'" + host + "' is not an IPv6 address");
      }
    } else if (host.startsWith("[") || text.endsWith("]")) {
      throw new IllegalArgumentException("add a port behind the bracket, as in [::1]:5000");
    } else if (host.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "put an IPv6 address in brackets and a port behind them, as in [::1]:5000");
    }
    if (!PORT.matcher(port).matches() || Integer.parseInt(port) > Limits.MAX_PORT) {
      throw new IllegalArgumentException(
          "the port is to be a number up to " + Limits.MAX_PORT + ", not '" + port + "'");
    }
    return new HostPort(host, Integer.parseInt(port));
  }

  private static String shown(String text) {
    return text.isEmpty() ? "127.0.0.1" : text;
  }

  private static void requireHost(String host) {
    if (host.indexOf(':') >= 0) {
      if (!isIpv6(host)) {
        throw new IllegalArgumentException("'" + host + "' is not an IPv6 address");
      }
    } else if (DIGITS_AND_DOTS.matcher(host).matches()) {
      // Looked up as a name, a mistyped address would be sent to a name server.
      if (!isIpv4(host)) {
        throw new IllegalArgumentException("'" + host + "' is not an IPv4 address");
      }
    } else if (host.length() > MAX_NAME || !NAME.matcher(host).matches()) {
      throw new IllegalArgumentException(
          "a host's name is of letters, digits, hyphens and dots, " + MAX_NAME + " at most");
    }
  }

  private static boolean isIpv4(String host) {
    try {
      return host.split("\\.", -1).length == 4
          && Inet4Address.ofLiteral(host).getHostAddress().equals(host);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean isIpv6(String host) {
    int zone = host.indexOf('%');
    try {
      // A zone names an interface of the host that sends, which need not be this one.
      var _ = Inet6Address.ofLiteral(zone < 0 ? host : host.substring(0, zone));
      return zone != host.length() - 1 && host.indexOf(':') >= 0;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
