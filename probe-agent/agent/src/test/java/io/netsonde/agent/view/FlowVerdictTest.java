package io.netsonde.agent.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netsonde.diagnosis.RunVerdict;
import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.Direction;
import io.netsonde.measurement.DirectionFigures;
import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.FlowVerdict;
import io.netsonde.measurement.TimestampSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FlowVerdictTest {
  private static final int SENT = 200;

  /** A flow of 200 packets of which so many are lost on the way there and back. */
  private static CycleFigures flow(int lostForward, int lostReverse) {
    return figures(
        direction(SENT, lostForward),
        direction(SENT - lostForward, lostReverse),
        direction(SENT, lostForward + lostReverse));
  }

  /** A flow that never reached anybody. */
  private static CycleFigures dead() {
    return figures(direction(0, 0), direction(0, 0), direction(SENT, SENT));
  }

  private static DirectionFigures direction(long sent, long lost) {
    Distribution no = Distribution.EMPTY;
    Distribution delays = sent == lost ? no : Distribution.of(1_000_000, 2_000_000, 9_000_000);
    return new DirectionFigures(
        sent, sent - lost, lost, 0, 0, OptionalLong.empty(), no, no, delays, no, 0);
  }

  private static CycleFigures figures(
      DirectionFigures forward, DirectionFigures reverse, DirectionFigures roundTrip) {
    Distribution no = Distribution.EMPTY;
    return new CycleFigures(
        roundTrip.sent(),
        forward,
        reverse,
        roundTrip,
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

  private static List<CycleFigures> clean(int count) {
    return new ArrayList<>(Collections.nCopies(count, flow(0, 0)));
  }

  private static List<FlowFigures> withPorts(List<CycleFigures> flows) {
    List<FlowFigures> each = new ArrayList<>();
    for (int i = 0; i < flows.size(); i++) {
      each.add(new FlowFigures(i, OptionalInt.of(40_000 + i), flows.get(i)));
    }
    return each;
  }

  private static List<String> sentences(List<CycleFigures> flows) {
    return FlowText.sentences(
        FlowVerdict.on(flows), withPorts(flows).stream().map(FlowFigures::sourcePort).toList());
  }

  @Test
  void shouldNameTheBadFlow() {
    List<CycleFigures> flows = clean(8);
    flows.set(3, flow(40, 0));
    assertEquals(
        List.of(
            "flow 3 (source port 40003) loses 20.0% on the way there; the 7 others lose nothing:"
                + " one of several equal-cost paths is bad"),
        sentences(flows));
  }

  @Test
  void shouldNameSeveralBadFlowsWithTheirShare() {
    List<CycleFigures> flows = clean(8);
    flows.set(0, flow(0, 36));
    flows.set(1, flow(0, 1));
    flows.set(4, flow(0, 44));
    flows.set(7, flow(0, 40));
    assertEquals(
        List.of(
            "flows 0, 4 and 7 (source ports 40000, 40004 and 40007) lose 18.0% to 22.0% on the way"
                + " back; the 5 others lose 0.1%: about 38% of the equal-cost paths are bad"),
        sentences(flows));
  }

  @Test
  void shouldTellDirectionsApart() {
    List<CycleFigures> flows = clean(4);
    flows.set(0, flow(40, 0));
    flows.set(2, flow(0, 50));
    FlowVerdict verdict = FlowVerdict.on(flows);
    assertEquals(List.of(Direction.FORWARD), verdict.of(0));
    assertEquals(List.of(), verdict.of(1));
    assertEquals(List.of(Direction.REVERSE), verdict.of(2));
    assertEquals(2, verdict.groups().size());
    flows.set(0, flow(40, 40));
    assertEquals(List.of(Direction.FORWARD, Direction.REVERSE), FlowVerdict.on(flows).of(0));
  }

  @Test
  void shouldNameFlowThatReachesNobody() {
    List<CycleFigures> flows = clean(2);
    flows.set(1, dead());
    assertEquals(
        List.of(
            "flow 1 (source port 40001) loses 100%, in which direction is not known; the other"
                + " loses nothing: one of several equal-cost paths is bad"),
        sentences(flows));
  }

  @Test
  void shouldKeepWhatTwoVerdictsName() {
    List<CycleFigures> flows = clean(4);
    flows.set(1, flow(40, 0));
    FlowVerdict one = FlowVerdict.on(flows);
    flows.set(3, flow(40, 0));
    FlowVerdict two = FlowVerdict.on(flows);
    FlowVerdict both = two.confirming(one, flows);
    assertEquals(List.of(1), both.groups().getFirst().flows());
    assertEquals(3, both.groups().getFirst().others());
    assertEquals(FlowVerdict.NONE, two.confirming(FlowVerdict.NONE, flows));
    assertTrue(two.names(one));
    assertFalse(one.names(two));
    flows.set(1, flow(0, 40));
    assertFalse(two.names(FlowVerdict.on(flows)), "not for that direction");
  }

  @Test
  void shouldNameNoneWhenAllAreAlike() {
    assertEquals(List.of(), sentences(clean(8)));
    assertEquals(List.of(), sentences(Collections.nCopies(8, flow(30, 3))));
    assertEquals(List.of(), sentences(List.of(flow(200, 0))));
  }

  /**
   * Of two flows of 200 packets one loses 13, the other none: P = C(200, 13) / C(400, 13) = 1.0e-4.
   * With 12 it is 2.1e-4. What is allowed is a third of a thousandth, shared by the two: 1.7e-4.
   */
  @Test
  void shouldNameFromItsSignificanceOn() {
    assertEquals(
        List.of(Direction.FORWARD), FlowVerdict.on(List.of(flow(13, 0), flow(0, 0))).of(0));
    assertEquals(List.of(), FlowVerdict.on(List.of(flow(12, 0), flow(0, 0))).of(0));
  }

  @Test
  void shouldListFlowsInTable() {
    List<CycleFigures> flows = clean(3);
    flows.set(1, flow(40, 0));
    assertEquals(
        """

        flow   port  sent  loss fwd  loss rev   loss  rtt median  rtt P99
           0  40000   200      0.0%      0.0%   0.0%      2.00ms   9.00ms
           1  40001   200     20.0%      0.0%  20.0%      2.00ms   9.00ms  BAD fwd
           2  40002   200      0.0%      0.0%   0.0%      2.00ms   9.00ms
        """,
        FlowText.summary(withPorts(flows)));
    assertEquals("", FlowText.summary(withPorts(clean(1))));
  }

  @Test
  void shouldShowTheWorstWhenThereAreMany() {
    List<CycleFigures> flows = clean(100);
    flows.set(50, flow(1, 0));
    for (int bad = 60; bad < 70; bad++) {
      flows.set(bad, flow(40, 0));
    }
    String text = FlowText.summary(withPorts(flows));
    assertEquals(10, text.lines().filter(line -> line.endsWith("BAD fwd")).count(), text);
    assertTrue(text.contains("\n  50  40050 "), text);
    assertTrue(text.contains("\nand 84 flows more, none of them worse than these\n"), text);
    assertEquals(
        List.of(
            "flows 60, 61, 62, 63, 64, 65, 66, 67 and 2 more (source ports 40060, 40061, 40062,"
                + " 40063, 40064, 40065, 40066, 40067 and 2 more) lose 20.0% on the way there; the"
                + " 90 others lose <0.1%: about 10% of the equal-cost paths are bad"),
        sentences(flows));
    assertFalse(text.contains("40099"), text);
  }

  @Test
  void shouldListFlowsInJson() throws Exception {
    List<CycleFigures> flows = clean(4);
    flows.set(3, flow(0, 40));
    JsonNode document =
        new ObjectMapper()
            .readTree(
                PingJson.document(
                    "a:1",
                    List.of(),
                    TimestampSource.PROCESS,
                    flow(0, 40),
                    withPorts(flows),
                    new RunVerdict(List.of(), List.of("All is well."))));
    JsonNode each = document.path("flows");
    assertEquals(4, each.size());
    assertEquals(0, each.get(0).path("bad").size());
    assertEquals("reverse", each.get(3).path("bad").path(0).asText());
    assertEquals(3, each.get(3).path("flow").asInt());
    assertEquals(40_003, each.get(3).path("source_port").asInt());
    assertEquals(40, each.get(3).path("figures").path("reverse").path("lost").asInt());
  }
}
