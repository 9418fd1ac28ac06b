package io.netsonde.export;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where OTLP goes, as the configuration file says. What is empty here is left to the OTEL_*
 * variables of the environment.
 *
 * @param endpoint the collector, such as {@code http://collector:4317}; {@code https} for TLS
 * @param headers sent with every request; values as they are, not URL-encoded
 * @param ca PEM file with the certificates that are trusted instead of the platform's
 * @param certificate PEM file with the client's certificate chain; only together with {@code key}
 * @param key PEM file with the client's private key, PKCS #8
 */
public record OtlpSettings(
    Optional<URI> endpoint,
    Map<String, String> headers,
    Optional<Path> ca,
    Optional<Path> certificate,
    Optional<Path> key) {
  /** The file is silent. */
  public static final OtlpSettings UNSAID =
      new OtlpSettings(
          Optional.empty(), Map.of(), Optional.empty(), Optional.empty(), Optional.empty());

  public OtlpSettings {
    headers = Map.copyOf(headers);
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException("a client's certificate and its key go together");
    }
  }

  /** Only an endpoint. */
  public static OtlpSettings to(URI endpoint) {
    return new OtlpSettings(
        Optional.of(endpoint), Map.of(), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
