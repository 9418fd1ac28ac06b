package io.netsonde.export;

import java.net.URI;

/** What telemetry says of a URL beside the URL itself. */
final class Urls {
  private Urls() {}

  /** The host as a name service or a socket takes it: an IPv6 address without its brackets. */
  static String host(URI uri) {
    String host = uri.getHost();
    if (host == null) {
      return String.valueOf(uri.getAuthority()); // No host by the RFC, as one with an underscore.
    }
    return withoutBrackets(host);
  }

  /** An IPv6 address as a URL writes it, without its brackets; any other host as it is. */
  static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** The port said, or the scheme's own. */
  static long port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }
}
