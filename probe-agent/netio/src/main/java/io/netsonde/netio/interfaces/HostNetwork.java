package io.netsonde.netio.interfaces;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * This host's interfaces and routes, as they are when asked. Sends no packet. Safe for several
 * threads; each call takes well under a millisecond a dozen of interfaces.
 */
public interface HostNetwork {
  /**
   * This host's: on Linux by what the kernel says of interfaces and routes, elsewhere by what Java
   * does.
   */
  static HostNetwork system() {
    return SystemNetwork.open();
  }

  /**
   * All interfaces, by index.
   *
   * @throws IOException if the system does not tell
   */
  List<LocalInterface> interfaces() throws IOException;

  /**
   * How the system would send to the target if left alone; empty where there is no route.
   *
   * @throws IOException if the system does not tell
   */
  Optional<Route> route(InetAddress target) throws IOException;

  /**
   * How the system would send to the target if it had to use this interface; empty where no route
   * leads there by it.
   *
   * @throws IOException if the system does not tell
   */
  Optional<Way> wayBy(LocalInterface one, InetAddress target) throws IOException;
}
