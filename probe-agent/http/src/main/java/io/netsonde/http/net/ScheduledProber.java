package io.netsonde.http.net;

import io.netsonde.http.CheckSchedule;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.MeasurementSink;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A target on its schedule. */
final class ScheduledProber {
  private final HttpProber prober;
  private final long intervalNanos;
  private final long phaseNanos;
  private final MeasurementSink sink;
  private final HttpProbes.Listener listener;
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean isStopped;
  private volatile boolean isClosed;
  private long startNanos;

  ScheduledProber(
      HttpProber prober,
      long intervalNanos,
      long phaseNanos,
      MeasurementSink sink,
      HttpProbes.Listener listener) {
    this.prober = prober;
    this.intervalNanos = intervalNanos;
    this.phaseNanos = phaseNanos;
    this.sink = sink;
    this.listener = listener;
    this.thread =
        Thread.ofVirtual().name("netsonde-http-" + prober.target().probe()).unstarted(this::run);
  }

  void start(long nanos) {
    startNanos = nanos;
    thread.start();
  }

  void stop() {
    isStopped = true;
    LockSupport.unpark(thread);
  }

  boolean awaitDone(long timeout, TimeUnit unit) throws InterruptedException {
    return thread.getState() == Thread.State.NEW || done.await(timeout, unit);
  }

  void close() {
    isClosed = true;
    stop();
    prober.close();
  }

  private void run() {
    try {
      CheckSchedule schedule = new CheckSchedule(startNanos + phaseNanos, intervalNanos);
      while (awaitSlot(schedule.slotNanos())) {
        listener.onStarted(prober.target(), System.nanoTime() - schedule.slotNanos());
        HttpCheck check = prober.check();
        if (isClosed) {
          // Broken off by us: its failure would be no finding.
          return;
        }
        sink.accept(check);
        listener.onEnded(prober.target(), check);
        long skipped = schedule.advance(System.nanoTime());
        if (skipped > 0) {
          listener.onSkipped(prober.target(), skipped);
        }
      }
    } catch (RuntimeException | Error defect) {
      if (!isClosed) {
        listener.onDefect(prober.target(), defect);
      }
    } finally {
      done.countDown();
    }
  }

  /** Whether the slot came before the end. */
  private boolean awaitSlot(long slotNanos) {
    long left = slotNanos - System.nanoTime();
    while (!isStopped && left > 0) {
      LockSupport.parkNanos(left);
      left = slotNanos - System.nanoTime();
    }
    return !isStopped;
  }
}
