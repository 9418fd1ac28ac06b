package io.netsonde.ping.net;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Looks a target's name up; may block, so it is never called on a loop's thread. */
@FunctionalInterface
public interface HostResolution {
  /** By the system's resolver: its first address. */
  HostResolution SYSTEM = host -> first(host, InetAddress.class);

  /** Its first IPv4 address. */
  HostResolution IPV4 = host -> first(host, Inet4Address.class);

  /** Its first IPv6 address. */
  HostResolution IPV6 = host -> first(host, Inet6Address.class);

  /** The address, or null where the name has none. */
  @Nullable InetAddress resolve(String host);

  private static @Nullable InetAddress first(String host, Class<? extends InetAddress> family) {
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (family.isInstance(address)) {
          return address;
        }
      }
      return null;
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
