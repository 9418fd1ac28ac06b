package io.netsonde.trafficsim.net;

import io.netsonde.netio.interfaces.InterfaceChange;
import io.netsonde.trafficsim.sender.ProbeListener;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * What a running probe tells, beside what its flows tell: each once per change of state. Called on
 * the loop's pacing thread; returns at once.
 */
public interface SenderListener extends ProbeListener {
  /** The target's name resolves to this address now; first told before anything is sent. */
  default void resolved(InetSocketAddress target) {}

  /** The target's name does not resolve; what was known of it is kept. */
  default void unresolved(String host) {}

  /**
   * A flow sends from this source port from now on, and may take another path than before.
   *
   * @param flow from 0
   * @param local the port; its address is the wildcard where any of this host's will do
   */
  default void flowOpened(int flow, InetSocketAddress local) {}

  /**
   * A trace that {@link SenderLoop#trace} took on does not begin after all: the flow has no socket,
   * or ends.
   *
   * @param reason for a person to read
   */
  default void traceFailed(int flow, String reason) {}

  /** Another network interface or local address is used from now on, or none is left. */
  default void interfaceChanged(InterfaceChange change) {}

  /** This host's network refuses to send. */
  default void networkFailed(IOException reason) {}

  /** Sending works again. */
  default void networkRecovered(InetSocketAddress local) {}

  /** All is sent, decided, reported and published. */
  default void finished() {}
}
