package io.netsonde.http.net;

import io.netsonde.http.HttpTarget;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.MeasurementSink;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Checks any number of targets, each at an interval of its own.
 *
 * <p>Each target has a virtual thread that sleeps until its next slot and then checks: targets
 * share neither a thread, a queue nor a lock, so that one that hangs delays nobody. Slots are
 * planned from the start on; one that comes while the check before still goes on is skipped and
 * counted, and the next is as planned.
 *
 * <p>Life: {@link #add} before {@link #start}, which comes once; {@link #stop} lets checks that go
 * on end by themselves; {@link #close} breaks them off, any number of times.
 */
public final class HttpProbes implements AutoCloseable {
  /** What becomes of the schedule. Called on the target's thread; returns at once. */
  public interface Listener {
    /** A check begins, so much later than planned. */
    default void onStarted(HttpTarget target, long lagNanos) {}

    /** Slots passed while the check before went on. */
    default void onSkipped(HttpTarget target, long slots) {}

    /** A check ended; the sink has it already. */
    default void onEnded(HttpTarget target, HttpCheck check) {}

    /** A check failed by a defect of ours: the target is not checked any more. */
    default void onDefect(HttpTarget target, Throwable defect) {}
  }

  private final List<ScheduledProber> probers = new CopyOnWriteArrayList<>();

  /**
   * Adds a target.
   *
   * @param interval from slot to slot, at least 10 ms
   * @param phaseNanos from the start to the first slot; different ones spread the load
   * @throws IOException if a file for TLS cannot be used; the message says which and what to do
   */
  public void add(
      HttpTarget target,
      Duration interval,
      long phaseNanos,
      MeasurementSink sink,
      Listener listener)
      throws IOException {
    if (interval.compareTo(Duration.ofMillis(10)) < 0 || phaseNanos < 0) {
      throw new IllegalArgumentException(
          "an interval of " + interval + " and a phase of " + phaseNanos + " ns make no schedule");
    }
    probers.add(
        new ScheduledProber(
            HttpProber.open(target), interval.toNanos(), phaseNanos, sink, listener));
  }

  /** Where the n-th of so many targets had best begin, so that they spread over their interval. */
  public static long phaseNanos(int index, int targets, Duration interval) {
    return (long) ((double) interval.toNanos() * index / Math.max(1, targets));
  }

  /** Begins. */
  public void start() {
    long startNanos = System.nanoTime();
    probers.forEach(prober -> prober.start(startNanos));
  }

  /** No slot is taken any more. */
  public void stop() {
    probers.forEach(ScheduledProber::stop);
  }

  /**
   * Waits, after {@link #stop}, for the checks that go on.
   *
   * @return whether all have ended
   */
  public boolean awaitDone(Duration atMost) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + atMost.toNanos();
    for (ScheduledProber prober : probers) {
      long left = Math.max(0, deadlineNanos - System.nanoTime());
      if (!prober.awaitDone(left, TimeUnit.NANOSECONDS)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    probers.forEach(ScheduledProber::close);
  }
}
