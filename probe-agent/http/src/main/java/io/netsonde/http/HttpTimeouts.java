package io.netsonde.http;

import io.netsonde.measurement.http.HttpPhase;
import java.time.Duration;

/**
 * How long the phases of an exchange may take, each as a whole and not from byte to byte, and how
 * long the check with all its exchanges. The phases not named here are bounded by {@code total}.
 *
 * @param connect for all addresses together: each has an equal share of what is left
 * @param waiting for the response's first byte
 */
public record HttpTimeouts(
    Duration dns, Duration connect, Duration tls, Duration waiting, Duration total) {
  private static final Duration LONGEST = Duration.ofHours(1);

  public static final HttpTimeouts DEFAULT =
      new HttpTimeouts(
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30));

  public HttpTimeouts {
    for (Duration limit : new Duration[] {dns, connect, tls, waiting, total}) {
      if (limit.compareTo(Duration.ofMillis(1)) < 0 || limit.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "a limit of " + limit.toMillis() + " ms is none: 1 ms to 1 h are");
      }
    }
  }

  /** All of them within {@code total}: no phase has a shorter limit of its own. */
  public static HttpTimeouts all(Duration total) {
    return new HttpTimeouts(total, total, total, total, total);
  }

  /**
   * Of a check for which only {@code total} is said: to wait for the first byte may take all of it,
   * the phases before a third each, and as long as by default where that is less.
   */
  public static HttpTimeouts within(Duration total) {
    Duration third = total.dividedBy(3);
    return new HttpTimeouts(
        shorter(longer(DEFAULT.dns, third), total),
        shorter(longer(DEFAULT.connect, third), total),
        shorter(longer(DEFAULT.tls, third), total),
        total,
        total);
  }

  /** That phase's limit, nanoseconds. */
  public long nanos(HttpPhase phase) {
    return switch (phase) {
      case DNS -> dns.toNanos();
      case CONNECT -> connect.toNanos();
      case TLS -> tls.toNanos();
      case WAIT -> waiting.toNanos();
      case REQUEST, TRANSFER -> total.toNanos();
    };
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? b : a;
  }
}
