package io.netsonde.agent.config;

import java.util.Optional;

/**
 * Which way packets leave.
 *
 * @param networkInterface the name of the only interface that probes may use; empty: each uses the
 *     best one that has a route to its target
 * @param stamps who stamps packets
 */
public record NetworkConfig(Optional<String> networkInterface, StampsChoice stamps) {
  /** The best interface with a route, the best stamps. */
  public static final NetworkConfig ANY = new NetworkConfig(Optional.empty(), StampsChoice.BEST);

  public NetworkConfig {
    networkInterface.ifPresent(
        name -> Limits.require("length of the name", name.length(), 1, Limits.MAX_TEXT));
  }
}
