package io.netsonde.netio.interfaces;

import io.netsonde.measurement.NanoClock;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Chooses interfaces for any number of targets and keeps watch over them.
 *
 * <p>Each {@link #look} re-reads the interfaces. Where one has changed, the routes to all targets
 * are read again, else those to {@value #TARGETS_A_LOOK} of them and to those in a hurry: ten
 * thousand targets cost no more a second than that, and a route that vanishes alone is noticed as
 * soon as sending fails.
 *
 * <p>Threads: all methods may be called from any, and exclude each other. {@link InterfaceLookout}
 * is the thread that looks.
 */
public final class InterfaceMonitor {
  /** How long another interface has to be better before it is changed to. */
  public static final Duration STABILITY = Duration.ofSeconds(30);

  private static final int TARGETS_A_LOOK = 64;

  /** A new target need not have the interfaces read anew: the next look is soon. */
  private static final long RECENT_NANOS = 1_000_000_000L;

  private final HostNetwork network;
  private final NanoClock clock;
  private final long stabilityNanos;
  private final Semaphore hurry = new Semaphore(0);

  // Guarded by this.
  private List<LocalInterface> latest = List.of();
  private long latestNanos;

  /** The interfaces that all choices are based on. */
  private List<LocalInterface> known = List.of();

  private final Queue<Watch> watches = new ArrayDeque<>();
  private final Set<Watch> urgent = new HashSet<>();

  /**
   * Watches nothing yet.
   *
   * @param stability how long another interface has to be better before it is changed to
   */
  public InterfaceMonitor(HostNetwork network, NanoClock clock, Duration stability) {
    this.network = network;
    this.clock = clock;
    this.stabilityNanos = stability.toNanos();
  }

  /** One target's interface. Its owner closes it. */
  public final class Watch implements AutoCloseable {
    private final Selection selection;
    private final InterfaceListener listener;
    private @Nullable InetAddress target;

    private Watch(Optional<String> forced, InterfaceListener listener) {
      this.selection = new Selection(forced, stabilityNanos);
      this.listener = listener;
    }

    /**
     * Chooses an interface for this target, which replaces the one before. The listener is not told
     * of this choice but of what comes after it.
     *
     * @return the interface; empty where none has a route
     * @throws IOException if the system does not tell; it is asked again with the next look
     */
    public Optional<Candidate> target(InetAddress address) throws IOException {
      synchronized (InterfaceMonitor.this) {
        if (!address.equals(target)) {
          selection.forget();
          target = address;
          urgent.add(this);
        }
        var _ = selection.update(Survey.of(network, recentInterfaces(), address), clock.nanoTime());
        urgent.remove(this);
        return selection.current();
      }
    }

    /** The interface to use; empty where none has a route, or there is no target. */
    public Optional<Candidate> current() {
      synchronized (InterfaceMonitor.this) {
        return selection.current();
      }
    }

    /** Something is wrong, sending fails for instance: look at once. Returns immediately. */
    public void hurry() {
      synchronized (InterfaceMonitor.this) {
        urgent.add(this);
      }
      if (hurry.availablePermits() == 0) {
        hurry.release();
      }
    }

    /** The listener is not called any more. */
    @Override
    public void close() {
      synchronized (InterfaceMonitor.this) {
        watches.remove(this);
        urgent.remove(this);
      }
    }
  }

  /**
   * Begins to watch, at first for no target.
   *
   * @param forced the only interface that may be used, which need not exist yet; empty for any
   */
  public synchronized Watch watch(Optional<String> forced, InterfaceListener listener) {
    Watch watch = new Watch(forced, listener);
    watches.add(watch);
    return watch;
  }

  /**
   * Looks how things are now, and tells the listeners what changes.
   *
   * @throws IOException if the system does not tell; all choices stay as they are
   */
  public synchronized void look() throws IOException {
    List<LocalInterface> interfaces = readInterfaces();
    boolean changed = !interfaces.equals(known);
    Map<InetAddress, Survey> surveys = new HashMap<>();
    for (Watch watch : List.copyOf(urgent)) {
      look(watch, interfaces, surveys);
      urgent.remove(watch);
    }
    // The queue goes round, so that every target has its turn.
    for (int left = watches.size(); left > 0; left--) {
      if (!changed && surveys.size() >= TARGETS_A_LOOK) {
        break;
      }
      Watch watch = watches.remove();
      watches.add(watch);
      look(watch, interfaces, surveys);
    }
    known = interfaces;
  }

  // Holding the lock.
  private List<LocalInterface> recentInterfaces() throws IOException {
    boolean recent = !latest.isEmpty() && clock.nanoTime() - latestNanos < RECENT_NANOS;
    return recent ? latest : readInterfaces();
  }

  // Holding the lock.
  private List<LocalInterface> readInterfaces() throws IOException {
    latest = network.interfaces();
    latestNanos = clock.nanoTime();
    return latest;
  }

  // Holding the lock.
  private void look(Watch watch, List<LocalInterface> interfaces, Map<InetAddress, Survey> surveys)
      throws IOException {
    InetAddress target = watch.target;
    if (target == null) {
      return;
    }
    Survey survey = surveys.get(target);
    if (survey == null) {
      survey = Survey.of(network, interfaces, target);
      surveys.put(target, survey);
    }
    watch.selection.update(survey, clock.nanoTime()).ifPresent(watch.listener::interfaceChanged);
  }

  /** Waits until somebody is in a hurry, at most so long. */
  void awaitHurry(Duration limit) throws InterruptedException {
    if (hurry.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
      hurry.drainPermits();
    }
  }
}
