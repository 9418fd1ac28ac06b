package io.netsonde.measurement;

/** Monotonic time for durations and deadlines. Its origin is arbitrary; compare by difference. */
@FunctionalInterface
public interface NanoClock {
  /** The clock of this process. */
  NanoClock SYSTEM = System::nanoTime;

  long nanoTime();
}
