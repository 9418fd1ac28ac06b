package io.netsonde.agent.cli;

import java.util.function.Function;

/** Reads what stands on the command line. */
final class Found {
  private static final int MOST_SHOWN = 60;

  private Found() {}

  /**
   * What {@code parser} makes of {@code text}.
   *
   * @throws IllegalArgumentException saying what was found and what to do, if that is nothing
   */
  static <T> T read(String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("found '" + shortened(text) + "'; " + e.getMessage(), e);
    }
  }

  /**
   * A whole number.
   *
   * @throws IllegalArgumentException saying what to do
   */
  static int wholeNumber(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          text.matches("[+-]?[0-9]+") ? "it is out of range" : "write a whole number", e);
    }
  }

  private static String shortened(String text) {
    return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
  }
}
