package io.netsonde.diagnosis;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * How a diagnosis looks at what it is given.
 *
 * @param window the length of a window of HTTP checks; one without a check does not count
 * @param leastChecks a window with fewer checks tells nothing and is passed over; at least 1
 * @param floor a time below this, or a growth of a phase by less, is not worth a word
 * @param zone the time zone in which sentences tell the time of day
 */
public record DiagnosisSettings(Duration window, int leastChecks, Duration floor, ZoneId zone) {
  /** What holds where nothing else is asked for. */
  public static final DiagnosisSettings DEFAULTS =
      new DiagnosisSettings(Duration.ofMinutes(1), 1, Duration.ofMillis(5), ZoneOffset.UTC);

  public DiagnosisSettings {
    if (!window.isPositive() || floor.isNegative() || leastChecks < 1) {
      throw new IllegalArgumentException(
          "a window of " + window + ", a floor of " + floor + ", " + leastChecks + " checks");
    }
  }

  /** The same with windows of that length. */
  public DiagnosisSettings withWindow(Duration window) {
    return new DiagnosisSettings(window, leastChecks, floor, zone);
  }

  /** The same with times of day in that zone. */
  public DiagnosisSettings withZone(ZoneId zone) {
    return new DiagnosisSettings(window, leastChecks, floor, zone);
  }
}
