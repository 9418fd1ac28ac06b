package io.netsonde.netio;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A host and a UDP port as a person writes them: {@code berlin.example.net:5000}, {@code
 * 192.0.2.1:5000}, {@code [2001:db8::1]:5000}, {@code [fe80::1%eth0]:5000}.
 *
 * @param host a name, an IPv4 address in four decimal parts, or an IPv6 address without brackets
 * @param port 0 to 65535; 0 only makes sense to listen on, and lets the kernel choose
 */
public record HostPort(String host, int port) {
  private static final int LONGEST_NAME = 253; // RFC 1035 section 2.3.4, as text
  private static final Pattern NAME =
      Pattern.compile(
          "[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*\\.?");
  private static final Pattern V4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern LOOKS_NUMERIC = Pattern.compile("(.*\\.)?\\d+\\.?");
  private static final Pattern PORT = Pattern.compile("\\d{1,5}");

  public HostPort {
    String wrong = wrongHost(host);
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(wrong);
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
  }

  /**
   * Parses an address to send to.
   *
   * @throws IllegalArgumentException with a message for the person who wrote it; also for port 0
   */
  public static HostPort parse(String text) {
    HostPort parsed = parseListen(text);
    if (parsed.port == 0) {
      throw new IllegalArgumentException("'" + text + "': a port to send to is 1 to 65535, not 0");
    }
    return parsed;
  }

  /**
   * Parses an address to listen on, where port 0 lets the kernel choose.
   *
   * @throws IllegalArgumentException with a message for the person who wrote it
   */
  public static HostPort parseListen(String text) {
    String host;
    String port;
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      if (end < 0) {
        throw mistake(text, "the bracket is not closed; expected [address]:port");
      }
      if (!text.startsWith(":", end + 1)) {
        throw mistake(text, "the port is missing; expected [address]:port");
      }
      host = text.substring(1, end);
      port = text.substring(end + 2);
      if (!isV6(host)) {
        throw mistake(text, "'" + host + "' in brackets is no IPv6 address");
      }
    } else {
      int colon = text.indexOf(':');
      if (colon < 0) {
        throw mistake(text, "the port is missing; expected host:port");
      }
      if (colon != text.lastIndexOf(':')) {
        throw mistake(text, "an IPv6 address is written in brackets; expected [address]:port");
      }
      host = text.substring(0, colon);
      port = text.substring(colon + 1);
    }
    if (!PORT.matcher(port).matches() || Integer.parseInt(port) > 65_535) {
      throw mistake(text, "a port is a number up to 65535, not '" + port + "'");
    }
    String wrong = wrongHost(host);
    if (!wrong.isEmpty()) {
      throw mistake(text, wrong);
    }
    return new HostPort(host, Integer.parseInt(port));
  }

  /**
   * Looks the name up, now; an address needs no look-up. May block for seconds. The JDK remembers
   * answers for {@code networkaddress.cache.ttl} and failures for {@code
   * networkaddress.cache.negative.ttl}.
   *
   * @throws UnknownHostException with a message that names the host and what to do
   */
  public InetSocketAddress resolve() throws UnknownHostException {
    try {
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException e) {
      UnknownHostException clear =
          new UnknownHostException(
              "cannot resolve " + host + ": check the name and this host's resolver");
      clear.initCause(e);
      throw clear;
    }
  }

  /** What {@link #parseListen} reads. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  private static String wrongHost(String host) {
    if (host.isEmpty()) {
      return "the host is missing; 0.0.0.0 or [::] is every address of this host";
    }
    if (host.indexOf(':') >= 0) {
      return isV6(host) ? "" : "'" + host + "' is no IPv6 address";
    }
    if (LOOKS_NUMERIC.matcher(host).matches()) {
      return V4.matcher(host).matches()
          ? ""
          : "'" + host + "' is no IPv4 address: four numbers from 0 to 255";
    }
    return host.length() <= LONGEST_NAME && NAME.matcher(host).matches()
        ? ""
        : "'" + host + "' is neither a host name nor an address";
  }

  private static boolean isV6(String host) {
    // Which zones exist is this host's affair, and changes; it shows on resolving.
    int zone = host.indexOf('%');
    if (host.indexOf(':') < 0 || host.indexOf('[') >= 0 || zone == host.length() - 1) {
      return false;
    }
    try {
      return Inet6Address.ofLiteral(zone < 0 ? host : host.substring(0, zone)) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static IllegalArgumentException mistake(String text, String what) {
    return new IllegalArgumentException("'" + text + "': " + what);
  }
}
