package io.netsonde.agent.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A DNS server as people write it: an address, and a port where it is not 53. */
public final class ResolverText {
  private static final int DNS_PORT = 53;

  private ResolverText() {}

  /**
   * Reads {@code 192.0.2.53}, {@code 192.0.2.53:5353}, {@code 2001:db8::53} or {@code
   * [2001:db8::53]:5353}.
   *
   * @throws IllegalArgumentException saying what to do, if it is something else
   */
  public static InetSocketAddress parse(String text) {
    boolean bareIpv6 = !text.startsWith("[") && text.indexOf(':') != text.lastIndexOf(':');
    boolean portGiven = !bareIpv6 && text.lastIndexOf(':') > text.lastIndexOf(']');
    HostPort server =
        portGiven ? HostPort.parse(text) : new HostPort(withoutBrackets(text), DNS_PORT);
    if (server.port() == 0) {
      throw new IllegalArgumentException("the port is to be from 1 to " + Limits.MAX_PORT);
    }
    try {
      return new InetSocketAddress(InetAddress.ofLiteral(server.host()), server.port());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "give the resolver's address; its name could not be looked up without it", e);
    }
  }

  private static String withoutBrackets(String text) {
    return text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
  }

  /** {@link #parse} reads it back. */
  static String print(InetSocketAddress resolver) {
    return new HostPort(resolver.getAddress().getHostAddress(), resolver.getPort()).toString();
  }
}
