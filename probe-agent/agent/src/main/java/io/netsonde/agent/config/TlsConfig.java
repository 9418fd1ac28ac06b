package io.netsonde.agent.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the collector is authenticated, and the agent to it. Files in PEM.
 *
 * @param ca authorities to trust instead of the JDK's
 * @param certificate the agent's own chain, for mutual TLS; given if and only if {@code key} is
 * @param key the private key of {@code certificate}
 */
public record TlsConfig(Optional<Path> ca, Optional<Path> certificate, Optional<Path> key) {
  /** The JDK's authorities, no certificate of our own. */
  public static final TlsConfig NONE =
      new TlsConfig(Optional.empty(), Optional.empty(), Optional.empty());

  public TlsConfig {
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException("a certificate and its key are given together");
    }
  }
}
