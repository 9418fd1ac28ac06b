package io.netsonde.trafficsim.scenario;

import io.netsonde.testkit.path.HostTime;
import io.netsonde.testkit.path.VirtualTime;
import java.util.ArrayDeque;
import java.util.SplittableRandom;

/**
 * A host: its clock, a process that gets to run late, and a kernel that stamps what crosses it when
 * it does, or not.
 */
final class Machine {
  final HostTime clock;
  private final VirtualTime time;
  private final SplittableRandom random;
  private final long busyNanos;
  private final long stampDelayNanos;
  private final double stampedShare;
  private final ArrayDeque<Runnable> paused = new ArrayDeque<>();
  private long pausedUntil;
  private long receiving;
  private long sending;
  private long key = (1L << 32) - 50;

  /**
   * A host whose process is busy and whose kernel stamps as the scenario says.
   *
   * @param stamping whether its kernel stamps at all
   */
  Machine(ScenarioFile scenario, VirtualTime time, long seed, boolean stamping) {
    this.time = time;
    this.clock = new HostTime(time, 0);
    this.random = new SplittableRandom(seed);
    this.busyNanos = scenario.time("busy", "0s");
    this.stampDelayNanos = scenario.time("stampdelay", "0s");
    this.stampedShare =
        stamping ? ScenarioFile.share(scenario.settings().getOrDefault("stamped", "100%")) : 0;
  }

  /** Whether the kernel stamps the packet at hand. */
  boolean stamps() {
    return stampedShare > 0 && random.nextDouble() < stampedShare;
  }

  /** The key of the datagram that is sent now: it wraps, and sometimes skips. */
  long nextKey() {
    key += random.nextInt(20) == 0 ? 2 : 1;
    return key & 0xffff_ffffL;
  }

  /** Something came: the process sees it when it gets to run, in order. */
  void receive(Runnable action) {
    receiving = Math.max(receiving, time.nanos() + late(busyNanos));
    at(receiving, action);
  }

  /** The process is sending: the packet leaves when the kernel has it, in order. */
  void send(Runnable action) {
    sending = Math.max(sending, time.nanos() + late(busyNanos));
    at(sending, action);
  }

  /** The process hears of a stamp, some time after it was taken. */
  void stamped(Runnable action) {
    at(time.nanos() + late(stampDelayNanos), action);
  }

  /** The process stands still: what it was about to do it does afterwards, then the action. */
  void pause(long nanos, Runnable afterwards) {
    pausedUntil = Math.max(pausedUntil, time.nanos() + nanos);
    time.at(
        pausedUntil,
        () -> {
          if (!isPaused()) {
            while (!paused.isEmpty()) {
              paused.remove().run();
            }
            afterwards.run();
          }
        });
  }

  boolean isPaused() {
    return time.nanos() < pausedUntil;
  }

  private long late(long most) {
    return most == 0 ? 0 : random.nextLong(most);
  }

  private void at(long nanos, Runnable action) {
    if (nanos > time.nanos()) {
      time.at(nanos, () -> run(action));
    } else {
      run(action);
    }
  }

  private void run(Runnable action) {
    if (isPaused()) {
      paused.add(action);
    } else {
      action.run();
    }
  }
}
