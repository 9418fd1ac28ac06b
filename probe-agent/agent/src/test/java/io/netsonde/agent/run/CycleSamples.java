package io.netsonde.agent.run;

import io.netsonde.measurement.CycleFigures;
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

/**
 * Cycles of sixty packets a flow that lose some on the way there, one by one, and come back after
 * 20 ms.
 */
final class CycleSamples {
  static final int SENT = 60;
  static final Path PATH = new Path("to-berlin", 0, "berlin.example.net", 5000);

  private static final long RTT_NANOS = 20_000_000;
  private static final long SEND_LAG_NANOS = 50_000;

  private CycleSamples() {}

  /** A cycle in which each flow loses so many. */
  static TrafficSimCycle cycle(long index, int... lost) {
    List<CycleFigures> flows = Arrays.stream(lost).mapToObj(one -> figures(SENT, one)).toList();
    return new TrafficSimCycle(
        PATH,
        SpanIdentity.random(new Random(index)),
        Optional.empty(),
        index,
        TrafficSimCycle.Outcome.COMPLETE,
        TimestampSource.PROCESS,
        index * 60_000_000_000L,
        (index + 1) * 60_000_000_000L,
        figures(SENT * lost.length, Arrays.stream(lost).sum()),
        flows);
  }

  private static CycleFigures figures(int sent, int lost) {
    Distribution no = Distribution.EMPTY;
    return new CycleFigures(
        sent,
        direction(sent, lost, no),
        direction(sent - lost, 0, no),
        direction(sent, lost, same(RTT_NANOS, sent - lost)),
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
        same(SEND_LAG_NANOS, sent),
        0,
        0);
  }

  private static Distribution same(long nanos, int count) {
    long[] values = new long[count];
    Arrays.fill(values, nanos);
    return Distribution.of(values);
  }

  private static DirectionFigures direction(long sent, long lost, Distribution delay) {
    Distribution no = Distribution.EMPTY;
    return new DirectionFigures(
        sent,
        sent - lost,
        lost,
        0,
        0,
        OptionalLong.empty(),
        no,
        no,
        delay,
        same(1, (int) lost),
        Math.min(1, lost));
  }
}
