package io.netsonde.agent.view;

/** Text that came from the network, made fit for a terminal. */
final class Printable {
  private Printable() {}

  /**
   * Without what would move the cursor, end the line or turn the direction of writing: a name or a
   * certificate may contain anything.
   */
  static String of(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", "?");
  }
}
