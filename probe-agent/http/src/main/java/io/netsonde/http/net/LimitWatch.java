package io.netsonde.http.net;

import io.netsonde.http.HttpTimeouts;
import io.netsonde.measurement.http.HttpPhase;
import java.util.concurrent.locks.LockSupport;

/**
 * Breaks a check off when one of its limits runs out, from a virtual thread of its own: what it
 * does never blocks, and no other check waits for it.
 */
final class LimitWatch implements AutoCloseable {
  /** What was broken off may yet go on to another phase, which is over time as well. */
  private static final long PAUSE_NANOS = 10_000_000;

  private final Wire wire;
  private final HttpTimeouts timeouts;
  private final long totalDeadlineNanos;
  private final Thread thread;
  private volatile boolean isClosed;

  LimitWatch(Wire wire, HttpTimeouts timeouts, long startNanos) {
    this.wire = wire;
    this.timeouts = timeouts;
    this.totalDeadlineNanos = startNanos + timeouts.total().toNanos();
    this.thread = Thread.ofVirtual().name("netsonde-http-limits").unstarted(this::watch);
  }

  void start() {
    thread.start();
  }

  /** Another phase may go on now, with another limit. */
  void phaseMayHaveChanged() {
    LockSupport.unpark(thread);
  }

  /** When the check has to be over. */
  long totalDeadlineNanos() {
    return totalDeadlineNanos;
  }

  @Override
  public void close() {
    isClosed = true;
    LockSupport.unpark(thread);
  }

  private void watch() {
    while (!isClosed) {
      ExchangeTrace exchange = wire.exchange();
      if (exchange == null) {
        LockSupport.parkNanos(PAUSE_NANOS);
        continue;
      }
      ExchangeTrace.Moment moment = exchange.moment();
      long left = deadlineNanos(moment) - System.nanoTime();
      if (left <= 0) {
        exchange.timeOut(moment);
      }
      LockSupport.parkNanos(left > 0 ? left : PAUSE_NANOS);
    }
  }

  private long deadlineNanos(ExchangeTrace.Moment now) {
    if (now.phase() == HttpPhase.DNS) {
      return totalDeadlineNanos;
    }
    long phase = now.enteredNanos() + timeouts.nanos(now.phase());
    return phase - totalDeadlineNanos < 0 ? phase : totalDeadlineNanos;
  }
}
