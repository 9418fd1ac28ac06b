package io.netsonde.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * The user's wish to stop. The first signal asks for an orderly stop that may take {@link #LIMIT};
 * a second one, or the end of that time, halts the process at once. Safe for several threads.
 */
public final class Shutdown {
  /** How long an orderly stop may take. */
  public static final Duration LIMIT = Duration.ofSeconds(70);

  /** What a shell reports of a program that ended by SIGINT. */
  static final int INTERRUPTED = 130;

  /** Runs something after {@link #LIMIT}, without keeping the process alive for it. */
  interface Alarm {
    void afterLimit(Runnable action);
  }

  private final IntConsumer halt;
  private final Alarm alarm;
  private final CountDownLatch requested = new CountDownLatch(1);
  private final List<Runnable> listeners = new ArrayList<>(); // guarded by itself

  Shutdown(IntConsumer halt, Alarm alarm) {
    this.halt = halt;
    this.alarm = alarm;
  }

  /** Follows SIGINT and SIGTERM of this process. */
  public static Shutdown onSignals() {
    Shutdown shutdown = new Shutdown(Runtime.getRuntime()::halt, Shutdown::alarmByThread);
    Signals.handle(List.of("INT", "TERM"), shutdown::signal);
    return shutdown;
  }

  private static void alarmByThread(Runnable action) {
    Thread.ofPlatform()
        .daemon()
        .name("netsonde-shutdown-limit")
        .start(
            () -> {
              try {
                Thread.sleep(LIMIT);
                action.run();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
  }

  /** What a signal does. */
  public void signal() {
    List<Runnable> toRun;
    synchronized (listeners) {
      if (isRequested()) {
        halt.accept(INTERRUPTED);
        return;
      }
      requested.countDown();
      toRun = List.copyOf(listeners);
    }
    alarm.afterLimit(() -> halt.accept(Run.FAILED));
    toRun.forEach(Runnable::run);
  }

  public boolean isRequested() {
    return requested.getCount() == 0;
  }

  /** Runs {@code action} once, when a stop is requested; at once if it already is. */
  public void onRequest(Runnable action) {
    synchronized (listeners) {
      if (!isRequested()) {
        listeners.add(action);
        return;
      }
    }
    action.run();
  }

  /** Waits until a stop is requested. */
  public void await() throws InterruptedException {
    requested.await();
  }

  /** Waits until a stop is requested, at most {@code limit}; returns whether it is. */
  public boolean await(Duration limit) throws InterruptedException {
    return requested.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }
}
