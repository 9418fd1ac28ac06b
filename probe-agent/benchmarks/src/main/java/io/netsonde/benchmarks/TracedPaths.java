package io.netsonde.benchmarks;

import com.sun.management.ThreadMXBean;
import io.netsonde.diagnosis.Diagnosis;
import io.netsonde.diagnosis.DiagnosisSettings;
import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.CycleStatistics;
import io.netsonde.measurement.Direction;
import io.netsonde.measurement.DirectionFigures;
import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.Path;
import io.netsonde.measurement.PathHash;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.TimestampSource;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.TrafficSimCycle;
import io.netsonde.measurement.trace.Flow5Tuple;
import io.netsonde.measurement.trace.Hop;
import io.netsonde.measurement.trace.HopEnd;
import io.netsonde.measurement.trace.LossOnset;
import io.netsonde.measurement.trace.Responder;
import io.netsonde.measurement.trace.TraceCause;
import io.netsonde.measurement.trace.TraceProtocol;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What the diagnosis of many traced paths costs: each has healthy cycles with a short trace, then
 * one that loses a fifth behind the middle of its hops, and the trace that this causes. {@code
 * TracedPaths [PATHS] [HOPS]}; prints the time of {@link Diagnosis#accept} for each kind, and what
 * stays on the heap.
 */
public final class TracedPaths {
  private static final long MINUTE = 60_000_000_000L;
  private static final long EPOCH = 1_800_000_000L * 1_000_000_000L;
  private static final int CYCLE = 60;
  private static final int CYCLES = 36;
  private static final int REFERENCE_ROUNDS = 3;
  private static final int ROUNDS = 15;
  private static final double LOSS = 0.2;

  private final SplittableRandom random = new SplittableRandom(1);
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final int paths;
  private final int hops;
  private long findings;
  private final Diagnosis diagnosis =
      new Diagnosis(DiagnosisSettings.DEFAULTS, measurement -> findings++);

  private TracedPaths(int paths, int hops) {
    this.paths = paths;
    this.hops = hops;
  }

  public static void main(String[] arguments) throws UnknownHostException {
    int paths = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
    int hops = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 15;
    new TracedPaths(paths, hops).run();
  }

  private void run() throws UnknownHostException {
    System.out.printf("%d paths of %d hops%n", paths, hops);
    long before = heap();
    for (int cycle = 0; cycle < CYCLES; cycle++) {
      List<Measurement> round = new ArrayList<>();
      for (int path = 0; path < paths; path++) {
        round.add(cycle(path, cycle, 0));
      }
      measure("a healthy cycle", round, cycle == CYCLES - 1);
    }
    List<Measurement> looks = new ArrayList<>();
    for (int path = 0; path < paths; path++) {
      looks.add(trace(path, CYCLES, Optional.empty(), 0));
    }
    measure("a trace without loss, 3 rounds", looks, true);
    looks.clear();
    System.out.printf("%d bytes of heap a path%n", (heap() - before) / paths);
    List<Measurement> bad = new ArrayList<>();
    List<Measurement> traces = new ArrayList<>();
    for (int path = 0; path < paths; path++) {
      TrafficSimCycle cycle = cycle(path, CYCLES, (int) (LOSS * CYCLE));
      bad.add(cycle);
      traces.add(
          trace(
              path,
              CYCLES + 1,
              Optional.of(new TraceCause("packet_loss:20.00%", cycle.span())),
              LOSS));
    }
    measure("a cycle that loses", bad, true);
    measure("the trace that it causes, 15 rounds", traces, true);
    bad.clear();
    Trace one = (Trace) traces.getFirst();
    traces.clear();
    System.out.printf(
        "%d bytes of heap a path, with %d findings%n", (heap() - before) / paths, findings);
    System.out.println(LossOnset.of(one));
    diagnosis.finish(); // Alive until here.
  }

  private void measure(String what, List<Measurement> measurements, boolean isTold) {
    long allocated = threads.getCurrentThreadAllocatedBytes();
    long worst = 0;
    long start = System.nanoTime();
    long last = start;
    for (Measurement measurement : measurements) {
      diagnosis.accept(measurement);
      long now = System.nanoTime();
      worst = Math.max(worst, now - last);
      last = now;
    }
    if (isTold) {
      System.out.printf(
          "%s: %.1f us, at worst %.1f ms, %d bytes allocated%n",
          what,
          (last - start) / 1e3 / measurements.size(),
          worst / 1e6,
          (threads.getCurrentThreadAllocatedBytes() - allocated) / measurements.size());
    }
  }

  private static long heap() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private SpanIdentity span() {
    return SpanIdentity.random(random);
  }

  private TrafficSimCycle cycle(int path, int index, int lost) {
    CycleFigures figures = figures(lost);
    long start = EPOCH + index * MINUTE;
    return new TrafficSimCycle(
        new Path("probe-" + path, 100, "reflector-" + path + ".example", 5000),
        span(),
        Optional.empty(),
        index,
        TrafficSimCycle.Outcome.COMPLETE,
        TimestampSource.KERNEL,
        start,
        start + MINUTE,
        CycleStatistics.total(List.of(figures)),
        List.of(figures));
  }

  private static CycleFigures figures(int lost) {
    Distribution no = Distribution.EMPTY;
    long[] lags = new long[CYCLE];
    Arrays.fill(lags, 100_000);
    return new CycleFigures(
        CYCLE,
        direction(CYCLE, lost),
        direction(CYCLE - lost, 0),
        direction(CYCLE, lost),
        0,
        0,
        0,
        no,
        0,
        0,
        0,
        0,
        Optional.empty(),
        0,
        0,
        Optional.empty(),
        0,
        Distribution.of(lags),
        0,
        0);
  }

  private static DirectionFigures direction(long sent, long lost) {
    Distribution no = Distribution.EMPTY;
    long[] runs = new long[(int) lost];
    Arrays.fill(runs, 1);
    return new DirectionFigures(
        sent,
        sent - lost,
        lost,
        0,
        0,
        OptionalLong.empty(),
        no,
        no,
        Distribution.of(20_000_000),
        Distribution.of(runs),
        1);
  }

  private Trace trace(int path, int index, Optional<TraceCause> cause, double loss)
      throws UnknownHostException {
    int rounds = cause.isPresent() ? ROUNDS : REFERENCE_ROUNDS;
    List<Hop> found = new ArrayList<>();
    for (int ttl = 1; ttl <= hops; ttl++) {
      double share = ttl > hops / 2 ? loss : 0;
      int lost =
          (int) IntStream.range(0, rounds).filter(probe -> random.nextDouble() < share).count();
      found.add(hop(path, ttl, rounds, rounds - lost));
    }
    long start = EPOCH + index * MINUTE;
    return new Trace(
        "probe-" + path,
        OptionalLong.of(100),
        "reflector-" + path + ".example",
        Direction.FORWARD,
        span(),
        cause,
        start,
        start + MINUTE / 4,
        rounds,
        new Flow5Tuple(
            TraceProtocol.TRAFFICSIM, address(path, 0), 40_000, address(path, hops), 5000),
        OptionalInt.of(0),
        found,
        true,
        PathHash.of(found),
        Optional.empty(),
        OptionalInt.empty());
  }

  private Hop hop(int path, int ttl, int sent, int received) throws UnknownHostException {
    long[] delays = new long[received];
    Arrays.fill(delays, ttl * 1_000_000L);
    return new Hop(
        ttl,
        Optional.of(ttl == hops ? HopEnd.TARGET : HopEnd.EXPIRED),
        List.of(new Responder(address(path, ttl), Optional.empty(), received)),
        sent,
        received,
        Distribution.of(delays),
        OptionalDouble.empty(),
        List.of(),
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  private static InetAddress address(int path, int ttl) throws UnknownHostException {
    return InetAddress.getByAddress(
        new byte[] {10, (byte) (path >> 8), (byte) path, (byte) (ttl + 1)});
  }
}
