package io.netsonde.measurement.trigger;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.CycleStatistics;
import io.netsonde.measurement.DirectionFigures;
import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.Path;
import io.netsonde.measurement.SpanIdentity;
import io.netsonde.measurement.TimestampSource;
import io.netsonde.measurement.TrafficSimCycle;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** Makes the cycles of one probe, a minute each, with figures as asked for. */
final class Cycles {
  static final Path PATH = new Path("to-berlin", 100, "berlin.example.net", 5000);
  static final long START = 1_790_000_000_000_000_000L;
  static final long MINUTE = 60_000_000_000L;
  static final long MILLI = 1_000_000;

  private final Random random = new Random(7);
  private long index;
  private long end = START;

  /**
   * A cycle of 200 packets with a mean and a standard deviation of exactly so many milliseconds.
   */
  TrafficSimCycle of(double mean, double deviation) {
    return of(flow(200, 0, mean, deviation));
  }

  TrafficSimCycle lossy(long lost) {
    return of(flow(200, lost, 10, 0.5));
  }

  TrafficSimCycle of(CycleFigures... flows) {
    return of(TrafficSimCycle.Outcome.COMPLETE, flows);
  }

  TrafficSimCycle of(TrafficSimCycle.Outcome outcome, CycleFigures... flows) {
    long start = end;
    end += MINUTE;
    return new TrafficSimCycle(
        PATH,
        SpanIdentity.random(random),
        Optional.empty(),
        index++,
        outcome,
        TimestampSource.KERNEL,
        start,
        end,
        CycleStatistics.total(Arrays.asList(flows)),
        List.of(flows));
  }

  /** Of the packets sent so many are lost; half of the others are the deviation above the mean. */
  static CycleFigures flow(long sent, long lost, double mean, double deviation) {
    long[] delays = new long[(int) (sent - lost)];
    for (int i = 0; i < delays.length; i++) {
      delays[i] = Math.round((mean + (i % 2 == 0 ? deviation : -deviation)) * MILLI);
    }
    Distribution no = Distribution.EMPTY;
    DirectionFigures figures =
        new DirectionFigures(
            sent,
            sent - lost,
            lost,
            0,
            0,
            OptionalLong.empty(),
            no,
            no,
            Distribution.of(delays),
            no,
            0);
    DirectionFigures oneWay =
        new DirectionFigures(0, 0, 0, 0, 0, OptionalLong.empty(), no, no, no, no, 0);
    return new CycleFigures(
        sent,
        oneWay,
        oneWay,
        figures,
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
        no,
        0,
        0);
  }
}
