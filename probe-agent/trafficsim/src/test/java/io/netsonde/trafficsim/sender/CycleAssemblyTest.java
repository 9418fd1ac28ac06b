package io.netsonde.trafficsim.sender;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netsonde.measurement.ClockOffset.Basis;
import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.CycleTrace;
import io.netsonde.measurement.CycleTrace.Outcome;
import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.Path;
import io.netsonde.measurement.TimestampSource;
import io.netsonde.measurement.TrafficSimCycle;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CycleAssemblyTest {
  private final List<TrafficSimCycle> published = new ArrayList<>();
  private final CycleAssembly assembly =
      new CycleAssembly(
          new Path("p", 100, "host", 5000),
          3,
          new Random(1),
          measurement -> published.add((TrafficSimCycle) measurement));

  private static ClosedCycle cycle(long index, int rows, boolean partial) {
    return cycle(index, new CycleTrace(index * 10, rows), partial);
  }

  private static ClosedCycle cycle(long index, CycleTrace trace, boolean partial) {
    return new ClosedCycle(
        index, trace, partial, false, OptionalLong.of(5), index, index + 1, 0, 0);
  }

  /** All answered, with kernel stamps for the first {@code stamped}. */
  private static CycleTrace answered(int rows, int stamped) {
    CycleTrace trace = new CycleTrace(0, rows);
    for (int row = 0; row < rows; row++) {
      trace.answered(row, Outcome.ANSWERED, row, row, 100, 160, 170, 250);
      if (row < stamped) {
        trace.stamped(row, 120, 240);
        trace.answerLeft(row, 10);
      }
    }
    return trace;
  }

  @Test
  void shouldUseOneSetOfStampsForAllFlowsWhenTheyDiffer() {
    assembly.closed(0, cycle(0, answered(4, 4), false));
    assembly.closed(1, cycle(0, answered(4, 0), false));
    assembly.closed(2, cycle(0, answered(4, 3), false));
    TrafficSimCycle cycle = published.getFirst();
    assertEquals(TimestampSource.KERNEL, cycle.timestampSource(), "7 of 12 packets have them");
    assertEquals(List.of(0L, 4L, 1L), cycle.flows().stream().map(CycleFigures::unstamped).toList());
    assertEquals(5, cycle.total().unstamped());
    assertEquals(100, cycle.total().roundTrip().delay().max());
    assertEquals(7, cycle.total().roundTrip().delay().count());
    assertEquals(Basis.CLOCKS, cycle.total().clock().orElseThrow().basis());

    assembly.closed(0, cycle(1, answered(4, 4), false));
    assembly.closed(1, cycle(1, answered(4, 0), false));
    assembly.closed(2, cycle(1, answered(4, 1), false));
    assertEquals(TimestampSource.PROCESS, published.getLast().timestampSource());
    assertEquals(Distribution.of(fill(12, 140)), published.getLast().total().roundTrip().delay());
    assertEquals(0, published.getLast().total().unstamped());
  }

  private static long[] fill(int count, long value) {
    return LongStream.generate(() -> value).limit(count).toArray();
  }

  @Test
  void shouldPublishACycleWhenItsLastFlowHasClosedIt() {
    assembly.closed(0, cycle(0, 10, false));
    assembly.closed(0, cycle(1, 10, false));
    assembly.closed(2, cycle(0, 10, false));
    assertEquals(List.of(), published);
    assembly.closed(1, cycle(0, 10, false));
    assertEquals(1, published.size());
    assertEquals(30, published.getFirst().total().packets());
    assertEquals(TrafficSimCycle.Outcome.COMPLETE, published.getFirst().outcome());
    assembly.closed(1, cycle(1, 10, false));
    assembly.closed(2, cycle(1, 10, false));
    assertEquals(1, published.getLast().index());
    assembly.finish();
    assertEquals(2, published.size());
  }

  @Test
  void shouldPublishAsPartialWhatSomeFlowsNeverBegan() {
    assembly.closed(1, cycle(0, 10, false));
    assembly.closed(1, cycle(1, 4, true));
    assembly.closed(2, cycle(0, 10, false));
    assembly.finish();
    assertEquals(2, published.size());
    for (TrafficSimCycle cycle : published) {
      assertEquals(TrafficSimCycle.Outcome.PARTIAL, cycle.outcome());
      assertEquals(3, cycle.flows().size());
    }
    assertEquals(20, published.getFirst().total().packets());
    assertEquals(0, published.getFirst().flows().getFirst().packets());
    assertEquals(1, published.getLast().index());
    assertEquals(4, published.getLast().total().packets());
    assertEquals(4, published.getLast().total().roundTrip().lost());
  }
}
