package io.netsonde.netio;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One thread that drives state machines: what their sockets hear, what other threads ask for and
 * what is due run on it, one at a time, so that machines need no lock. A defect in any of it ends
 * the loop, which whoever asks hears of; nothing runs after it.
 *
 * <p>Life: {@link #open} starts no thread, {@link #start} works once, {@link #close} any number of
 * times. Methods may be called from any thread unless they say otherwise.
 *
 * @param <M> what has a deadline
 */
public final class MachineLoop<M extends DeadlineHeap.Entry> implements AutoCloseable {
  /** The machines of a loop; called on its thread only. */
  public interface Machines<M> {
    /** Does what is due of that machine, and sets or removes its deadline. */
    void pump(M due);

    /** Once a second. */
    void refresh();

    /** Whether nothing is left to do, now or ever; asked after each round. */
    boolean isDone();

    /** A round is over: when it began, and when the next one is due at the latest. */
    default void planned(long nowNanos, long nextNanos) {}
  }

  private static final long REFRESH_NANOS = 1_000_000_000L;

  private final Machines<M> machines;
  private final PacedLoop loop;
  private final ConcurrentLinkedQueue<Runnable> commands = new ConcurrentLinkedQueue<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable Throwable defect;

  // Owned by the loop's thread.
  private final DeadlineHeap<M> deadlines = new DeadlineHeap<>();
  private long refreshNanos = LoopClock.SYSTEM.nanoTime();

  private MachineLoop(
      Stamping stamping, String name, ReceiverListener listener, Machines<M> machines)
      throws IOException {
    this.machines = machines;
    this.loop = PacedLoop.open(stamping, name, listener, this::work);
  }

  /**
   * A loop that has not started.
   *
   * @param name the thread's
   * @throws IOException if the system has no means to wait for sockets left
   */
  public static <M extends DeadlineHeap.Entry> MachineLoop<M> open(
      Stamping stamping, String name, ReceiverListener listener, Machines<M> machines)
      throws IOException {
    return new MachineLoop<>(stamping, name, listener, machines);
  }

  /** Starts the thread. */
  public void start() {
    loop.start();
  }

  /** Has that done on the loop's thread, soon, in the order in which it is asked for. */
  public void command(Runnable command) {
    commands.add(command);
    loop.wakeUp();
  }

  /** As {@link Receiver#register}; the handler is called on the loop's thread. */
  public void register(DatagramPort port, DatagramHandler handler) throws IOException {
    loop.register(port, new Guarded(handler));
  }

  /** The machine is to be pumped then; on the loop's thread. */
  public void due(M machine, long deadlineNanos) {
    deadlines.update(machine, deadlineNanos);
  }

  /** The machine is never due; on the loop's thread. */
  public void remove(M machine) {
    deadlines.remove(machine);
  }

  /**
   * Whether the loop can still measure.
   *
   * @throws IllegalStateException if a defect has ended it
   */
  public void requireAlive() {
    Throwable cause = defect;
    if (cause != null) {
      throw new IllegalStateException(
          "a defect has ended all measuring, please report it: " + cause, cause);
    }
  }

  /** Waits until the machines are done, or a defect has ended them; says whether it is so. */
  public boolean awaitDone(Duration limit) throws InterruptedException {
    return ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** As {@link PacedLoop#drops}. */
  public long drops() {
    return loop.drops();
  }

  /** As {@link PacedLoop#discardedStamps}. */
  public long discardedStamps() {
    return loop.discardedStamps();
  }

  /** Ends the thread, and waits for that unless called on it; ports are their opener's to close. */
  @Override
  public void close() {
    loop.close();
  }

  /** Everything that is due; returns when the next thing is. */
  private long work(long nowNanos) {
    if (hasEnded()) {
      return nowNanos + Work.FAR_NANOS;
    }
    try {
      round(nowNanos);
    } catch (RuntimeException | Error e) {
      end(e);
    }
    long next = deadlines.next(refreshNanos);
    machines.planned(nowNanos, next);
    return next;
  }

  private void round(long nowNanos) {
    if (nowNanos - refreshNanos >= 0) {
      machines.refresh();
      refreshNanos = nowNanos + REFRESH_NANOS;
    }
    Runnable command;
    while ((command = commands.poll()) != null) {
      command.run();
    }
    M due;
    while ((due = deadlines.due(nowNanos)) != null) {
      machines.pump(due);
    }
    if (commands.isEmpty() && machines.isDone()) {
      ended.countDown();
    }
  }

  private boolean hasEnded() {
    return ended.getCount() == 0;
  }

  private void end(Throwable cause) {
    defect = cause;
    ended.countDown();
  }

  /** A handler whose defect is the loop's, and which hears nothing after the end. */
  private final class Guarded implements DatagramHandler {
    private final DatagramHandler handler;

    Guarded(DatagramHandler handler) {
      this.handler = handler;
    }

    @Override
    public void onDatagram(DatagramPort port, Received datagram) {
      if (!hasEnded()) {
        try {
          handler.onDatagram(port, datagram);
        } catch (RuntimeException | Error e) {
          end(e);
        }
      }
    }

    @Override
    public void onSendStamp(DatagramPort port, long key, long nanos, long epochNanos) {
      if (!hasEnded()) {
        try {
          handler.onSendStamp(port, key, nanos, epochNanos);
        } catch (RuntimeException | Error e) {
          end(e);
        }
      }
    }

    @Override
    public void onError(DatagramPort port, IcmpError error) {
      if (!hasEnded()) {
        try {
          handler.onError(port, error);
        } catch (RuntimeException | Error e) {
          end(e);
        }
      }
    }
  }
}
