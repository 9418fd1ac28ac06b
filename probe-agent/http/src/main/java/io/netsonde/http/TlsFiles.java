package io.netsonde.http;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Files for TLS, all PEM.
 *
 * @param authorities whose certificates are trusted; empty: those that Java trusts
 * @param certificate the client's chain, its own first
 * @param key the certificate's private key, PKCS #8, not encrypted
 */
public record TlsFiles(Optional<Path> authorities, Optional<Path> certificate, Optional<Path> key) {
  public static final TlsFiles NONE =
      new TlsFiles(Optional.empty(), Optional.empty(), Optional.empty());

  public TlsFiles {
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException("a client's certificate and its key come together");
    }
  }
}
