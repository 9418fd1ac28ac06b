package io.netsonde.trafficsim.net;

import io.netsonde.netio.interfaces.Candidate;
import io.netsonde.netio.interfaces.InterfaceListener;
import io.netsonde.netio.interfaces.InterfaceMonitor;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;

/** One probe's choice of a network interface. Safe for any thread. */
final class ProbeInterfaces implements AutoCloseable {
  private final InterfaceMonitor.Watch watch;
  private final boolean only;

  /**
   * Watches nothing before the first target.
   *
   * @param only the only interface that may be used; empty: any
   * @param listener told of changes after the first choice for a target
   */
  ProbeInterfaces(InterfaceMonitor monitor, Optional<String> only, InterfaceListener listener) {
    this.watch = monitor.watch(only, listener);
    this.only = only.isPresent();
  }

  /** The way to that target; empty where none has a route, and the system may find one itself. */
  Optional<Way> to(InetAddress target) {
    try {
      return way(watch.target(target));
    } catch (IOException e) {
      return Optional.empty(); // The system does not tell; the monitor goes on asking.
    }
  }

  Optional<Way> way(Optional<Candidate> candidate) {
    return candidate.flatMap(chosen -> Way.by(chosen, only));
  }

  void hurry() {
    watch.hurry();
  }

  @Override
  public void close() {
    watch.close();
  }
}
