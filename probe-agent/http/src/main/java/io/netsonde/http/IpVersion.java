package io.netsonde.http;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/** Which addresses of a name are asked for and connected to. */
public enum IpVersion {
  /** Both families; those of IPv6 first where this host has a route to them. */
  ANY,
  IPV4,
  IPV6;

  /** As people write it. */
  public String shown() {
    return switch (this) {
      case ANY -> "IPv4 or IPv6";
      case IPV4 -> "IPv4";
      case IPV6 -> "IPv6";
    };
  }

  /** Whether an address may be used. */
  public boolean admits(InetAddress address) {
    return switch (this) {
      case ANY -> true;
      case IPV4 -> address instanceof Inet4Address;
      case IPV6 -> address instanceof Inet6Address;
    };
  }
}
