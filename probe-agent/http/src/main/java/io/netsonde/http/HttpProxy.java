package io.netsonde.http;

import java.util.Optional;

/**
 * An HTTP proxy: asked to CONNECT for {@code https}, and for the resource itself for {@code http}.
 *
 * @param host a name, looked up as the target's would be, or an address
 * @param port 1 to 65535
 */
public record HttpProxy(String host, int port, Optional<Credentials> credentials) {
  /** For Basic authentication, sent unasked. */
  public record Credentials(String user, String password) {
    @Override
    public String toString() {
      return user + ":(a password)";
    }
  }

  public HttpProxy {
    if (host.isBlank() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "'" + host + ":" + port + "' is no proxy: a host and a port of 1 to 65535 are");
    }
  }

  /** One that asks for no credentials. */
  public static HttpProxy of(String host, int port) {
    return new HttpProxy(host, port, Optional.empty());
  }
}
