package io.netsonde.agent.config;

import java.util.Optional;

/**
 * Which way packets leave.
 *
 * @param networkInterface the interface to use; always empty in this version: the system's routes
 *     decide
 */
public record NetworkConfig(Optional<String> networkInterface) {
  /** The system's routes decide. */
  public static final NetworkConfig ROUTED = new NetworkConfig(Optional.empty());

  public NetworkConfig {
    if (networkInterface.isPresent()) {
      throw new IllegalArgumentException("the choice of an interface is not in this version");
    }
  }
}
