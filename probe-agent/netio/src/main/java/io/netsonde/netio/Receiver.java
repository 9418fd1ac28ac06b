package io.netsonde.netio;

import io.netsonde.measurement.EpochClock;
import io.netsonde.measurement.NanoClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Waits on any number of ports with one platform daemon thread and hands what arrives to their
 * handlers.
 *
 * <p>Threads: handlers, the tick and the listener run on the receiver's thread, one at a time. The
 * methods here may be called from any thread, that one included. Under load each port hands on a
 * bounded number of datagrams before the next port's turn, and the tick is looked at after every
 * one. Nothing is allocated for a datagram, apart from the address of a source other than the last.
 *
 * <p>Life: {@link #open} starts no thread, {@link #start} works once, {@link #close} any number of
 * times. Ports are their opener's to close; a receiver that closes just lets go of them.
 */
public final class Receiver implements AutoCloseable {
  private enum State {
    OPEN,
    RUNNING,
    CLOSED
  }

  private static final Duration SHORTEST_TICK = Duration.ofMillis(1);

  private final Selector selector;
  private final Thread thread;
  private final Object lock = new Object();

  // Guarded by lock.
  private State state = State.OPEN;
  private boolean released;
  private final List<CountDownLatch> waiting = new ArrayList<>();

  private Receiver(Selector selector, String name, ReceiveLoop loop) {
    this.selector = selector;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(() -> run(loop));
  }

  /**
   * A receiver with this process's clocks.
   *
   * @param name the thread's
   * @param tickInterval the longest time between two ticks, at least 1 ms; a wait may overrun it by
   *     1 ms
   * @param tick run on the receiver's thread
   * @throws IOException if the system has no means to wait left
   */
  public static Receiver open(
      String name, ReceiverListener listener, Duration tickInterval, Runnable tick)
      throws IOException {
    return open(name, listener, tickInterval, tick, NanoClock.SYSTEM, EpochClock.SYSTEM);
  }

  /** The same with the clocks that stamp. */
  public static Receiver open(
      String name,
      ReceiverListener listener,
      Duration tickInterval,
      Runnable tick,
      NanoClock nanoClock,
      EpochClock epochClock)
      throws IOException {
    if (tickInterval.compareTo(SHORTEST_TICK) < 0) {
      throw new IllegalArgumentException("a tick is 1 ms or longer, not " + tickInterval);
    }
    Selector selector = Selector.open();
    ReceivedDatagram slot = new ReceivedDatagram(nanoClock, epochClock);
    ReceiveLoop loop = new ReceiveLoop(selector, nanoClock, slot, listener, tick, tickInterval);
    return new Receiver(selector, name, loop);
  }

  /**
   * Hands on what the port receives from now on; before {@link #start} as well as after it.
   *
   * @throws IOException if the port is closed
   * @throws IllegalStateException if the port has a receiver, or this one is closed
   * @throws IllegalArgumentException if the port is not of {@link DatagramPorts}
   */
  public void register(DatagramPort port, DatagramHandler handler) throws IOException {
    if (!(port instanceof SelectablePort selectable)) {
      throw new IllegalArgumentException("not a port of DatagramPorts: " + port);
    }
    synchronized (lock) {
      if (state == State.CLOSED) {
        throw new IllegalStateException("the receiver " + thread.getName() + " is closed");
      }
      if (!selectable.receiver().compareAndSet(null, this)) {
        throw new IllegalStateException(port + " is registered already");
      }
      try {
        Registration registration = new Registration(selectable, handler);
        SelectionKey unused =
            selectable.channel().register(selector, SelectionKey.OP_READ, registration);
      } catch (ClosedChannelException e) {
        selectable.receiver().set(null);
        throw new IOException("cannot register " + port + ": it is closed", e);
      }
    }
    selector.wakeup();
  }

  /**
   * Stops handing on; a port that is not registered here is left alone. On return no handler of
   * this port runs or will run, unless called on the receiver's own thread, where the current call
   * is the last. Must not be called while holding a lock which a handler takes.
   */
  public void unregister(DatagramPort port) {
    if (port instanceof SelectablePort selectable
        && selectable.receiver().compareAndSet(this, null)) {
      SelectionKey key = selectable.channel().keyFor(selector);
      if (key != null) {
        key.cancel();
      }
      awaitRound();
    }
  }

  /** Starts the thread. */
  public void start() {
    synchronized (lock) {
      if (state != State.OPEN) {
        throw new IllegalStateException(
            "the receiver " + thread.getName() + " is " + state + " and starts once");
      }
      state = State.RUNNING;
      thread.start();
    }
  }

  /**
   * Lets go of all ports and waits for the thread to end; any number of times. On the receiver's
   * own thread it returns at once, and the thread ends after the current call.
   */
  @Override
  public void close() {
    synchronized (lock) {
      if (state == State.OPEN) {
        release();
        return;
      }
      state = State.CLOSED;
    }
    selector.wakeup();
    if (!Thread.currentThread().equals(thread)) {
      joinUninterruptibly();
    }
  }

  /** Returns when the selector has let go of what was cancelled before this call. */
  void awaitRound() {
    CountDownLatch latch = new CountDownLatch(1);
    synchronized (lock) {
      if (released || Thread.currentThread().equals(thread)) {
        return;
      }
      if (state == State.OPEN) {
        letGoOfCancelled();
        return;
      }
      waiting.add(latch);
    }
    selector.wakeup();
    awaitUninterruptibly(latch);
  }

  private void run(ReceiveLoop loop) {
    try {
      List<CountDownLatch> due = new ArrayList<>();
      while (takeWaiting(due)) {
        // Who waits now may have spent the wake-up on the round before.
        loop.select(due.isEmpty());
        due.forEach(CountDownLatch::countDown);
        due.clear();
        loop.work();
      }
    } finally {
      synchronized (lock) {
        release();
      }
    }
  }

  /** Moves those who wait for a round that begins after this; false when it is time to end. */
  private boolean takeWaiting(List<CountDownLatch> due) {
    synchronized (lock) {
      due.addAll(waiting);
      waiting.clear();
      return state == State.RUNNING;
    }
  }

  // Holding the lock.
  private void release() {
    state = State.CLOSED;
    released = true;
    for (SelectionKey key : selector.keys()) {
      ((Registration) key.attachment()).port.receiver().compareAndSet(this, null);
    }
    try {
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the receiver " + thread.getName(), e);
    } finally {
      waiting.forEach(CountDownLatch::countDown);
      waiting.clear();
    }
  }

  // Holding the lock, with no thread started that could do it.
  private void letGoOfCancelled() {
    try {
      selector.selectNow();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unregister from " + thread.getName(), e);
    }
  }

  private void joinUninterruptibly() {
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

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
