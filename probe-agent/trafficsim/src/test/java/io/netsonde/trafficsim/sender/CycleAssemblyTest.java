package io.netsonde.trafficsim.sender;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netsonde.measurement.CycleTrace;
import io.netsonde.measurement.Path;
import io.netsonde.measurement.TrafficSimCycle;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CycleAssemblyTest {
  private final List<TrafficSimCycle> published = new ArrayList<>();
  private final CycleAssembly assembly =
      new CycleAssembly(
          new Path("p", 100, "host", 5000),
          3,
          measurement -> published.add((TrafficSimCycle) measurement));

  private static ClosedCycle cycle(long index, int rows, boolean partial) {
    return new ClosedCycle(
        index,
        new CycleTrace(index * 10, rows),
        partial,
        false,
        OptionalLong.empty(),
        index,
        index + 1,
        0,
        0);
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
