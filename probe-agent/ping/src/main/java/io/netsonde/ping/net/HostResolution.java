package io.netsonde.ping.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Looks a target's name up; may block, so it is never called on a loop's thread. */
@FunctionalInterface
public interface HostResolution {
  /** By the system's resolver. */
  HostResolution SYSTEM =
      host -> {
        try {
          return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
          return null;
        }
      };

  /** The address, or null where the name has none. */
  @Nullable InetAddress resolve(String host);
}
