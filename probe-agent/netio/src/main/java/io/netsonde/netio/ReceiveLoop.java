package io.netsonde.netio;

import io.netsonde.measurement.EpochClock;
import io.netsonde.measurement.NanoClock;
import io.netsonde.netio.linux.MessageBatch;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One thread's work: wait, read, hand on, work. Everything here runs on that thread. */
final class ReceiveLoop implements Reading {
  private static final Duration WAIT_PAUSE = Duration.ofMillis(100);
  private static final int BATCH = 64;

  private final Readiness readiness;
  private final NanoClock clock;
  private final KernelTime time;
  private final ReceiverListener listener;
  private final Work work;
  private final List<Registration> ready = new ArrayList<>();
  private final List<Registration> paused = new ArrayList<>();
  private final ReceivedDatagram slot = new ReceivedDatagram();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(ReceivedDatagram.MAX_BYTES);
  private final AtomicLong drops = new AtomicLong();
  private final AtomicLong discardedStamps = new AtomicLong();
  private final @Nullable Moderation moderation;
  private @Nullable MessageBatch batch;
  private @Nullable Registration current;
  private long deadlineNanos;

  /**
   * A loop that has not begun.
   *
   * @param moderation null where packets are stamped when they are read, and must not wait
   */
  ReceiveLoop(
      Readiness readiness,
      @Nullable Moderation moderation,
      NanoClock clock,
      EpochClock epochClock,
      ReceiverListener listener,
      Work work) {
    this.readiness = readiness;
    this.moderation = moderation;
    this.clock = clock;
    this.time = new KernelTime(clock, epochClock);
    this.listener = listener;
    this.work = work;
    this.deadlineNanos = time.read();
  }

  /** Datagrams that the sockets dropped for want of room. Any thread. */
  long drops() {
    return drops.get();
  }

  /** Stamps of the kernel's that contradicted the clocks. Any thread. */
  long discardedStamps() {
    return discardedStamps.get();
  }

  /**
   * Looks what is ready and lets go of what was removed.
   *
   * @param patiently whether to wait for a datagram, a deadline, the end of a pause or a wake-up
   */
  void await(boolean patiently) {
    // A stray interrupt would make every wait return at once.
    boolean ignored = Thread.interrupted();
    try {
      if (patiently) {
        rest();
      }
      readiness.await(patiently ? waitNanos(clock.nanoTime()) : 0, ready);
    } catch (IOException e) {
      report(() -> listener.onWaitFailed(e, WAIT_PAUSE));
      LockSupport.parkNanos(WAIT_PAUSE.toNanos());
    }
  }

  private void rest() {
    if (moderation == null) {
      return;
    }
    long rest = moderation.restNanos(clock.nanoTime());
    if (rest > 0) {
      LockSupport.parkNanos(this, rest);
    }
  }

  /** Reads what is there, a bounded number from each port, and works. */
  void work() {
    // By index, here and below: a round may be as short as one datagram, and costs no iterator.
    for (int i = 0; i < ready.size(); i++) {
      if (ready.get(i).active) {
        drain(ready.get(i));
      }
    }
    ready.clear();
    long now = clock.nanoTime();
    resume(now);
    run(now);
  }

  private long waitNanos(long nowNanos) {
    long wait = deadlineNanos - nowNanos;
    for (int i = 0; i < paused.size(); i++) {
      wait = Math.min(wait, paused.get(i).remainingPause(nowNanos));
    }
    return wait;
  }

  private void drain(Registration registration) {
    current = registration;
    try {
      registration.port.drain(this);
      registration.succeeded();
    } catch (ClosedChannelException e) {
      return; // closed under our hands, which is the owner's right
    } catch (IOException e) {
      pause(registration, e);
    } finally {
      current = null;
    }
  }

  @Override
  public ByteBuffer buffer() {
    return buffer;
  }

  @Override
  public MessageBatch batch() {
    MessageBatch made = batch;
    if (made == null) {
      made = MessageBatch.forReceiving(Arena.ofAuto(), BATCH, ReceivedDatagram.MAX_BYTES);
      batch = made;
    }
    return made;
  }

  @Override
  public KernelTime time() {
    return time;
  }

  @Override
  public ReceivedDatagram slot() {
    return slot;
  }

  @Override
  public boolean hasDatagrams() {
    return current != null && current.hasDatagrams;
  }

  @Override
  public boolean isOver() {
    Registration registration = current;
    return registration == null || !registration.active;
  }

  @Override
  public void handOn() {
    Registration registration = current;
    if (registration == null) {
      return;
    }
    try {
      registration.handler.onDatagram(registration.port, slot);
    } catch (RuntimeException | Error e) {
      report(() -> listener.onHandlerFailed(registration.port, e));
    }
    if (slot.nanos() - deadlineNanos >= 0) {
      run(slot.nanos());
    }
  }

  @Override
  public void handOn(long key, long nanos, long epochNanos) {
    Registration registration = current;
    if (registration == null) {
      return;
    }
    try {
      registration.handler.onSendStamp(registration.port, key, nanos, epochNanos);
    } catch (RuntimeException | Error e) {
      report(() -> listener.onHandlerFailed(registration.port, e));
    }
  }

  @Override
  public void handOn(IcmpError error) {
    Registration registration = current;
    if (registration == null) {
      return;
    }
    try {
      registration.handler.onError(registration.port, error);
    } catch (RuntimeException | Error e) {
      report(() -> listener.onHandlerFailed(registration.port, e));
    }
  }

  @Override
  public void discardedStamp() {
    discardedStamps.incrementAndGet();
  }

  @Override
  public void dropped(long datagrams) {
    drops.addAndGet(datagrams);
  }

  private void pause(Registration registration, IOException failure) {
    Duration pause = Duration.ofNanos(registration.pause(clock.nanoTime()));
    if (registration.active) {
      readiness.listen(registration, false);
      paused.add(registration);
    }
    report(() -> listener.onReceiveFailed(registration.port, failure, pause));
  }

  private void resume(long nowNanos) {
    if (paused.isEmpty()) {
      return;
    }
    paused.removeIf(
        registration -> {
          boolean over = registration.remainingPause(nowNanos) <= 0;
          if (registration.active && over) {
            readiness.listen(registration, true);
          }
          return over || !registration.active;
        });
  }

  private void run(long nowNanos) {
    try {
      deadlineNanos = work.run(nowNanos);
    } catch (RuntimeException | Error e) {
      deadlineNanos = nowNanos + WAIT_PAUSE.toNanos();
      report(() -> listener.onWorkFailed(e));
    }
  }

  private static void report(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | Error e) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }
}
