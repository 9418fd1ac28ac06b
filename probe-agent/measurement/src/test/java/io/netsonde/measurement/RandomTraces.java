package io.netsonde.measurement;

import io.netsonde.measurement.CycleTrace.Forward;
import io.netsonde.measurement.CycleTrace.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

/**
 * The cycles of a flow over a made-up path with loss, duplication, reordering, lateness, unknown
 * fates, drifting and stepping clocks, kernel stamps for some packets or all, and clock errors that
 * may be true or not. Equal seeds give equal traces.
 */
final class RandomTraces {
  private static final long START = 1_700_000_000_000_000_000L;
  private static final long MILLI = 1_000_000;

  private record Sent(int cycle, int row, long at, long arrives, long leaves, long returns) {}

  private final Random random;
  private final long interval;
  private final long timeout = 300 * MILLI;
  private final double lossThere;
  private final double lossBack;
  private final long slowest;
  private final boolean queue;
  private final boolean sharedClock;
  private final double drift;
  private final List<long[]> senderSteps = new ArrayList<>();
  private final List<long[]> reflectorSteps = new ArrayList<>();
  private final long offset;
  private final OptionalLong clockError;

  RandomTraces(long seed) {
    random = new Random(seed);
    interval = random.nextLong(MILLI, 200 * MILLI);
    lossThere = random.nextDouble() * random.nextDouble() * random.nextInt(2);
    lossBack = random.nextDouble() * random.nextDouble() * random.nextInt(2);
    slowest = random.nextLong(10_000, 1 + (1L << random.nextInt(15, 29)));
    queue = random.nextInt(4) == 0;
    sharedClock = random.nextInt(4) == 0;
    drift = sharedClock ? 0 : (random.nextDouble() * 2 - 1) * 1e-4;
    boolean disciplined = random.nextBoolean();
    long farthest = 1L << (disciplined ? random.nextInt(10, 26) : 40);
    offset = sharedClock ? 0 : random.nextLong(-farthest, farthest);
    clockError = disciplined ? OptionalLong.of(1L << random.nextInt(10, 28)) : OptionalLong.empty();
  }

  /** What the two kernels say of their clocks; a lie where the offset is larger. */
  OptionalLong clockError() {
    return clockError;
  }

  boolean sharedClock() {
    return sharedClock;
  }

  List<CycleTrace> cycles() {
    int count = random.nextInt(1, 5);
    long first = random.nextLong(1L << 33);
    List<CycleTrace> cycles = new ArrayList<>();
    List<Sent> sent = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      CycleTrace trace = new CycleTrace(first, random.nextInt(1, 40));
      first += trace.size();
      cycles.add(trace);
    }
    long length = cycles.stream().mapToLong(CycleTrace::size).sum() * interval;
    while (random.nextInt(3) == 0) {
      long magnitude = 1L << random.nextInt(18, 34);
      (random.nextBoolean() ? senderSteps : reflectorSteps)
          .add(
              new long[] {START + random.nextLong(length), random.nextLong(-magnitude, magnitude)});
    }
    long at = START;
    for (int c = 0; c < count; c++) {
      boolean report = random.nextInt(4) > 0;
      for (int row = 0; row < cycles.get(c).size(); row++, at += interval) {
        send(cycles.get(c), c, row, at, report, sent);
      }
    }
    number(cycles, sent);
    stamp(cycles, sent);
    return cycles;
  }

  private void send(
      CycleTrace trace, int cycle, int row, long at, boolean report, List<Sent> sent) {
    if (random.nextInt(30) == 0) {
      return; // There was no session or no network.
    }
    trace.sent(row, random.nextLong(MILLI));
    boolean reported = report && random.nextInt(10) > 0;
    boolean arrived = random.nextDouble() >= lossThere;
    boolean replied = arrived && random.nextInt(20) > 0;
    if (reported) {
      Forward fate = replied ? Forward.REPLIED : arrived ? Forward.RECEIVED : Forward.NOT_RECEIVED;
      int copies = arrived && random.nextInt(8) == 0 ? random.nextInt(1, 4) : 0;
      trace.reported(row, fate, arrived && random.nextInt(6) == 0, copies);
    }
    if (replied && random.nextDouble() >= lossBack) {
      long arrives = at + delay();
      long leaves = arrives + random.nextLong(100_000);
      sent.add(new Sent(cycle, row, at, arrives, leaves, leaves + delay()));
    }
  }

  /**
   * Some are delayed beyond the timeout. Where there is a queue it is long, but at times empty:
   * only so can the network alone bound the offset well enough for one-way delays to be stated.
   */
  private long delay() {
    if (queue) {
      boolean empty = random.nextInt(4) == 0;
      return empty ? random.nextLong(MILLI / 10) : 40 * MILLI + random.nextLong(60 * MILLI);
    }
    long delay = slowest / 10 + random.nextLong(slowest);
    return random.nextInt(15) == 0 ? delay + random.nextLong(2 * timeout) : delay;
  }

  private void number(List<CycleTrace> cycles, List<Sent> sent) {
    List<Sent> byReflector = sent.stream().sorted(Comparator.comparingLong(Sent::arrives)).toList();
    List<Sent> bySender = sent.stream().sorted(Comparator.comparingLong(Sent::returns)).toList();
    for (Sent s : sent) {
      CycleTrace trace = cycles.get(s.cycle());
      boolean inTime = s.returns() - s.at() <= timeout;
      long t1 = s.at() + steps(senderSteps, s.at());
      long t2 = s.arrives() + offset + drifted(s.arrives()) + steps(reflectorSteps, s.arrives());
      long t3 = t2 + s.leaves() - s.arrives();
      trace.answered(
          s.row(),
          inTime ? Outcome.ANSWERED : Outcome.LATE,
          bySender.indexOf(s),
          byReflector.indexOf(s),
          t1,
          t2,
          t3,
          t1 + s.returns() - s.at());
      int extent = random.nextInt(5) == 0 ? random.nextInt(-1, 10) : 0;
      trace.reordered(s.row(), extent, random.nextInt(5) == 0 ? random.nextInt(-1, 10) : 0);
      while (random.nextInt(8) == 0) {
        trace.answeredAgain(s.row());
      }
    }
  }

  /** Each cycle has its own share of packets that each of the kernels stamped. */
  private void stamp(List<CycleTrace> cycles, List<Sent> sent) {
    double[] shares = {0, 0.2, 0.6, 1};
    for (int c = 0; c < cycles.size(); c++) {
      double sender = shares[random.nextInt(shares.length)];
      double reflector = shares[random.nextInt(shares.length)];
      for (Sent s : sent) {
        if (s.cycle() == c && random.nextDouble() < sender) {
          long left = s.at() + random.nextLong((s.arrives() - s.at()) / 2 + 1);
          long came = s.returns() - random.nextLong((s.returns() - s.leaves()) / 4 + 1);
          long t1 = left + steps(senderSteps, left);
          cycles.get(c).stamped(s.row(), t1, t1 + came - left);
        }
        if (s.cycle() == c && random.nextDouble() < reflector) {
          cycles.get(c).answerLeft(s.row(), random.nextLong((s.returns() - s.leaves()) / 4 + 1));
        }
      }
    }
  }

  private long drifted(long at) {
    return Math.round(drift * (at - START));
  }

  private static long steps(List<long[]> steps, long at) {
    return steps.stream().filter(step -> step[0] <= at).mapToLong(step -> step[1]).sum();
  }
}
