package io.netsonde.shaping.net;

import io.netsonde.measurement.NanoClock;
import io.netsonde.shaping.DelayLine;
import io.netsonde.shaping.DelayLineStatistics;
import io.netsonde.shaping.Impairment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** The thread that owns both delay lines and sends what comes out of them, on time. */
final class Pacer {
  private static final int QUEUE = 16_384;

  /** Packets sent before looking at what arrived, and the other way round. */
  private static final int BATCH = 64;

  /**
   * How early to wake: the kernel may end a sleep by its timer slack of 50 us later than asked, and
   * the thread then takes some to run. The rest is spun away.
   */
  private static final long EARLY_NANOS = 80_000;

  private static final long LONGEST_PARK_NANOS = 1_000_000_000L;

  private final SpscQueue<RelayedPacket> arrived = new SpscQueue<>(QUEUE);
  private final DelayLine<RelayedPacket> forward;
  private final DelayLine<RelayedPacket> reverse;
  private final NanoClock clock;
  private final RelayListener listener;
  private final Thread thread;
  private final AtomicLong overrun = new AtomicLong();
  private final AtomicLong sendFailures = new AtomicLong();
  private volatile boolean closing;
  private volatile DelayLineStatistics forwardStatistics;
  private volatile DelayLineStatistics reverseStatistics;

  Pacer(RelaySettings settings, NanoClock clock, RelayListener listener, String name) {
    forward = line(settings.forward(), settings);
    reverse = line(settings.reverse(), settings);
    forwardStatistics = forward.statistics();
    reverseStatistics = reverse.statistics();
    this.clock = clock;
    this.listener = listener;
    thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  private static DelayLine<RelayedPacket> line(Impairment impairment, RelaySettings settings) {
    return new DelayLine<>(
        impairment, packet -> packet.bytes().length, settings.maxPackets(), settings.maxBytes());
  }

  /** The receiver thread's: a packet arrived. */
  void accept(RelayedPacket packet) {
    if (arrived.offer(packet)) {
      LockSupport.unpark(thread);
    } else {
      overrun.incrementAndGet();
    }
  }

  void start() {
    thread.start();
  }

  /** Ends the thread, if it was started, and waits for it; what is inside the lines is lost. */
  void close() {
    closing = true;
    LockSupport.unpark(thread);
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  long replaceForward(Impairment impairment) {
    return forward.replace(impairment);
  }

  long replaceReverse(Impairment impairment) {
    return reverse.replace(impairment);
  }

  RelayStatistics statistics(long refused) {
    return new RelayStatistics(
        forwardStatistics, reverseStatistics, refused, overrun.get(), sendFailures.get());
  }

  private void run() {
    while (!closing) {
      boolean busy = takeArrived();
      busy |= release(forward);
      busy |= release(reverse);
      if (!busy) {
        publish();
        rest();
      }
    }
    publish();
  }

  private void publish() {
    forwardStatistics = forward.statistics();
    reverseStatistics = reverse.statistics();
  }

  private boolean takeArrived() {
    for (int i = 0; i < BATCH; i++) {
      RelayedPacket packet = arrived.poll();
      if (packet == null) {
        return i > 0;
      }
      // When it arrived, not when this thread got to it: waiting here is part of the delay.
      (packet.forward() ? forward : reverse).offer(packet, packet.arrivalNanos());
    }
    return true;
  }

  private boolean release(DelayLine<RelayedPacket> line) {
    for (int i = 0; i < BATCH; i++) {
      RelayedPacket packet = line.poll(clock.nanoTime());
      if (packet == null) {
        return i > 0;
      }
      send(packet);
    }
    return true;
  }

  private void send(RelayedPacket packet) {
    try {
      packet.from().send(ByteBuffer.wrap(packet.bytes()), packet.to());
    } catch (IOException | RuntimeException e) {
      sendFailures.incrementAndGet();
      report("relay a packet to " + packet.to(), e);
    }
  }

  private void report(String operation, Exception failure) {
    try {
      listener.onFailure(operation, failure);
    } catch (RuntimeException | Error e) {
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }

  private void rest() {
    long now = clock.nanoTime();
    long wait = LONGEST_PARK_NANOS;
    if (!forward.isEmpty()) {
      wait = Math.min(wait, forward.nextDeadlineNanos() - now);
    }
    if (!reverse.isEmpty()) {
      wait = Math.min(wait, reverse.nextDeadlineNanos() - now);
    }
    if (wait > EARLY_NANOS) {
      boolean ignored = Thread.interrupted(); // else no park would last
      LockSupport.parkNanos(this, wait - EARLY_NANOS);
    } else {
      Thread.onSpinWait();
    }
  }
}
