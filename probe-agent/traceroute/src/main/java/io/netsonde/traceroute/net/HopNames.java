package io.netsonde.traceroute.net;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Looks the names of addresses up aside, so that no trace waits for them: what is known when a
 * trace ends is told. A name found late serves the next trace. Any thread.
 */
final class HopNames {
  private static final int MOST_NAMES = 4_096;
  private static final int MOST_LOOK_UPS = 32;

  private final Map<InetAddress, Optional<String>> known = new ConcurrentHashMap<>();
  private final Semaphore lookUps = new Semaphore(MOST_LOOK_UPS);

  /** Looks it up soon, unless it is known or many others are being looked up. */
  void lookUp(InetAddress address) {
    if (known.containsKey(address) || !lookUps.tryAcquire()) {
      return;
    }
    if (known.size() >= MOST_NAMES) {
      known.clear();
    }
    known.put(address, Optional.empty());
    Thread.ofVirtual()
        .name("netsonde-hop-name")
        .start(
            () -> {
              try {
                String name = address.getCanonicalHostName();
                if (!name.equals(address.getHostAddress())) {
                  known.put(address, Optional.of(name));
                }
              } finally {
                lookUps.release();
              }
            });
  }

  /** The name, where it is known by now. */
  Optional<String> name(InetAddress address) {
    return known.getOrDefault(address, Optional.empty());
  }
}
