package io.netsonde.netio;

import java.util.concurrent.CountDownLatch;

/**
 * Waits that an interrupt does not cut short, for closing what must be closed; the interrupt is
 * kept for whoever looks next.
 */
public final class Uninterruptibly {
  private Uninterruptibly() {}

  private interface Wait {
    void begin() throws InterruptedException;
  }

  /** Waits for the thread's end. */
  public static void join(Thread thread) {
    complete(thread::join);
  }

  /** Waits for the latch. */
  public static void await(CountDownLatch latch) {
    complete(latch::await);
  }

  private static void complete(Wait wait) {
    boolean interrupted = false;
    while (true) {
      try {
        wait.begin();
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
