package io.netsonde.export;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What telemetry says of a URL beside the URL itself. */
final class Urls {
  /** Java's URI knows no host where its name has an underscore, or letters that are not ASCII. */
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:[^@]*@)?(\\[[^]]*]|[^@:]+)(?::(\\d{1,9})?)?");

  private Urls() {}

  /** The host as a name service or a socket takes it: an IPv6 address without its brackets. */
  static String host(URI uri) {
    Matcher matcher = matcher(uri);
    return withoutBrackets(
        matcher.matches() ? matcher.group(1) : String.valueOf(uri.getAuthority()));
  }

  /** An IPv6 address as a URL writes it, without its brackets; any other host as it is. */
  static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** The port said, or the scheme's own. */
  static long port(URI uri) {
    Matcher matcher = matcher(uri);
    if (matcher.matches() && matcher.group(2) != null) {
      return Long.parseLong(matcher.group(2));
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }

  private static Matcher matcher(URI uri) {
    return AUTHORITY.matcher(String.valueOf(uri.getRawAuthority()));
  }
}
