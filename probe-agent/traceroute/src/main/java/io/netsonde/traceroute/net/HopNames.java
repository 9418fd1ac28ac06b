package io.netsonde.traceroute.net;

import io.netsonde.measurement.NanoClock;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Looks the names of addresses up aside, so that no trace waits for them: what is known when a
 * trace ends is told. A name found late serves the next trace. Any thread.
 */
final class HopNames {
  /** How long a name is good; that there is none, too. */
  static final Duration LIFE = Duration.ofMinutes(10);

  static final int MOST_LOOK_UPS = 32;
  private static final int MOST_NAMES = 4_096;

  /** Of an address; the name is empty while it is looked up and where there is none. */
  private record Entry(Optional<String> name, long sinceNanos) {}

  private final Function<InetAddress, Optional<String>> resolver;
  private final Executor aside;
  private final NanoClock clock;
  private final Map<InetAddress, Entry> known = new ConcurrentHashMap<>();
  private final Semaphore lookUps = new Semaphore(MOST_LOOK_UPS);

  /**
   * Names by that resolver.
   *
   * @param resolver may take its time
   * @param aside runs it on another thread
   */
  HopNames(Function<InetAddress, Optional<String>> resolver, Executor aside, NanoClock clock) {
    this.resolver = resolver;
    this.aside = aside;
    this.clock = clock;
  }

  /** By the system's resolver. */
  static HopNames system() {
    return new HopNames(
        HopNames::ofSystem,
        lookUp -> Thread.ofVirtual().name("netsonde-hop-name").start(lookUp),
        NanoClock.SYSTEM);
  }

  private static Optional<String> ofSystem(InetAddress address) {
    String name = address.getCanonicalHostName();
    return name.equals(address.getHostAddress()) ? Optional.empty() : Optional.of(name);
  }

  /** Looks it up soon, unless it is known or many others are being looked up. Never waits. */
  void lookUp(InetAddress address) {
    Entry before = known.get(address);
    long now = clock.nanoTime();
    if ((before != null && now - before.sinceNanos < LIFE.toNanos()) || !lookUps.tryAcquire()) {
      return;
    }
    if (known.size() >= MOST_NAMES) {
      known.clear();
    }
    // Until the new name comes, the old one is the best there is.
    known.put(address, new Entry(name(address), now));
    aside.execute(
        () -> {
          try {
            known.put(address, new Entry(resolver.apply(address), now));
          } finally {
            lookUps.release();
          }
        });
  }

  /** The name, where it is known by now. */
  Optional<String> name(InetAddress address) {
    Entry entry = known.get(address);
    return entry == null ? Optional.empty() : entry.name;
  }
}
