package io.netsonde.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowLogTest {
  private final List<String> log = new ArrayList<>();
  private final FlowLog flows =
      new FlowLog("to-berlin", 4, m -> log.add("info " + m), m -> log.add("warn " + m));

  /** A cycle in which the flows lose so many packets on the way there. */
  private void cycle(int... lost) {
    flows.accept(CycleSamples.cycle(0, lost));
  }

  private void open(String address) {
    for (int flow = 0; flow < 4; flow++) {
      flows.opened(flow, new InetSocketAddress(InetAddress.ofLiteral(address), 40_000 + flow));
    }
  }

  @Test
  void shouldTellThePorts() {
    open("0.0.0.0");
    flows.opened(2, new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 50_002));
    assertEquals(
        List.of(
            "info probe to-berlin flow 0: sends from port 40000",
            "info probe to-berlin flow 1: sends from port 40001",
            "info probe to-berlin flow 2: sends from port 40002",
            "info probe to-berlin flow 3: sends from port 40003",
            "info probe to-berlin flow 2: sends from 192.0.2.1 port 50002"),
        log);
  }

  @Test
  void shouldTellOfBadFlowOnceWhenTwoCyclesNameIt() {
    open("::");
    log.clear();
    cycle(0, 0, 20, 0);
    assertEquals(List.of(), log);
    cycle(0, 0, 15, 0);
    cycle(0, 0, 20, 0);
    cycle(0, 0, 1, 0);
    cycle(0, 0, 20, 0);
    cycle(0, 0, 20, 0);
    assertEquals(
        List.of(
            "warn probe to-berlin: flow 2 (source port 40002) loses 25.0% on the way there; the 3"
                + " others lose nothing: one of several equal-cost paths is bad"),
        log);
  }

  @Test
  void shouldTellAnewWhenAnotherFlowJoins() {
    cycle(0, 0, 30, 0);
    cycle(0, 30, 30, 0);
    cycle(0, 30, 30, 0);
    cycle(0, 30, 0, 0);
    assertEquals(2, log.size(), log::toString);
    assertEquals(
        "warn probe to-berlin: flows 1 and 2 (source ports - and -) lose 50.0% on the way there;"
            + " the 2 others lose nothing: about 50% of the equal-cost paths are bad",
        log.getLast());
  }

  @Test
  void shouldSayThatItIsOverAfterTenGoodCycles() {
    cycle(0, 0, 30, 0);
    cycle(0, 0, 30, 0);
    log.clear();
    for (int i = 0; i < 9; i++) {
      cycle(0, 0, 0, 0);
    }
    assertEquals(List.of(), log);
    cycle(0, 0, 0, 0);
    cycle(0, 0, 0, 0);
    assertEquals(List.of("info probe to-berlin: no flow loses more than the others any more"), log);
    cycle(0, 0, 30, 0);
    cycle(0, 0, 30, 0);
    assertEquals(2, log.size(), log::toString);
  }

  @Test
  void shouldSayNothingWhenNoCycleConfirmsAnother() {
    cycle(0, 0, 30, 0);
    cycle(30, 0, 0, 0);
    cycle(0, 0, 30, 0);
    assertEquals(List.of(), log);
  }
}
