package io.netsonde.diagnosis;

import io.netsonde.measurement.Reflection;
import io.netsonde.measurement.Trace;

/**
 * Loss that a reflector's trace back has found, by what it hears of the same session afterwards. No
 * further trace comes once the sender's cycles are good again, so that must tell of its end.
 *
 * <p>A report counts what got lost on the way here. Where it shows that loss it shows its end too;
 * where it does not, the loss may be on the way back, and nothing more is heard of it: then it
 * counts as over after {@link #STALE_NANOS}.
 */
final class ReportedLoss {
  static final long STALE_NANOS = 3_600_000_000_000L;

  private static final long LEAST_LOST = 3;

  private final Recovery recovery = Recovery.byCycles();
  private int port;
  private double loss;
  private long packets;
  private long lost;
  private boolean isReported;
  private long shown;
  private long latest;

  /** A trace has found it. */
  void begin(Trace trace, double found) {
    port = trace.flow().targetPort();
    loss = found;
    packets = 0;
    lost = 0;
    isReported = false;
    shownBy(trace);
    recovery.begin(found);
  }

  /** A further trace shows it still. */
  void shownBy(Trace trace) {
    shown = trace.endEpochNanos();
    latest = shown;
    recovery.begin(loss);
  }

  /** Takes a report; whether it is over with it. */
  boolean accept(Reflection report) {
    if (report.port() != port) {
      return false;
    }
    int now = report.packets() - report.received();
    packets += report.packets();
    lost += now;
    isReported |= lost >= LEAST_LOST && lost >= loss / 2 * packets;
    boolean isOver = isReported && recovery.accept(report.packets(), now, latest);
    latest = report.lastSeenEpochNanos();
    shown = isReported ? latest : shown;
    return isOver;
  }

  /** When the first of the good reports began. */
  long until() {
    return recovery.until();
  }

  /** When it was seen last. */
  long shownNanos() {
    return shown;
  }

  /** Whether nothing has been heard of it for so long that it counts as over. */
  boolean isStale(long epochNanos) {
    return epochNanos - shown >= STALE_NANOS;
  }
}
