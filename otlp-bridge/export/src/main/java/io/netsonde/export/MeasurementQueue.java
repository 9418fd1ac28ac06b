package io.netsonde.export;

import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.MeasurementSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Takes measurements off the measuring rooms' threads: {@link #accept} never blocks and never
 * throws, and one daemon thread hands them on in order. A single thread also spares the SDK's
 * histograms the contention that makes them slow. What finds the queue full is dropped and counted.
 * Safe for several threads.
 */
public final class MeasurementQueue implements MeasurementSink {
  /** Is told what goes wrong, each time. */
  public interface Watcher {
    /** One was dropped because so many waited; on the thread that offered it, must not block. */
    void full(int capacity);

    /** The target threw that; on the queue's thread, which goes on with the next. */
    void failed(Throwable defect);
  }

  /** A measurement, a mark up to which someone waits, or the end. */
  private sealed interface Work {
    record Found(Measurement measurement) implements Work {}

    record Mark(CountDownLatch passed) implements Work {}

    record End() implements Work {}
  }

  private final int capacity;
  private final BlockingQueue<Work> queue;
  private final MeasurementSink target;
  private final Watcher watcher;
  private final Thread thread;
  private final LongAdder full = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private volatile boolean closed;

  /**
   * One that takes, but does not hand on yet.
   *
   * @param thread the thread's name
   * @param capacity so many may wait
   * @param target used by the thread alone
   */
  public MeasurementQueue(String thread, int capacity, MeasurementSink target, Watcher watcher) {
    this.capacity = capacity;
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.target = target;
    this.watcher = watcher;
    this.thread = Thread.ofPlatform().daemon().name(thread).unstarted(this::run);
  }

  /** Once. */
  public void start() {
    thread.start();
  }

  @Override
  public void accept(Measurement measurement) {
    if (closed || queue.offer(new Work.Found(measurement))) {
      return;
    }
    full.increment();
    watcher.full(capacity);
  }

  /** Whether no measurement is next: none waits, unless behind someone's {@link #flush}. */
  public boolean hasCaughtUp() {
    return !(queue.peek() instanceof Work.Found);
  }

  /** Measurements dropped so far because the queue was full. */
  public long droppedFull() {
    return full.sum();
  }

  /** Measurements dropped so far because the target threw. */
  public long droppedFailed() {
    return failed.sum();
  }

  /** Waits until all that was accepted before has been handed on; false if that took too long. */
  public boolean flush(Duration timeout) {
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

  /**
   * Takes no more, and hands on what there is for as long as {@code timeout} at most. Any number of
   * times.
   *
   * @return how many are given up, not counting the one that is being handed on; empty if all were
   *     handed on in time
   */
  public OptionalInt close(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    closed = true;
    if (!thread.isAlive()) {
      return OptionalInt.empty();
    }
    try {
      if (queue.offer(new Work.End(), timeout.toNanos(), TimeUnit.NANOSECONDS)
          && thread.join(Duration.ofNanos(deadline - System.nanoTime()))) {
        return OptionalInt.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return OptionalInt.of(giveUp());
  }

  private int giveUp() {
    List<Work> left = new ArrayList<>();
    queue.drainTo(left);
    boolean ends = queue.offer(new Work.End());
    assert ends : "nothing is taken any more, so there is room";
    return (int) left.stream().filter(Work.Found.class::isInstance).count();
  }

  private void run() {
    try {
      while (true) {
        switch (queue.take()) {
          case Work.Found(Measurement measurement) -> handOn(measurement);
          case Work.Mark(CountDownLatch passed) -> passed.countDown();
          case Work.End() -> {
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // by nobody
    }
  }

  private void handOn(Measurement measurement) {
    try {
      target.accept(measurement);
    } catch (RuntimeException | Error defect) {
      failed.increment();
      watcher.failed(defect);
    }
  }
}
