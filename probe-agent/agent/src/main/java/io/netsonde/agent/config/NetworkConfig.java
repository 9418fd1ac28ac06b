package io.netsonde.agent.config;

import java.util.Optional;

/**
 * Which way packets leave.
 *
 * @param networkInterface the name of the only interface that probes may use; empty: each uses the
 *     best one that has a route to its target
 */
public record NetworkConfig(Optional<String> networkInterface) {
  /** The best interface with a route. */
  public static final NetworkConfig ANY = new NetworkConfig(Optional.empty());

  public NetworkConfig {
    networkInterface.ifPresent(
        name -> Limits.require("length of the name", name.length(), 1, Limits.MAX_TEXT));
  }
}
