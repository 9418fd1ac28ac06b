package io.netsonde.agent.config;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Multiples as people write them: {@code 2x}, {@code 1.5x}. */
final class FactorText {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,6})?)x");

  private FactorText() {}

  /**
   * Reads a multiple.
   *
   * @throws IllegalArgumentException saying what to do, if it is something else
   */
  static double parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("write a number and an x, as in 2x or 1.5x");
    }
    return new BigDecimal(form.group(1)).doubleValue();
  }

  /** {@link #parse} reads it back. */
  static String print(double factor) {
    return BigDecimal.valueOf(factor).stripTrailingZeros().toPlainString() + "x";
  }
}
