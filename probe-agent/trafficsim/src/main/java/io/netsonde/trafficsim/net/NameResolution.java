package io.netsonde.trafficsim.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Looks a target's name up; may block, so it is never called on a loop's thread. */
@FunctionalInterface
public interface NameResolution {
  /** By the system's resolver. */
  NameResolution SYSTEM =
      (host, port) -> {
        try {
          return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
          return null;
        }
      };

  /** The address, or null where the name has none. */
  @Nullable InetSocketAddress resolve(String host, int port);
}
