package io.netsonde.export;

import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.MeasurementSink;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Takes measurements off the measuring rooms' threads: {@link #accept} never blocks and never
 * throws, and one daemon thread hands them on in order. A single thread also spares the SDK's
 * histograms the contention that makes them slow. What finds the queue full is dropped and counted.
 */
final class MeasurementQueue implements MeasurementSink {
  /** A measurement, or a mark up to which someone waits. */
  private sealed interface Work {
    record Found(Measurement measurement) implements Work {}

    record Mark(CountDownLatch passed) implements Work {}
  }

  private final int capacity;
  private final BlockingQueue<Work> queue;
  private final MeasurementSink target;
  private final Consumer<TelemetryEvent> events;
  private final Thread thread = new Thread(this::run, "netsonde-export");
  private final AtomicBoolean saidFull = new AtomicBoolean();
  private final AtomicBoolean saidDefect = new AtomicBoolean();
  private final LongAdder full = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private volatile boolean closed;

  MeasurementQueue(int capacity, MeasurementSink target, Consumer<TelemetryEvent> events) {
    this.capacity = capacity;
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.target = target;
    this.events = events;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  @Override
  public void accept(Measurement measurement) {
    if (closed || queue.offer(new Work.Found(measurement))) {
      return;
    }
    full.increment();
    if (saidFull.compareAndSet(false, true)) {
      events.accept(new TelemetryEvent.QueueFull(capacity));
    }
  }

  /** Measurements dropped so far because the queue was full. */
  long droppedFull() {
    return full.sum();
  }

  /** Measurements dropped so far because recording them failed. */
  long droppedFailed() {
    return failed.sum();
  }

  /** Waits until all that was accepted before has been handed on; false if that took too long. */
  boolean flush(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    CountDownLatch passed = new CountDownLatch(1);
    try {
      return queue.offer(new Work.Mark(passed), timeout.toNanos(), TimeUnit.NANOSECONDS)
          && passed.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Hands on what there is, for as long as {@code timeout} at most, and takes no more. */
  void close(Duration timeout) {
    closed = true;
    if (thread.isAlive()) {
      flush(timeout);
      thread.interrupt();
    }
  }

  private void run() {
    try {
      while (true) {
        switch (queue.take()) {
          case Work.Found(Measurement measurement) -> record(measurement);
          case Work.Mark(CountDownLatch passed) -> passed.countDown();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private void record(Measurement measurement) {
    try {
      target.accept(measurement);
    } catch (RuntimeException e) {
      failed.increment();
      if (saidDefect.compareAndSet(false, true)) {
        events.accept(new TelemetryEvent.Defect(e));
      }
    }
  }
}
