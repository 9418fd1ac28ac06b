package io.netsonde.agent.config;

import io.netsonde.http.HttpTarget;
import java.net.URI;
import java.net.URISyntaxException;

/** The URL of a web service. */
public final class WebAddress {
  private WebAddress() {}

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException saying what to do, if it is none of a web service
   */
  public static URI parse(String text) {
    if (!text.regionMatches(true, 0, "http://", 0, 7)
        && !text.regionMatches(true, 0, "https://", 0, 8)) {
      throw new IllegalArgumentException("begin it with http:// or https://");
    }
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("it is not a URL: " + e.getReason(), e);
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("name a host, as in https://example.net/");
    }
    return HttpTarget.of("stand-in", uri).uri();
  }
}
