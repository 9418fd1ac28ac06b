package io.netsonde.http;

import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Web addresses. Java's {@link URI} knows no host where its name has an underscore or letters that
 * are not ASCII; both are in use.
 */
public final class HttpUris {
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:[^@]*@)?(\\[[0-9A-Fa-f:.]+]|[^@:\\[\\]%/\\s]+)(?::(\\d{0,9}))?");

  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}_-]{1,63}(?:\\.[\\p{L}\\p{M}\\p{N}_-]{1,63})*\\.?");

  private static final int LONGEST_NAME = 253;

  private HttpUris() {}

  /** Name or address; of IPv6 in brackets, as the address has it. Empty where it has none. */
  public static Optional<String> host(URI uri) {
    return part(uri, 1).filter(HttpUris::isHost);
  }

  /** The port said; -1 where none is. */
  public static int port(URI uri) {
    return part(uri, 2).filter(digits -> !digits.isEmpty()).map(Integer::parseInt).orElse(-1);
  }

  /** Without user and password. */
  public static URI withoutUser(URI uri) {
    String authority = uri.getRawAuthority();
    int at = authority == null ? -1 : authority.lastIndexOf('@');
    return authority == null || at < 0
        ? uri
        : URI.create(uri.toString().replace(authority, authority.substring(at + 1)));
  }

  private static Optional<String> part(URI uri, int group) {
    String authority = uri.getRawAuthority();
    Matcher matcher = AUTHORITY.matcher(authority == null ? "" : authority);
    return matcher.matches() ? Optional.ofNullable(matcher.group(group)) : Optional.empty();
  }

  private static boolean isHost(String host) {
    if (host.startsWith("[")) {
      return isAddress(host.substring(1, host.length() - 1));
    }
    boolean endsInNumber = host.matches("(.*\\.)?\\d+");
    return NAME.matcher(host).matches()
        && host.length() <= LONGEST_NAME
        && (!endsInNumber || isAddress(host));
  }

  private static boolean isAddress(String host) {
    try {
      InetAddress.ofLiteral(host);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
