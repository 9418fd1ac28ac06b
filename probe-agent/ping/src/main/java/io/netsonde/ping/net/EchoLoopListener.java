package io.netsonde.ping.net;

import io.netsonde.ping.EchoListener;
import java.io.IOException;
import java.net.InetAddress;

/**
 * What a running target tells, beside what its sender tells: each once per change of state. Called
 * on the loop's thread; returns at once.
 */
public interface EchoLoopListener extends EchoListener {
  /** The target's name resolves to this address now; first told before anything is sent. */
  default void resolved(InetAddress target) {}

  /** The target's name does not resolve; what was known of it is kept. */
  default void unresolved(String host) {}

  /** This host's network refuses to send. */
  default void networkFailed(IOException reason) {}

  /** Sending works again. */
  default void networkRecovered() {}

  /** All is sent, decided and published. */
  default void finished() {}
}
