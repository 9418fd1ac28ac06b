package io.netsonde.measurement;

import java.util.OptionalLong;

/** How far this host's epoch clock may be from UTC, as its own discipline has it. */
@FunctionalInterface
public interface ClockError {
  /** A clock of which nothing is known. */
  ClockError UNKNOWN = OptionalLong::empty;

  /**
   * The largest error possible now, nanoseconds, at least 0; empty where the clock is not
   * disciplined. May be called from any thread and does not block.
   */
  OptionalLong nanos();
}
