package io.netsonde.testkit.hosts;

import io.netsonde.testkit.Require;
import java.util.List;

/**
 * Two hosts on one cable, for as long as this is open: nothing of it reaches any other network.
 * Needs root; see {@link Require#namespaces}.
 */
public final class TwoHosts implements AutoCloseable {
  private final Host left;
  private final Host right;

  private TwoHosts(Host left, Host right) {
    this.left = left;
    this.right = right;
  }

  /** Makes both hosts, up and reachable to each other by IPv4 and IPv6. */
  public static TwoHosts create() {
    Require.namespaces();
    String id = Wiring.prefix();
    Host left = new Host(id + "a", "eth0", "10.77.0.1", "fd77::1");
    Host right = new Host(id + "b", "eth0", "10.77.0.2", "fd77::2");
    TwoHosts hosts = new TwoHosts(left, right);
    try {
      Wiring.create(left);
      Wiring.create(right);
      Wiring.join(left, right);
      Wiring.awaitReady(left);
      Wiring.awaitReady(right);
    } catch (RuntimeException e) {
      hosts.close();
      throw e;
    }
    return hosts;
  }

  public Host left() {
    return left;
  }

  public Host right() {
    return right;
  }

  @Override
  public void close() {
    Wiring.delete(List.of(left, right));
  }
}
