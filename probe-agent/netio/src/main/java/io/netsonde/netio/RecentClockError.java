package io.netsonde.netio;

import io.netsonde.measurement.ClockError;
import io.netsonde.measurement.NanoClock;
import java.util.OptionalLong;

/**
 * A clock error that is asked for at most once a second, however many ask: to ask is a system call.
 * In a second it grows by half a millisecond at most.
 */
final class RecentClockError implements ClockError {
  private static final long RECENT_NANOS = 1_000_000_000L;

  private record Answer(OptionalLong error, long atNanos) {}

  private final ClockError source;
  private final NanoClock clock;
  private volatile Answer latest;

  RecentClockError(ClockError source, NanoClock clock) {
    this.source = source;
    this.clock = clock;
    this.latest = ask(clock.nanoTime());
  }

  private Answer ask(long nowNanos) {
    return new Answer(source.nanos(), nowNanos);
  }

  @Override
  public OptionalLong nanos() {
    long now = clock.nanoTime();
    Answer answer = latest;
    if (now - answer.atNanos >= RECENT_NANOS) {
      answer = ask(now);
      latest = answer;
    }
    return answer.error;
  }
}
