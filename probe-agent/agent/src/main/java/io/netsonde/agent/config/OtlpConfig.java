package io.netsonde.agent.config;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where telemetry is pushed to.
 *
 * @param endpoint OTLP/gRPC, {@code http} or {@code https} with a host; empty: as OTEL_* say, and
 *     where they say nothing, nowhere
 * @param headers sent with every request; values are secrets, since this is where tokens go
 * @param tls for an {@code https} endpoint
 */
public record OtlpConfig(Optional<URI> endpoint, Map<String, Secret> headers, TlsConfig tls) {
  public OtlpConfig {
    endpoint.ifPresent(OtlpEndpoint::require);
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }
}
