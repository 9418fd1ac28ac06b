package io.netsonde.agent.config;

import io.netsonde.http.HttpProxy;
import io.netsonde.http.HttpUris;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An HTTP proxy as people write it: {@code proxy:3128} or {@code http://user:word@proxy:3128}. */
public final class ProxyText {
  private static final String SCHEME = "http://";

  private ProxyText() {}

  /**
   * Reads a proxy.
   *
   * @throws IllegalArgumentException saying what to do, if it is none
   */
  public static HttpProxy parse(String text) {
    if (text.contains("://") && !text.startsWith(SCHEME)) {
      throw new IllegalArgumentException(
          "only proxies that are spoken to by http are known; begin it with " + SCHEME);
    }
    try {
      URI uri = new URI(text.startsWith(SCHEME) ? text : SCHEME + text);
      String host = HttpUris.host(uri).orElse("");
      if (host.isEmpty() || HttpUris.port(uri) < 0) {
        throw new IllegalArgumentException("name a host and a port, as in proxy.example.net:3128");
      }
      String path = uri.getRawPath();
      if (!path.isEmpty() && !path.equals("/")) {
        throw new IllegalArgumentException("remove what comes after the port");
      }
      return new HttpProxy(
          host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
          HttpUris.port(uri),
          userInfo(uri).map(ProxyText::credentials));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("it is not the address of a proxy: " + e.getReason(), e);
    }
  }

  private static Optional<String> userInfo(URI uri) {
    String authority = uri.getRawAuthority();
    int at = authority.lastIndexOf('@');
    return at < 0 ? Optional.empty() : Optional.of(authority.substring(0, at));
  }

  private static HttpProxy.Credentials credentials(String userInfo) {
    int colon = userInfo.indexOf(':');
    return new HttpProxy.Credentials(
        decoded(colon < 0 ? userInfo : userInfo.substring(0, colon)),
        decoded(colon < 0 ? "" : userInfo.substring(colon + 1)));
  }

  private static String decoded(String text) {
    // A plus is itself here, unlike in a form.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** User and password as {@link #parse} reads them, before the @. */
  static String userInfo(HttpProxy.Credentials credentials) {
    return encoded(credentials.user()) + ":" + encoded(credentials.password());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
