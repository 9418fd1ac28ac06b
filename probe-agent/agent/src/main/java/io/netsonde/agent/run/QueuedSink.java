package io.netsonde.agent.run;

import io.netsonde.export.MeasurementQueue;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.MeasurementSink;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Hands measurements to a sink that takes its time, on a thread of its own and in their order, so
 * that whoever measures never waits for it. What does not fit is left out, counted and warned of.
 * Safe for several threads.
 */
final class QueuedSink implements MeasurementSink, AutoCloseable {
  /** Who is served, as the warnings call it. */
  private final String name;

  private final MeasurementSink sink;
  private final Duration patience;
  private final Consumer<String> warnings;
  private final MeasurementQueue queue;

  private boolean isBehind; // by the queue's thread alone, as below
  private long leftOutBefore;

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
    this.patience = patience;
    this.warnings = warnings;
    this.queue =
        new MeasurementQueue(
            "netsonde-" + name,
            most,
            this::serve,
            new MeasurementQueue.Watcher() {
              @Override
              public void full(int capacity) {
                // Told by the thread that has fallen behind, when it notices.
              }

              @Override
              public void failed(Throwable defect) {
                defects.accept(defect);
              }
            });
  }

  /** Once. */
  void start() {
    queue.start();
  }

  /** Returns at once. */
  @Override
  public void accept(Measurement measurement) {
    queue.accept(measurement);
  }

  /** No more is taken, and what was is served within the patience. Any number of times. */
  @Override
  public void close() {
    queue
        .close(patience)
        .ifPresent(
            left ->
                warnings.accept(
                    "the " + name + " could not look at " + left + " measurements in time"));
  }

  private void serve(Measurement measurement) {
    try {
      sink.accept(measurement);
    } finally {
      tellIfBehind();
    }
  }

  /** Once when it begins to leave out, and once how many these were. */
  private void tellIfBehind() {
    boolean hasCaughtUp = queue.hasCaughtUp();
    long leftOut = queue.droppedFull() - leftOutBefore;
    if (leftOut > 0 && !isBehind) {
      warnings.accept(
          "the " + name + " has fallen behind: what is measured meanwhile may be left out of it");
    }
    if (leftOut > 0 && hasCaughtUp) {
      warnings.accept(
          "the " + name + " has caught up; " + leftOut + " measurements were left out of it");
      leftOutBefore += leftOut;
    }
    isBehind = leftOut > 0 && !hasCaughtUp;
  }
}
