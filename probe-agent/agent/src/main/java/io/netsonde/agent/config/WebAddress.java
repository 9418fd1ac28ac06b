package io.netsonde.agent.config;

import io.netsonde.http.HttpTarget;
import io.netsonde.http.HttpUris;
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
      throw new IllegalArgumentException("it is not a URL: " + e.getReason() + hint(text, e), e);
    }
    String authority = String.valueOf(uri.getRawAuthority());
    if (authority.contains("[") && authority.contains("%")) {
      throw new IllegalArgumentException(
          "an address with a zone cannot be asked; name another address of that server");
    }
    if (HttpUris.host(uri).isEmpty()) {
      throw new IllegalArgumentException("name a host, as in https://example.net/");
    }
    return HttpTarget.of("stand-in", uri).uri();
  }

  /** How to write the character at which the parser stopped. */
  private static String hint(String text, URISyntaxException e) {
    boolean isBehindHost = e.getReason().matches("Illegal character in (path|query|fragment)");
    char stopped = isBehindHost ? text.charAt(e.getIndex()) : '\0';
    return stopped < ' ' || stopped > '~'
        ? ""
        : "; write "
            + (stopped == ' ' ? "a space" : stopped)
            + " as %%%02X".formatted((int) stopped);
  }
}
