package io.netsonde.http.net;

import io.netsonde.http.HttpTimeouts;
import io.netsonde.measurement.http.HttpPhase;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Breaks a check off when one of its limits runs out, from a virtual thread of its own: what it
 * does never blocks, and no other check waits for it.
 */
final class LimitWatch implements AutoCloseable {
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
      long left = deadlineNanos(exchange) - System.nanoTime();
      if (left > 0) {
        LockSupport.parkNanos(left);
      } else {
        if (exchange != null) {
          exchange.timeOut();
        }
        wire.cut();
        // A socket made after this one was cut has to be cut as well.
        LockSupport.parkNanos(10_000_000);
      }
    }
  }

  private long deadlineNanos(@Nullable ExchangeTrace exchange) {
    if (exchange == null) {
      return totalDeadlineNanos;
    }
    ExchangeTrace.Moment now = exchange.moment();
    if (now.phase() == HttpPhase.DNS) {
      // The look-up ends by itself, and may have an answer when it does.
      return totalDeadlineNanos;
    }
    long phase = now.enteredNanos() + timeouts.nanos(now.phase());
    return phase - totalDeadlineNanos < 0 ? phase : totalDeadlineNanos;
  }
}
