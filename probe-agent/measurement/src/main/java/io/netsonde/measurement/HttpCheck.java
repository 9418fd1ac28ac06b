package io.netsonde.measurement;

import io.netsonde.measurement.http.HttpExchange;
import io.netsonde.measurement.http.HttpFailure;
import io.netsonde.measurement.http.HttpPhase;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One finished check of a web service.
 *
 * @param probe the probe's name
 * @param uri what was asked for first, without user and password
 * @param span the span that is to tell of it; its identity was sent along as {@code traceparent}
 * @param startEpochNanos when it began
 * @param durationNanos until the last byte of the last response, or the failure; monotonic
 * @param exchanges the request and those to which redirects led, in order; at least one
 * @param failure empty where all went as expected
 */
public record HttpCheck(
    String probe,
    URI uri,
    SpanIdentity span,
    long startEpochNanos,
    long durationNanos,
    List<HttpExchange> exchanges,
    Optional<HttpFailure> failure)
    implements Measurement {

  public HttpCheck {
    exchanges = List.copyOf(exchanges);
    if (exchanges.isEmpty() || durationNanos < 0) {
      throw new IllegalArgumentException("a check has an exchange and a duration");
    }
  }

  /** The exchange that counts: the last. */
  public HttpExchange last() {
    return exchanges.getLast();
  }

  /** How many redirects were followed. */
  public int redirects() {
    return exchanges.size() - 1;
  }

  /** How long that phase took over all exchanges, nanoseconds. */
  public long nanos(HttpPhase phase) {
    return exchanges.stream().mapToLong(exchange -> exchange.nanos(phase)).sum();
  }

  /**
   * Body bytes of the last response a second of its transfer; empty where that took less than a
   * millisecond or moved less than 16 KiB, since such a figure says nothing of the network.
   */
  public OptionalDouble throughput() {
    long nanos = last().nanos(HttpPhase.TRANSFER);
    return nanos < 1_000_000 || last().responseBytes() < 16_384
        ? OptionalDouble.empty()
        : OptionalDouble.of(last().responseBytes() * 1e9 / nanos);
  }
}
