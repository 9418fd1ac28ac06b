package io.netsonde.http;

import java.util.List;
import java.util.Optional;

/**
 * What is asked of a server.
 *
 * @param method in capitals, as {@code GET}
 * @param headers sent besides those that HTTP needs; {@code traceparent} is always the check's own
 * @param body sent as UTF-8
 * @param maxRedirects how many are followed; with 0 a redirect is the result
 */
public record RequestSettings(
    String method, List<HttpHeader> headers, Optional<String> body, int maxRedirects) {
  /** A GET that follows ten redirects. */
  public static final RequestSettings DEFAULT =
      new RequestSettings("GET", List.of(), Optional.empty(), 10);

  public RequestSettings {
    headers = List.copyOf(headers);
    if (!method.matches("[A-Z]+") || method.equals("CONNECT")) {
      throw new IllegalArgumentException(
          "'" + method + "' is no method: GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS are");
    }
    if (body.isPresent() && (method.equals("GET") || method.equals("HEAD"))) {
      throw new IllegalArgumentException(method + " has no body: use POST, PUT or PATCH");
    }
    if (maxRedirects < 0 || maxRedirects > 50) {
      throw new IllegalArgumentException("redirects: 0 to 50 can be followed");
    }
  }
}
