package io.netsonde.agent.config;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shares as people write them: {@code 5%}, {@code 0.5%}. */
final class PercentText {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,6})?)%");
  private static final int PLACES = 2;

  private PercentText() {}

  /**
   * Reads a share, from 0 to 1.
   *
   * @throws IllegalArgumentException saying what to do, if it is something else
   */
  static double parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("write a number and a percent sign, as in 5% or 0.5%");
    }
    return new BigDecimal(form.group(1)).movePointLeft(PLACES).doubleValue();
  }

  /** {@link #parse} reads it back. */
  static String print(double share) {
    return BigDecimal.valueOf(share).movePointRight(PLACES).stripTrailingZeros().toPlainString()
        + "%";
  }
}
