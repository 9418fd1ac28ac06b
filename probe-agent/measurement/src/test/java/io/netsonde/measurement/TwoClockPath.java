package io.netsonde.measurement;

import io.netsonde.measurement.CycleTrace.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * A path between two clocks of which all is known: asymmetric, with jitter up to heavy tails, loss,
 * a drift of up to 100 ppm that changes its mind, and steps where told. Window after window; equal
 * seeds give equal paths. Time is true nanoseconds since the path began, and all arithmetic exact.
 */
final class TwoClockPath {
  private static final long START = 1_700_000_000_000_000_000L;
  private static final long MICRO = 1_000;
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000_000_000;
  private static final long TIMEOUT = 2 * SECOND;

  /** The drift changes every ten seconds; in parts per billion. */
  private static final long DRIFT_CHANGES = 10 * SECOND;

  private static final long MAX_DRIFT = 100_000;

  /**
   * A window and the truth about it.
   *
   * @param trace as a sender would have recorded it
   * @param truth the same, had both ends read one clock that is never wrong
   * @param offset the reflector's clock minus the sender's, at the latest answer in time of all
   * @param farthest largest magnitude of the offset when any packet was sent or answered
   * @param length from the first sending to the latest answer in time, nanoseconds
   * @param lowestRtt of the packets answered in time; without meaning where there are none
   */
  record Window(
      CycleTrace trace,
      CycleTrace truth,
      long offset,
      long farthest,
      long length,
      long lowestRtt) {}

  /** A packet's true times: by the processes, and by the kernels within them. */
  private record Flight(
      long sent, long left, long arrived, long replied, long gone, long came, long received) {}

  private final Random random;
  private final boolean calm;
  private final long interval;
  private final double loss;
  private final double stamped;
  private final LongSupplier there;
  private final LongSupplier back;
  private final List<Long> rates = new ArrayList<>();
  private final List<Long> drifted = new ArrayList<>(List.of(0L));
  private long senderStep;
  private long reflectorStep;
  private long now;
  private long latest;
  private long sequence;

  /**
   * A path.
   *
   * @param calm whether packets keep their order, with delays below 100 ms each way
   * @param farthest magnitude of the clocks' offset in the beginning, at most
   */
  TwoClockPath(long seed, boolean calm, long farthest) {
    this.random = new Random(seed);
    this.calm = calm;
    interval = calm ? random.nextLong(300, 1000) * MILLI : random.nextLong(MILLI, SECOND);
    loss = random.nextInt(3) == 0 ? 0 : random.nextDouble() * 0.6;
    stamped = random.nextInt(3) / 2.0;
    there = delays();
    back = delays();
    reflectorStep = random.nextLong(-farthest, farthest + 1);
  }

  void stepSender(long nanos) {
    senderStep += nanos;
  }

  void stepReflector(long nanos) {
    reflectorStep += nanos;
  }

  Window window(int packets) {
    return window(packets, () -> {});
  }

  /** The next window, in the middle of which, between two packets, {@code step} runs. */
  Window window(int packets, Runnable step) {
    CycleTrace trace = new CycleTrace(sequence, packets);
    CycleTrace truth = new CycleTrace(sequence, packets);
    long begin = now;
    long end = begin;
    long lowest = Long.MAX_VALUE;
    long farthest = 0;
    for (int row = 0; row < packets; row++, now += interval) {
      if (row == packets / 2) {
        step.run();
      }
      if (random.nextDouble() < loss) {
        continue;
      }
      Flight flight = fly();
      record(trace, row, flight, senderStep, offset(flight.arrived()) + senderStep);
      record(truth, row, flight, 0, 0);
      farthest = Math.max(farthest, Math.abs(offset(flight.sent())));
      farthest = Math.max(farthest, Math.abs(offset(flight.received())));
      if (trace.outcome(row) == Outcome.ANSWERED) {
        lowest = Math.min(lowest, truth.roundTripDelayNanos(row, truth.best(row)));
        end = Math.max(end, flight.received());
        latest = Math.max(latest, flight.came());
      }
    }
    sequence += packets;
    return new Window(
        trace,
        truth,
        offset(latest),
        Math.max(farthest, Math.abs(offset(latest))),
        end - begin,
        lowest);
  }

  private Flight fly() {
    long arrived = now + there.getAsLong();
    long replied = arrived + random.nextLong(1L << random.nextInt(10, 24));
    long received = replied + back.getAsLong();
    if (random.nextDouble() >= stamped) {
      return new Flight(now, now, arrived, replied, replied, received, received);
    }
    long left = now + random.nextLong((arrived - now) / 2 + 1);
    long gone = replied + random.nextLong((received - replied) / 4 + 1);
    long came = received - random.nextLong((received - replied) / 4 + 1);
    return new Flight(now, left, arrived, replied, gone, came, received);
  }

  private void record(CycleTrace trace, int row, Flight f, long sender, long reflector) {
    boolean inTime = f.received() - f.sent() <= TIMEOUT;
    trace.answered(
        row,
        inTime ? Outcome.ANSWERED : Outcome.LATE,
        sequence + row,
        sequence + row,
        START + f.sent() + sender,
        START + f.arrived() + reflector,
        START + f.replied() + reflector,
        START + f.received() + sender);
    if (f.left() != f.sent()) {
      trace.stamped(row, START + f.left() + sender, START + f.came() + sender);
      trace.answerLeft(row, f.gone() - f.replied());
    }
  }

  /** The reflector's clock minus the sender's. Rounding down keeps differences within the drift. */
  private long offset(long at) {
    int change = Math.toIntExact(at / DRIFT_CHANGES);
    while (drifted.size() <= change + 1) {
      long rate = random.nextInt(3) == 0 ? extreme() : random.nextLong(-MAX_DRIFT, MAX_DRIFT + 1);
      rates.add(rate);
      drifted.add(drifted.getLast() + rate * DRIFT_CHANGES);
    }
    long sinceChange = rates.get(change) * (at - change * DRIFT_CHANGES);
    return reflectorStep - senderStep + Math.floorDiv(drifted.get(change) + sinceChange, SECOND);
  }

  private long extreme() {
    return random.nextBoolean() ? MAX_DRIFT : -MAX_DRIFT;
  }

  /** One direction's delays, with a base and a jitter of its own. */
  private LongSupplier delays() {
    long base = calm ? random.nextLong(MICRO, 50 * MILLI) : (10 * MICRO) << random.nextInt(15);
    long spread = base / 100 + random.nextLong(1 + base);
    return switch (random.nextInt(calm ? 3 : 5)) {
      case 0 -> () -> base;
      case 1 -> () -> base + random.nextLong(spread);
      case 2 -> () -> base + (random.nextInt(8) == 0 ? spread : 0);
      case 3 -> () -> base + Math.round(spread * -Math.log(1 - random.nextDouble()));
      // Pareto with no variance: most are near the base, some take seconds.
      default -> () -> base + heavy(spread);
    };
  }

  private long heavy(long scale) {
    return Math.min(5 * SECOND, Math.round(scale * Math.pow(1 - random.nextDouble(), -1 / 1.1)));
  }
}
