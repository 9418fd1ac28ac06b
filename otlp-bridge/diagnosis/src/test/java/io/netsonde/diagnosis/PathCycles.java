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

/** Makes the cycles of one probe, a minute each, with losses as asked for. */
final class PathCycles {
  static final Path PATH = new Path("to-berlin", 100, "berlin.example.net", 5000);
  static final long START = 1_790_000_040_000_000_000L;
  static final long MINUTE = 60_000_000_000L;

  private final Random random = new Random(5);
  private long index;
  private long end = START;

  TrafficSimCycle of(CycleFigures... flows) {
    return of(MINUTE, TimestampSource.KERNEL, flows);
  }

  /** The next cycle, which lasts so long, with stamps of that source. */
  TrafficSimCycle of(long nanos, TimestampSource source, CycleFigures... flows) {
    long start = end;
    end += nanos;
    return new TrafficSimCycle(
        PATH,
        SpanIdentity.random(random),
        Optional.empty(),
        index++,
        TrafficSimCycle.Outcome.COMPLETE,
        source,
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
    return flow(direction(sent, lostThere), direction(sent - lostThere, lostBack), sent, lagNanos);
  }

  /** The same, of which so many left so late. */
  static CycleFigures late(CycleFigures flow, int late, long lagNanos) {
    long[] lags = flow.sendLag().values();
    Arrays.fill(lags, 0, late, lagNanos);
    return with(
        flow.packets(), flow.forward(), flow.reverse(), flow.roundTrip(), 0, Distribution.of(lags));
  }

  /** Of which so many were lost on the way there, one after the other. */
  static CycleFigures burst(long sent, long lost) {
    DirectionFigures there = direction(sent, lost);
    DirectionFigures oneRun =
        new DirectionFigures(
            sent,
            sent - lost,
            lost,
            0,
            0,
            OptionalLong.empty(),
            there.ipdv(),
            there.pdv(),
            there.delay(),
            lost == 0 ? Distribution.EMPTY : Distribution.of(lost),
            lost);
    return with(
        sent, oneRun, direction(sent - lost, 0), oneRun, 0, Distribution.of(lags(sent, 100_000)));
  }

  /** Of which the system refused so many: lost, and nobody knows of them. */
  static CycleFigures unsent(long packets, long unsent) {
    return unsent(packets, unsent, unsent);
  }

  /** Of which so many had no session to be sent in: lost likewise. */
  static CycleFigures skipped(long packets, long skipped) {
    return unsent(packets, skipped, 0);
  }

  private static CycleFigures unsent(long packets, long unsent, long refused) {
    CycleFigures sent = flow(packets - unsent, 0, 0);
    DirectionFigures known = sent.forward();
    return with(packets, known, known, direction(packets, unsent), refused, sent.sendLag());
  }

  private static CycleFigures flow(
      DirectionFigures there, DirectionFigures back, long sent, long lagNanos) {
    return with(
        sent,
        there,
        back,
        direction(sent, there.lost() + back.lost()),
        0,
        Distribution.of(lags(sent, lagNanos)));
  }

  private static CycleFigures with(
      long packets,
      DirectionFigures there,
      DirectionFigures back,
      DirectionFigures both,
      long refused,
      Distribution lags) {
    Distribution no = Distribution.EMPTY;
    return new CycleFigures(
        packets,
        there,
        back,
        both,
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
        refused,
        lags,
        0,
        0);
  }

  private static DirectionFigures direction(long sent, long lost) {
    Distribution no = Distribution.EMPTY;
    Distribution delays = sent == lost ? no : Distribution.of(20_000_000);
    Distribution runs = Distribution.of(lags(lost, 1));
    return new DirectionFigures(
        sent, sent - lost, lost, 0, 0, OptionalLong.empty(), no, no, delays, runs, 0);
  }

  private static long[] lags(long count, long each) {
    long[] lags = new long[(int) count];
    Arrays.fill(lags, each);
    return lags;
  }
}
