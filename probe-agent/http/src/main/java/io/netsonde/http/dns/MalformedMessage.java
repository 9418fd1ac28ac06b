package io.netsonde.http.dns;

/** What came breaks the rules of a message; which one matters to nobody. */
final class MalformedMessage extends Exception {
  private static final long serialVersionUID = 1;

  MalformedMessage() {
    super("malformed", null, false, false);
  }
}
