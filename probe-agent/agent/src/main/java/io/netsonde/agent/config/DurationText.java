package io.netsonde.agent.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 1s}, {@code 5m}, {@code 24h}. */
public final class DurationText {
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,19}(?:\\.[0-9]{1,9})?)(ns|us|ms|s|m|h)");

  private enum Unit {
    H("h", 3_600_000_000_000L),
    M("m", 60_000_000_000L),
    S("s", 1_000_000_000L),
    MS("ms", 1_000_000L),
    US("us", 1_000L),
    NS("ns", 1L);

    private final String symbol;
    private final long nanos;

    Unit(String symbol, long nanos) {
      this.symbol = symbol;
      this.nanos = nanos;
    }

    static Unit of(String symbol) {
      for (Unit unit : values()) {
        if (unit.symbol.equals(symbol)) {
          return unit;
        }
      }
      throw new IllegalArgumentException(symbol);
    }
  }

  private DurationText() {}

  /**
   * Reads a number and a unit.
   *
   * @throws IllegalArgumentException saying what to do, if it is something else
   */
  public static Duration parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          text.matches("[0-9]+(\\.[0-9]+)?")
              ? "add a unit, as in " + text + "s or " + text + "ms"
              : "write a number and a unit, as in 500ms, 1s, 5m or 24h");
    }
    try {
      BigDecimal unit = BigDecimal.valueOf(Unit.of(form.group(2)).nanos);
      return Duration.ofNanos(new BigDecimal(form.group(1)).multiply(unit).longValueExact());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("it is too long, or finer than a nanosecond", e);
    }
  }

  /** In the largest unit that says it without a fraction; {@link #parse} reads it back. */
  public static String print(Duration duration) {
    long nanos = duration.toNanos();
    for (Unit unit : Unit.values()) {
      if (nanos != 0 && nanos % unit.nanos == 0) {
        return nanos / unit.nanos + unit.symbol;
      }
    }
    return nanos + "s";
  }
}
