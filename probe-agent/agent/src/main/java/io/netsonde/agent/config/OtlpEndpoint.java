package io.netsonde.agent.config;

import java.net.URI;
import java.net.URISyntaxException;

/** The URL of a collector. */
public final class OtlpEndpoint {
  private OtlpEndpoint() {}

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException saying what to do, if it is none of a collector
   */
  public static URI parse(String text) {
    try {
      URI uri = new URI(text);
      require(uri);
      return uri;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("it is not a URL: " + e.getReason(), e);
    }
  }

  static void require(URI uri) {
    String scheme = uri.getScheme();
    if (scheme == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new IllegalArgumentException("begin it with http:// or https://");
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("name a host, as in " + scheme + "://localhost:4317");
    }
    if (uri.getPort() > Limits.MAX_PORT || uri.getPort() == 0) {
      throw new IllegalArgumentException("the port is to be from 1 to " + Limits.MAX_PORT);
    }
    if (uri.getUserInfo() != null) {
      throw new IllegalArgumentException("give credentials in otlp.headers, not in the URL");
    }
  }
}
