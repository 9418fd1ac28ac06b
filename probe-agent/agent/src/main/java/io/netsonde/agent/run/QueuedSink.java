package io.netsonde.agent.run;

import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.MeasurementSink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands measurements to a sink that takes its time, on a thread of its own and in their order, so
 * that whoever measures never waits for it. What does not fit is left out, counted and warned of.
 * Safe for several threads.
 */
final class QueuedSink implements MeasurementSink, AutoCloseable {
  /** Who is served, as the warnings call it. */
  private final String name;

  private final MeasurementSink sink;
  private final int most;
  private final Duration patience;
  private final Consumer<String> warnings;
  private final Consumer<Throwable> defects;
  private final Thread thread;

  private final ArrayDeque<Measurement> waiting = new ArrayDeque<>(); // guarded by this, as below
  private long leftOut;
  private boolean isClosed;

  private boolean isBehind; // by the thread alone

  /**
   * One that does not serve yet.
   *
   * @param sink belongs to the thread from then on
   * @param most so many may wait
   * @param patience how long {@link #close} waits for those
   * @param defects is told of what the sink throws; it goes on with the next
   */
  QueuedSink(
      String name,
      MeasurementSink sink,
      int most,
      Duration patience,
      Consumer<String> warnings,
      Consumer<Throwable> defects) {
    this.name = name;
    this.sink = sink;
    this.most = most;
    this.patience = patience;
    this.warnings = warnings;
    this.defects = defects;
    this.thread = Thread.ofPlatform().daemon().name("netsonde-" + name).unstarted(this::run);
  }

  /** Once. */
  void start() {
    thread.start();
  }

  /** Returns at once. */
  @Override
  public synchronized void accept(Measurement measurement) {
    if (isClosed) {
      return;
    }
    if (waiting.size() >= most) {
      leftOut++;
      return;
    }
    waiting.addLast(measurement);
    if (waiting.size() == 1) {
      notifyAll();
    }
  }

  /** No more is taken, and what was is served within the patience. Any number of times. */
  @Override
  public void close() {
    synchronized (this) {
      isClosed = true;
      notifyAll();
    }
    try {
      if (!thread.join(patience)) {
        warnings.accept(
            "the " + name + " could not look at " + abandon() + " measurements in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized int abandon() {
    int abandoned = waiting.size();
    waiting.clear();
    return abandoned;
  }

  private void run() {
    for (Measurement next = take(); next != null; next = take()) {
      try {
        sink.accept(next);
      } catch (RuntimeException | Error defect) {
        defects.accept(defect);
      }
      tellIfBehind();
    }
  }

  /** The next one, waited for; null where there is none and none will come. */
  private synchronized @Nullable Measurement take() {
    try {
      while (waiting.isEmpty() && !isClosed) {
        wait();
      }
      return waiting.pollFirst();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** Once when it begins to leave out, and once how many these were. */
  private void tellIfBehind() {
    long missed;
    boolean hasCaughtUp;
    synchronized (this) {
      missed = leftOut;
      hasCaughtUp = waiting.isEmpty();
      leftOut = hasCaughtUp ? 0 : leftOut;
    }
    if (missed > 0 && !isBehind) {
      warnings.accept(
          "the " + name + " has fallen behind: what is measured meanwhile may be left out of it");
    }
    if (missed > 0 && hasCaughtUp) {
      warnings.accept(
          "the " + name + " has caught up; " + missed + " measurements were left out of it");
    }
    isBehind = missed > 0 && !hasCaughtUp;
  }
}
