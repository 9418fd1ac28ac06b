package io.netsonde.trafficsim;

import io.netsonde.measurement.ClockError;
import java.util.OptionalLong;

/**
 * A host's clock error, asked for at most once a second, since to ask is a system call: the
 * kernel's estimate grows by its assumed drift, half a microsecond a millisecond, and falls
 * whenever the clock is compared with its source.
 */
public final class ClockErrorWatch {
  /** Nothing is known: larger than any error. */
  public static final long UNKNOWN = Long.MAX_VALUE;

  private static final long PERIOD_NANOS = 1_000_000_000L;

  private final ClockError source;
  private boolean asked;
  private long askedNanos;
  private long errorNanos;

  public ClockErrorWatch(ClockError source) {
    this.source = source;
  }

  /** How far the clock may be from UTC, at least 0, or {@link #UNKNOWN}. */
  public long errorNanos(long nowNanos) {
    if (!asked || nowNanos - askedNanos >= PERIOD_NANOS) {
      asked = true;
      askedNanos = nowNanos;
      OptionalLong error = source.nanos();
      errorNanos = error.isPresent() ? Math.max(0, error.getAsLong()) : UNKNOWN;
    }
    return errorNanos;
  }
}
