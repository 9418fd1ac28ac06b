package io.netsonde.agent.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 128}, {@code 64KiB}, {@code 256MiB}, {@code 1GiB}. */
public final class SizeText {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,12})(|B|KiB|MiB|GiB)");

  private SizeText() {}

  /**
   * Reads a number of bytes.
   *
   * @throws IllegalArgumentException saying what to do, if it is something else
   */
  public static long parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "write bytes or a binary unit, as in 128, 64KiB or 256MiB");
    }
    int shift =
        switch (form.group(2)) {
          case "KiB" -> 10;
          case "MiB" -> 20;
          case "GiB" -> 30;
          default -> 0;
        };
    return Math.multiplyExact(Long.parseLong(form.group(1)), 1L << shift);
  }
}
