package io.netsonde.netio;

import io.netsonde.measurement.EpochClock;
import io.netsonde.measurement.NanoClock;
import io.netsonde.netio.linux.Kernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Waits on any number of ports with one platform daemon thread and hands what arrives to their
 * handlers.
 *
 * <p>Threads: handlers, the tick and the listener run on the receiver's thread, one at a time. The
 * methods here may be called from any thread, that one included. Under load each port hands on a
 * bounded number of datagrams before the next port's turn, and the tick is looked at after every
 * one. Nothing is allocated for a datagram, apart from the address of a source that was not heard
 * lately.
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

  private final Stamping stamping;
  private final Readiness readiness;
  private final ReceiveLoop loop;
  private final Thread thread;
  private final Object lock = new Object();

  // Guarded by lock.
  private State state = State.OPEN;
  private boolean released;
  private final IdentityHashMap<DatagramPort, Registration> registrations = new IdentityHashMap<>();
  private final List<CountDownLatch> waiting = new ArrayList<>();

  private Receiver(Stamping stamping, Readiness readiness, String name, ReceiveLoop loop) {
    this.stamping = stamping;
    this.readiness = readiness;
    this.loop = loop;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  /**
   * A receiver of portable ports with this process's clocks.
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
    if (tickInterval.compareTo(SHORTEST_TICK) < 0) {
      throw new IllegalArgumentException("a tick is 1 ms or longer, not " + tickInterval);
    }
    return open(Stamping.PORTABLE, name, listener, Work.every(tickInterval, tick));
  }

  /**
   * A receiver with this process's clocks.
   *
   * @param stamping of the ports that it will have
   * @param name the thread's
   * @param work done on the receiver's thread; on time with {@link Stamping#KERNEL}, and up to 1 ms
   *     late else
   * @throws IOException if the system has no means to wait left
   */
  public static Receiver open(Stamping stamping, String name, ReceiverListener listener, Work work)
      throws IOException {
    return open(stamping, name, listener, work, NanoClock.SYSTEM, EpochClock.SYSTEM);
  }

  /** The same with the clocks that stamp. */
  public static Receiver open(
      Stamping stamping,
      String name,
      ReceiverListener listener,
      Work work,
      NanoClock nanoClock,
      EpochClock epochClock)
      throws IOException {
    Readiness readiness =
        stamping == Stamping.KERNEL ? new EpollReadiness() : new SelectorReadiness();
    Moderation moderation = stamping == Stamping.KERNEL ? new Moderation() : null;
    ReceiveLoop loop =
        new ReceiveLoop(readiness, moderation, nanoClock, epochClock, listener, work);
    return new Receiver(stamping, readiness, name, loop);
  }

  /** Datagrams that the kernel dropped because a port's buffer was full; only of stamped ports. */
  public long drops() {
    return loop.drops();
  }

  /** Stamps of the kernel's that contradicted the monotonic clock, after a step for example. */
  public long discardedStamps() {
    return loop.discardedStamps();
  }

  /**
   * Hands on what the port receives from now on; before {@link #start} as well as after it.
   *
   * @throws IOException if the port is closed
   * @throws IllegalStateException if the port has a receiver, or this one is closed
   * @throws IllegalArgumentException if the port is not of {@link DatagramPorts}
   */
  public void register(DatagramPort port, DatagramHandler handler) throws IOException {
    if (!(port instanceof ReadablePort readable) || readable.stamping() != stamping) {
      throw new IllegalArgumentException("not a port of DatagramPorts with this stamping: " + port);
    }
    synchronized (lock) {
      if (state == State.CLOSED) {
        throw new IllegalStateException("the receiver " + thread.getName() + " is closed");
      }
      if (!readable.receiver().compareAndSet(null, this)) {
        throw new IllegalStateException(port + " is registered already");
      }
      try {
        Registration registration = new Registration(readable, handler);
        readiness.add(registration);
        registrations.put(port, registration);
      } catch (IOException e) {
        readable.receiver().set(null);
        throw new IOException("cannot register " + port + ": it is closed", e);
      }
    }
    readiness.wakeUp();
  }

  /**
   * Stops handing on; a port that is not registered here is left alone. On return no handler of
   * this port runs or will run, unless called on the receiver's own thread, where the current call
   * is the last. Must not be called while holding a lock which a handler takes.
   */
  public void unregister(DatagramPort port) {
    Registration registration;
    synchronized (lock) {
      registration = registrations.remove(port);
      if (registration == null) {
        return;
      }
      registration.active = false;
      registration.port.receiver().compareAndSet(this, null);
      readiness.remove(registration);
    }
    awaitRound();
  }

  /** Lets the work be done soon: the wait under way ends. */
  public void wakeUp() {
    readiness.wakeUp();
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
    readiness.wakeUp();
    if (!Thread.currentThread().equals(thread)) {
      Uninterruptibly.join(thread);
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
    readiness.wakeUp();
    Uninterruptibly.await(latch);
  }

  private void run() {
    if (stamping == Stamping.KERNEL) {
      Kernel.waitPrecisely();
    }
    try {
      List<CountDownLatch> due = new ArrayList<>();
      while (takeWaiting(due)) {
        // Who waits now may have spent the wake-up on the round before.
        loop.await(due.isEmpty());
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
      if (!waiting.isEmpty()) {
        due.addAll(waiting);
        waiting.clear();
      }
      return state == State.RUNNING;
    }
  }

  // Holding the lock.
  private void release() {
    state = State.CLOSED;
    released = true;
    for (Registration registration : registrations.values()) {
      registration.active = false;
      registration.port.receiver().compareAndSet(this, null);
    }
    registrations.clear();
    try {
      readiness.close();
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
      readiness.await(0, new ArrayList<>());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unregister from " + thread.getName(), e);
    }
  }
}
