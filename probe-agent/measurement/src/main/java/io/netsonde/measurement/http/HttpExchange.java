package io.netsonde.measurement.http;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One request and its response, or as far as it came: a check has one, and one more for each
 * redirect it followed.
 *
 * @param uri what was asked for, without user and password
 * @param method as {@code GET}
 * @param status the response's status code; empty where no response began
 * @param protocolVersion {@code 1.0}, {@code 1.1} or {@code 2}; empty where no connection was had
 * @param peer the address connected to: the server's, or the proxy's
 * @param proxy the host of the proxy asked, whose name is then the one looked up; empty without one
 * @param isReused whether the connection stood before; DNS, connect and TLS are absent then
 * @param phases those that began, in order, without gaps: each begins where the one before ended;
 *     the last may be one that failed
 * @param tls empty without TLS
 * @param requestBytes of the request's body
 * @param responseBytes of the response's body as transferred, before any content decoding
 */
public record HttpExchange(
    URI uri,
    String method,
    OptionalInt status,
    Optional<String> protocolVersion,
    Optional<InetSocketAddress> peer,
    Optional<String> proxy,
    boolean isReused,
    List<PhaseTiming> phases,
    Optional<TlsFacts> tls,
    long requestBytes,
    long responseBytes) {

  public HttpExchange {
    phases = List.copyOf(phases);
  }

  /** Asked of the server itself. */
  public HttpExchange(
      URI uri,
      String method,
      OptionalInt status,
      Optional<String> protocolVersion,
      Optional<InetSocketAddress> peer,
      boolean isReused,
      List<PhaseTiming> phases,
      Optional<TlsFacts> tls,
      long requestBytes,
      long responseBytes) {
    this(
        uri,
        method,
        status,
        protocolVersion,
        peer,
        Optional.empty(),
        isReused,
        phases,
        tls,
        requestBytes,
        responseBytes);
  }

  /** How long that phase took, nanoseconds; 0 where it did not happen. */
  public long nanos(HttpPhase phase) {
    return phases.stream()
        .filter(timing -> timing.phase() == phase)
        .mapToLong(PhaseTiming::durationNanos)
        .sum();
  }
}
