package io.netsonde.netio.interfaces;

import io.netsonde.netio.linux.Kernel;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;

/** Chooses how this system is asked. */
final class SystemNetwork {
  private SystemNetwork() {}

  static HostNetwork open() {
    return Kernel.isKnown() && answers() ? new LinuxNetwork() : new PortableNetwork();
  }

  /** A sandbox may forbid to ask the kernel, or /proc may be missing. */
  private static boolean answers() {
    try {
      LinuxNetwork network = new LinuxNetwork();
      Optional<Route> unused = network.route(InetAddress.getLoopbackAddress());
      return !network.interfaces().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }
}
