package io.netsonde.diagnosis;

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
import java.util.stream.LongStream;

/** Makes the cycles of one probe, a minute each, with losses as asked for. */
final class PathCycles {
  static final Path PATH = new Path("to-berlin", 100, "berlin.example.net", 5000);
  static final long START = 1_790_000_040_000_000_000L;
  static final long MINUTE = 60_000_000_000L;

  private final Random random = new Random(5);
  private long index;
  private long end = START;

  TrafficSimCycle of(CycleFigures... flows) {
    long start = end;
    end += MINUTE;
    return new TrafficSimCycle(
        PATH,
        SpanIdentity.random(random),
        Optional.empty(),
        index++,
        TrafficSimCycle.Outcome.COMPLETE,
        TimestampSource.KERNEL,
        start,
        end,
        CycleStatistics.total(Arrays.asList(flows)),
        List.of(flows));
  }

  /** When the last cycle ended. */
  long end() {
    return end;
  }

  static CycleFigures flow(long sent, long lostThere, long lostBack) {
    return flow(sent, lostThere, lostBack, 100_000);
  }

  static CycleFigures flow(long sent, long lostThere, long lostBack, long lagNanos) {
    Distribution no = Distribution.EMPTY;
    return new CycleFigures(
        sent,
        direction(sent, lostThere),
        direction(sent - lostThere, lostBack),
        direction(sent, lostThere + lostBack),
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
        Distribution.of(LongStream.generate(() -> lagNanos).limit(sent).toArray()),
        0,
        0);
  }

  private static DirectionFigures direction(long sent, long lost) {
    Distribution no = Distribution.EMPTY;
    Distribution delays = sent == lost ? no : Distribution.of(20_000_000);
    return new DirectionFigures(
        sent, sent - lost, lost, 0, 0, OptionalLong.empty(), no, no, delays, no, 0);
  }
}
