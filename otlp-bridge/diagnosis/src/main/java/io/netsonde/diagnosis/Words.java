package io.netsonde.diagnosis;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Figures as a person would say them. */
final class Words {
  private final DateTimeFormatter timeOfDay;

  Words(ZoneId zone) {
    timeOfDay = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(zone);
  }

  /** As {@code since 14:03:10}. */
  String since(long epochNanos) {
    return "since " + timeOfDay.format(Instant.ofEpochSecond(0, epochNanos));
  }

  /** As {@code 99.9 % sure}; never more sure than that. */
  static String sure(double confidence) {
    double percent = Math.min(99.9, confidence * 100);
    return (percent >= 99 ? trimmed(Math.floor(percent * 10) / 10) : format("%.0f", percent))
        + " % sure";
  }

  /** A share, as {@code 21 %} or {@code 1.7 %}. */
  static String percent(double share) {
    double percent = share * 100;
    if (percent > 0 && percent < 0.1) {
      return "under 0.1 %";
    }
    return (percent < 9.95 ? trimmed(Math.rint(percent * 10) / 10) : format("%.0f", percent))
        + " %";
  }

  /** A time, as {@code 131 ms}. */
  static String time(double nanos) {
    if (nanos < 999_500) {
      return digits(nanos / 1e3) + " µs";
    }
    return nanos < 999.5e6 ? digits(nanos / 1e6) + " ms" : digits(nanos / 1e9) + " s";
  }

  /** How long something lasted, as {@code 12 minutes}. */
  static String span(double seconds) {
    if (seconds < 119.5) {
      return count(Math.max(1, Math.round(seconds)), "second");
    }
    if (seconds < 119.5 * 60) {
      return count(Math.round(seconds / 60), "minute");
    }
    return seconds < 47.5 * 3600
        ? count(Math.round(seconds / 3600), "hour")
        : count(Math.round(seconds / 86_400), "day");
  }

  /** As {@code 1 packet} or {@code 3 packets}. */
  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** A rate, as {@code 1.9 MB/s}. */
  static String rate(double bytesPerSecond) {
    if (bytesPerSecond < 999_500) {
      return digits(bytesPerSecond / 1e3) + " kB/s";
    }
    return bytesPerSecond < 999.5e6
        ? digits(bytesPerSecond / 1e6) + " MB/s"
        : digits(bytesPerSecond / 1e9) + " GB/s";
  }

  private static String digits(double value) {
    return value < 9.95 ? trimmed(Math.rint(value * 10) / 10) : format("%.0f", value);
  }

  private static String trimmed(double value) {
    return value == Math.rint(value) ? format("%.0f", value) : format("%.1f", value);
  }

  private static String format(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
