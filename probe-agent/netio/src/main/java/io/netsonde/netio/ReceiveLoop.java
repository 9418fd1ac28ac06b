package io.netsonde.netio;

import io.netsonde.measurement.NanoClock;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** One thread's work: wait, read, hand on, tick. Everything here runs on that thread. */
final class ReceiveLoop {
  /** Datagrams that one port may have handed on before the others get their turn. */
  private static final int DRAIN_BOUND = 64;

  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final Duration WAIT_PAUSE = Duration.ofMillis(100);

  private final Selector selector;
  private final NanoClock clock;
  private final ReceivedDatagram slot;
  private final ReceiverListener listener;
  private final Runnable tick;
  private final long tickNanos;
  private final List<SelectionKey> paused = new ArrayList<>();
  private long nextTickNanos;

  ReceiveLoop(
      Selector selector,
      NanoClock clock,
      ReceivedDatagram slot,
      ReceiverListener listener,
      Runnable tick,
      Duration tickInterval) {
    this.selector = selector;
    this.clock = clock;
    this.slot = slot;
    this.listener = listener;
    this.tick = tick;
    this.tickNanos = tickInterval.toNanos();
    this.nextTickNanos = clock.nanoTime() + tickNanos;
  }

  /**
   * Looks what is ready and lets go of what was cancelled.
   *
   * @param patiently whether to wait for a datagram, the tick, the end of a pause or a wake-up
   */
  void select(boolean patiently) {
    // A stray interrupt would make every wait return at once.
    boolean ignored = Thread.interrupted();
    try {
      long millis = patiently ? waitMillis(clock.nanoTime()) : 0;
      if (millis == 0) {
        selector.selectNow();
      } else {
        selector.select(millis);
      }
    } catch (IOException e) {
      report(() -> listener.onWaitFailed(e, WAIT_PAUSE));
      LockSupport.parkNanos(WAIT_PAUSE.toNanos());
    }
  }

  /** Reads what is there, a bounded number from each port, and ticks when it is time. */
  void work() {
    for (SelectionKey key : selector.selectedKeys()) {
      drain(key);
    }
    selector.selectedKeys().clear();
    resume(clock.nanoTime());
    tickWhenDue(clock.nanoTime());
  }

  private long waitMillis(long nowNanos) {
    long wait = nextTickNanos - nowNanos;
    for (SelectionKey key : paused) {
      wait = Math.min(wait, ((Registration) key.attachment()).remainingPause(nowNanos));
    }
    // Rounded up: rounding down would spin through the last millisecond.
    return wait <= 0 ? 0 : (wait + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
  }

  private void drain(SelectionKey key) {
    Registration registration = (Registration) key.attachment();
    for (int i = 0; i < DRAIN_BOUND && key.isValid(); i++) {
      try {
        if (!registration.port.receive(slot)) {
          return;
        }
      } catch (ClosedChannelException e) {
        return; // closed under our hands, which is the owner's right
      } catch (IOException e) {
        pause(key, registration, e);
        return;
      }
      registration.succeeded();
      handOn(registration);
      tickWhenDue(slot.nanos);
    }
  }

  private void handOn(Registration registration) {
    try {
      registration.handler.onDatagram(
          registration.port, slot.payload, slot.source, slot.nanos, slot.epochNanos, slot.stamps);
    } catch (RuntimeException | Error e) {
      report(() -> listener.onHandlerFailed(registration.port, e));
    }
  }

  private void pause(SelectionKey key, Registration registration, IOException failure) {
    Duration pause = Duration.ofNanos(registration.pause(clock.nanoTime()));
    if (interest(key, 0)) {
      paused.add(key);
    }
    report(() -> listener.onReceiveFailed(registration.port, failure, pause));
  }

  private void resume(long nowNanos) {
    if (paused.isEmpty()) {
      return;
    }
    paused.removeIf(
        key ->
            !key.isValid()
                || (((Registration) key.attachment()).remainingPause(nowNanos) <= 0
                    && (interest(key, SelectionKey.OP_READ) || !key.isValid())));
  }

  private static boolean interest(SelectionKey key, int operations) {
    try {
      key.interestOps(operations);
      return true;
    } catch (CancelledKeyException e) {
      return false; // unregistered meanwhile
    }
  }

  private void tickWhenDue(long nowNanos) {
    if (nowNanos - nextTickNanos < 0) {
      return;
    }
    nextTickNanos = nowNanos + tickNanos;
    try {
      tick.run();
    } catch (RuntimeException | Error e) {
      report(() -> listener.onTickFailed(e));
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
