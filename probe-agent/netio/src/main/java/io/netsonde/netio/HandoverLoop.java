package io.netsonde.netio;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A receiver's thread stamps what arrives and puts it into a bounded queue; the loop's thread takes
 * it from there, works, and sleeps until the next deadline. A selector's wait can't be both precise
 * in its end and in its stamps: hence two threads (docs/adr/0002).
 */
final class HandoverLoop implements PacedLoop {
  private static final int QUEUE_CAPACITY = 65_536;
  private static final Duration TICK = Duration.ofSeconds(1);

  private record Arrival(DatagramPort port, DatagramHandler handler, ReceivedDatagram datagram) {}

  private final ReceiverListener listener;
  private final Work work;
  private final Receiver receiver;
  private final Thread thread;
  private final ArrayBlockingQueue<Arrival> arrivals = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
  private final AtomicLong overflow = new AtomicLong();
  private volatile boolean woken;
  private volatile boolean closed;

  HandoverLoop(String name, ReceiverListener listener, Work work) throws IOException {
    this.listener = listener;
    this.work = work;
    this.receiver = Receiver.open(name + "-receive", listener, TICK, () -> {});
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  @Override
  public void start() {
    receiver.start();
    thread.start();
  }

  @Override
  public void register(DatagramPort port, DatagramHandler handler) throws IOException {
    receiver.register(port, (at, datagram) -> handOver(at, handler, datagram));
  }

  private void handOver(DatagramPort port, DatagramHandler handler, Received datagram) {
    ByteBuffer payload = datagram.payload();
    ByteBuffer copy = ByteBuffer.allocate(payload.remaining()).put(payload).flip();
    InetSocketAddress source = datagram.source();
    ReceivedDatagram copied = new ReceivedDatagram();
    copied.set(copy, source, datagram.nanos(), datagram.epochNanos());
    if (arrivals.offer(new Arrival(port, handler, copied))) {
      LockSupport.unpark(thread);
    } else {
      overflow.incrementAndGet();
    }
  }

  private void run() {
    while (!closed) {
      woken = false;
      takeArrivals();
      long now = System.nanoTime();
      long deadline = work(now);
      if (!closed && !woken && arrivals.isEmpty()) {
        long sleep = deadline - System.nanoTime();
        if (sleep > 0) {
          LockSupport.parkNanos(this, sleep);
        }
      }
    }
  }

  private void takeArrivals() {
    Arrival arrival;
    while ((arrival = arrivals.poll()) != null) {
      try {
        arrival.handler.onDatagram(arrival.port, arrival.datagram);
      } catch (RuntimeException | Error e) {
        listener.onHandlerFailed(arrival.port, e);
      }
    }
  }

  private long work(long nowNanos) {
    try {
      return work.run(nowNanos);
    } catch (RuntimeException | Error e) {
      listener.onWorkFailed(e);
      return nowNanos + TICK.toNanos();
    }
  }

  @Override
  public void wakeUp() {
    woken = true;
    LockSupport.unpark(thread);
  }

  @Override
  public long drops() {
    return overflow.get();
  }

  @Override
  public long discardedStamps() {
    return 0;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    // Before the receiver: the loop's thread may be about to register a port there.
    if (!Thread.currentThread().equals(thread) && thread.getState() != Thread.State.NEW) {
      Uninterruptibly.join(thread);
    }
    receiver.close();
  }
}
