package io.netsonde.http;

/**
 * A header field that a check sends.
 *
 * @param name a token, RFC 9110, section 5.6.2
 * @param value printable ASCII and tabs
 */
public record HttpHeader(String name, String value) {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

  public HttpHeader {
    if (!name.matches(TOKEN)) {
      throw new IllegalArgumentException(
          "'" + name + "' is no name of a header: letters, digits and - are");
    }
    if (name.equalsIgnoreCase("Expect")) {
      throw new IllegalArgumentException(
          "header Expect cannot be sent: a server that does not heed it would be waited for in"
              + " vain, so leave it out and the body goes along at once");
    }
    if (!value.matches("[\\x20-\\x7e\\t]*")) {
      throw new IllegalArgumentException(
          "the value of header " + name + " has a character that is not printable ASCII");
    }
  }

  /**
   * Reads {@code Name: value}.
   *
   * @throws IllegalArgumentException if it is not of that form
   */
  public static HttpHeader parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("'" + text + "' is no header: write 'Name: value'");
    }
    return new HttpHeader(text.substring(0, colon).strip(), text.substring(colon + 1).strip());
  }
}
