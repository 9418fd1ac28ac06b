package io.netsonde.netio.interfaces;

import io.netsonde.netio.Uninterruptibly;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The thread that looks after an {@link InterfaceMonitor}: every second, and at once when somebody
 * is in a hurry, but not more often than ten times a second.
 */
public final class InterfaceLookout implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration REST = Duration.ofMillis(100);

  private final InterfaceMonitor monitor;
  private final Consumer<Exception> trouble;
  private final Thread thread;

  private InterfaceLookout(InterfaceMonitor monitor, Consumer<Exception> trouble) {
    this.monitor = monitor;
    this.trouble = trouble;
    this.thread = Thread.ofPlatform().daemon().name("netsonde-interfaces").unstarted(this::run);
  }

  /**
   * Starts the thread.
   *
   * @param trouble told, on that thread, of every look that fails; the next one is tried all the
   *     same
   */
  public static InterfaceLookout start(InterfaceMonitor monitor, Consumer<Exception> trouble) {
    InterfaceLookout lookout = new InterfaceLookout(monitor, trouble);
    lookout.thread.start();
    return lookout;
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(REST);
        monitor.awaitHurry(INTERVAL.minus(REST));
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private void look() {
    try {
      monitor.look();
    } catch (IOException | RuntimeException e) {
      trouble.accept(e);
    }
  }

  /** Ends the thread and waits for it; any number of times. */
  @Override
  public void close() {
    thread.interrupt();
    Uninterruptibly.join(thread);
  }
}
