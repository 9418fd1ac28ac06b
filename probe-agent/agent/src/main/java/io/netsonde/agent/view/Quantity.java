package io.netsonde.agent.view;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Numbers for people: three digits that matter, in a unit that fits. */
final class Quantity {
  /** What stands where nothing is known. */
  static final String UNKNOWN = "-";

  private static final double[] FACTORS = {1e3, 1e6, 1e9};
  private static final String[] UNITS = {"µs", "ms", "s"};

  private Quantity() {}

  /** A time in nanoseconds, as {@code 12.3ms}. */
  static String time(double nanos) {
    if (nanos == 0) {
      return "0s";
    }
    double magnitude = Math.abs(nanos);
    int unit = 0;
    // 999.5 would be rounded to four digits: it belongs to the next unit.
    while (unit < UNITS.length - 1 && magnitude >= 999.5 * FACTORS[unit]) {
      unit++;
    }
    return digits(nanos / FACTORS[unit]) + UNITS[unit];
  }

  static String time(long nanos) {
    return time((double) nanos);
  }

  static String time(OptionalLong nanos) {
    return nanos.isPresent() ? time(nanos.getAsLong()) : UNKNOWN;
  }

  static String time(OptionalDouble nanos) {
    return nanos.isPresent() ? time(nanos.getAsDouble()) : UNKNOWN;
  }

  /** A number of bytes, as {@code 1.50KiB}. */
  static String bytes(long bytes) {
    return bytes < 1024 ? bytes + "B" : binary((double) bytes) + "B";
  }

  /** Bytes a second, as {@code 1.50MiB/s}. */
  static String rate(long bytesPerSecond) {
    return bytes(bytesPerSecond) + "/s";
  }

  private static String binary(double value) {
    String[] prefixes = {"Ki", "Mi", "Gi", "Ti"};
    int prefix = 0;
    double scaled = value / 1024;
    while (prefix < prefixes.length - 1 && scaled >= 999.5) {
      scaled /= 1024;
      prefix++;
    }
    return digits(scaled) + prefixes[prefix];
  }

  private static String digits(double value) {
    double magnitude = Math.abs(value);
    String format = magnitude < 9.995 ? "%.2f" : magnitude < 99.95 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, format, value);
  }

  /** A share, as {@code 2.1%}. */
  static String percent(OptionalDouble ratio) {
    return ratio.isPresent() ? percent(ratio.getAsDouble()) : UNKNOWN;
  }

  static String percent(double ratio) {
    double percent = 100 * ratio;
    // A loss is never shown as none, nor a total one where something came through.
    if (percent > 0 && percent < 0.1) {
      return "<0.1%";
    } else if (percent < 100 && percent > 99.9) {
      return ">99.9%";
    }
    return String.format(Locale.ROOT, percent == 100 ? "%.0f%%" : "%.1f%%", percent);
  }
}
