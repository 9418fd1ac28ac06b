package io.netsonde.http;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a response has to be like.
 *
 * @param statuses the status codes that are right; none: all of 200 to 399
 * @param bodyContains a text that the body has to contain, compared as UTF-8 bytes
 * @param certificateRemaining how much longer the server's certificate chain has to be good for
 */
public record HttpExpectation(
    Set<Integer> statuses, Optional<String> bodyContains, Optional<Duration> certificateRemaining) {
  /** A status of 200 to 399, and nothing else. */
  public static final HttpExpectation DEFAULT =
      new HttpExpectation(Set.of(), Optional.empty(), Optional.empty());

  public HttpExpectation {
    statuses = Set.copyOf(statuses);
    for (int status : statuses) {
      if (status < 100 || status > 599) {
        throw new IllegalArgumentException(status + " is no status code: 100 to 599 are");
      }
    }
    if (bodyContains.isPresent() && bodyContains.get().isEmpty()) {
      throw new IllegalArgumentException("every body contains the empty text: name another");
    }
    if (certificateRemaining.isPresent() && certificateRemaining.get().isNegative()) {
      throw new IllegalArgumentException("a certificate's remaining time is not negative");
    }
  }

  /** With these status codes instead. */
  public HttpExpectation withStatuses(Set<Integer> codes) {
    return new HttpExpectation(codes, bodyContains, certificateRemaining);
  }

  /** With this text in the body. */
  public HttpExpectation withBodyContains(String text) {
    return new HttpExpectation(statuses, Optional.of(text), certificateRemaining);
  }

  /** With at least this long until the certificate expires. */
  public HttpExpectation withCertificateRemaining(Duration atLeast) {
    return new HttpExpectation(statuses, bodyContains, Optional.of(atLeast));
  }

  /** Whether a status is right. */
  public boolean admits(int status) {
    return statuses.isEmpty() ? status >= 200 && status < 400 : statuses.contains(status);
  }
}
