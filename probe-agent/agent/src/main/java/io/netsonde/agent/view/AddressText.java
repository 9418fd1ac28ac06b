package io.netsonde.agent.view;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses as people write them. */
final class AddressText {
  /** Two or more groups of zeroes. */
  private static final Pattern ZEROES = Pattern.compile("(?:^|:)0(?::0)+(?=:|$|%)");

  private AddressText() {}

  /** IPv6 as RFC 5952 says it: the longest run of zeroes, the first of equals, is left out. */
  static String of(InetAddress address) {
    String text = address.getHostAddress();
    if (!(address instanceof Inet6Address)) {
      return text;
    }
    Matcher matcher = ZEROES.matcher(text);
    int start = -1;
    int end = -1;
    while (matcher.find()) {
      if (matcher.end() - matcher.start() - colon(matcher) > end - start) {
        start = matcher.start() + colon(matcher);
        end = matcher.end();
      }
    }
    if (start < 0) {
      return text;
    }
    String before = start == 0 ? "" : text.substring(0, start - 1);
    String after =
        end < text.length() && text.charAt(end) == ':'
            ? text.substring(end + 1)
            : text.substring(end);
    return before + "::" + after;
  }

  private static int colon(Matcher matcher) {
    return matcher.group().startsWith(":") ? 1 : 0;
  }
}
