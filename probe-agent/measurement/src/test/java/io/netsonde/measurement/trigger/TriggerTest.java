package io.netsonde.measurement.trigger;

import static io.netsonde.measurement.trigger.Cycles.flow;
import static io.netsonde.measurement.trigger.TriggerReason.Kind.HIGH_LATENCY;
import static io.netsonde.measurement.trigger.TriggerReason.Kind.JITTER_SPIKE;
import static io.netsonde.measurement.trigger.TriggerReason.Kind.PACKET_LOSS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.TrafficSimCycle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TriggerTest {
  private final Cycles cycles = new Cycles();
  private final Trigger trigger = new Trigger(TriggerSettings.DEFAULTS, Optional.empty());

  private Optional<String> text(TrafficSimCycle cycle) {
    return trigger.accept(cycle).map(TriggerReason::text);
  }

  private void learn() {
    for (int i = 0; i < 5; i++) {
      assertEquals(Optional.empty(), text(cycles.of(10, 2)));
    }
    assertTrue(trigger.baseline().isPresent());
  }

  /** Good cycles until every rule is armed again and all has cooled down. */
  private void calmDown() {
    for (int i = 0; i < 10; i++) {
      assertEquals(Optional.empty(), text(cycles.of(10, 2)));
    }
  }

  @Test
  void shouldTraceWhenMoreThanAllowedIsLost() {
    assertEquals(Optional.empty(), text(cycles.lossy(10)), "5 % exactly");
    assertEquals(Optional.of("packet_loss:5.50%"), text(cycles.lossy(11)));
    calmDown();
    assertEquals(Optional.of("packet_loss:12.50%"), text(cycles.lossy(25)));
    calmDown();
    assertEquals(Optional.of("packet_loss:100.00%"), text(cycles.lossy(200)));
  }

  @Test
  void shouldTraceWhenMeanIsOverTwiceTheBaseline() {
    assertEquals(Optional.empty(), text(cycles.of(500, 2)), "nothing is known yet");
    learn();
    assertEquals(Optional.empty(), text(cycles.of(20, 2)), "twice exactly");
    assertEquals(Optional.of("high_latency:21ms"), text(cycles.of(20.6, 2)));
    calmDown();
    assertEquals(Optional.of("high_latency:250ms"), text(cycles.of(250, 2)));
  }

  @Test
  void shouldTraceWhenDeviationIsOverThreeTimesTheBaseline() {
    learn();
    assertEquals(Optional.empty(), text(cycles.of(10, 6)), "three times exactly");
    assertEquals(Optional.of("jitter_spike:7ms"), text(cycles.of(10, 6.6)));
    calmDown();
    assertEquals(Optional.of("jitter_spike:45ms"), text(cycles.of(19, 45)));
  }

  @Test
  void shouldPassOverChangesBelowTheFloor() {
    for (int i = 0; i < 5; i++) {
      trigger.accept(cycles.of(0.2, 0));
    }
    assertEquals(Optional.empty(), text(cycles.of(1.2, 0)), "1 ms above 0.2 ms");
    assertEquals(Optional.empty(), text(cycles.of(0.2, 1)), "1 ms above a deviation of 0");
    assertEquals(Optional.of("high_latency:1ms"), text(cycles.of(1.21, 0)));
  }

  @Test
  void shouldNameTheWorstFlow() {
    assertEquals(
        Optional.of(new TriggerReason(PACKET_LOSS, 0.1, 2)),
        trigger.accept(cycles.of(flow(100, 0, 9, 2), flow(100, 0, 9, 2), flow(100, 30, 9, 2))));
    Trigger other = new Trigger(TriggerSettings.DEFAULTS, Optional.empty());
    for (int i = 0; i < 5; i++) {
      other.accept(cycles.of(flow(100, 0, 10, 2), flow(100, 0, 10, 2)));
    }
    TriggerReason slow =
        other.accept(cycles.of(flow(100, 0, 11, 2), flow(100, 0, 51, 2))).orElseThrow();
    assertEquals(HIGH_LATENCY, slow.kind());
    assertEquals(31e6, slow.value(), 1e-3);
    assertEquals(1, slow.flow());
  }

  @Test
  void shouldTraceFlowThatLosesAloneAmongMany() {
    List<CycleFigures> flows = new ArrayList<>(Collections.nCopies(16, flow(100, 0, 10, 2)));
    flows.set(5, flow(100, 40, 10, 2));
    assertEquals(
        Optional.of(new TriggerReason(PACKET_LOSS, 0.4, 5)),
        trigger.accept(cycles.of(flows.toArray(new CycleFigures[0]))));
    Trigger other = new Trigger(TriggerSettings.DEFAULTS, Optional.empty());
    flows.replaceAll(flow -> flow(100, 3, 10, 2));
    flows.set(5, flow(100, 7, 10, 2));
    assertEquals(
        Optional.empty(),
        other.accept(cycles.of(flows.toArray(new CycleFigures[0]))),
        "7 % where all others lose 3 % is no more than chance");
  }

  @Test
  void shouldTraceOnceWhileItStaysBad() {
    assertTrue(text(cycles.lossy(20)).isPresent());
    for (int minute = 1; minute < 600; minute++) {
      assertEquals(Optional.empty(), text(cycles.lossy(20)));
    }
  }

  @Test
  void shouldTraceAgainWhenItBecomesMuchWorse() {
    learn();
    assertEquals(Optional.of("high_latency:30ms"), text(cycles.of(30, 2)));
    for (int minute = 1; minute < 60; minute++) {
      assertEquals(Optional.empty(), text(cycles.of(80, 2)), "less than three times as bad");
    }
    assertEquals(Optional.of("high_latency:91ms"), text(cycles.of(91, 2)));
    assertEquals(Optional.empty(), text(cycles.of(300, 2)), "it still cools");
  }

  @Test
  void shouldTakeForNormalWhatHasBeenOffForADay() {
    learn();
    assertTrue(text(cycles.of(30, 2)).isPresent());
    for (int minute = 1; minute < 24 * 60; minute++) {
      assertEquals(Optional.empty(), text(cycles.of(30, 2)));
    }
    assertEquals(10_000_000, trigger.baseline().orElseThrow().rttNanos());
    for (int i = 0; i < 5; i++) {
      assertEquals(Optional.empty(), text(cycles.of(30, 2)));
    }
    assertEquals(30_000_000, trigger.baseline().orElseThrow().rttNanos());
  }

  @Test
  void shouldKeepWhatIsNormalWhenDelaysAreOffWithBreaks() {
    learn();
    for (int minute = 0; minute < 48 * 60; minute++) {
      text(minute % 600 == 0 ? cycles.of(10, 2) : cycles.of(30, 2));
    }
    assertEquals(10_000_000, trigger.baseline().orElseThrow().rttNanos());
  }

  @Test
  void shouldGiveHandfulOfTracesInHourThatComesAndGoes() {
    learn();
    List<String> reasons = new ArrayList<>();
    for (int minute = 0; minute < 60; minute++) {
      text(minute % 5 == 0 ? cycles.lossy(20) : cycles.of(10, 2)).ifPresent(reasons::add);
    }
    assertEquals(6, reasons.size(), reasons.toString());
  }

  @Test
  void shouldArmAgainOnlyAfterGoodCyclesInRow() {
    assertTrue(text(cycles.lossy(20)).isPresent());
    for (int i = 0; i < 5; i++) {
      assertEquals(Optional.empty(), text(cycles.lossy(0)));
      assertEquals(Optional.empty(), text(cycles.lossy(0)));
      assertEquals(Optional.empty(), text(cycles.lossy(20)), "two good cycles are too few");
    }
    for (int i = 0; i < 3; i++) {
      assertEquals(Optional.empty(), text(cycles.lossy(0)));
    }
    assertTrue(text(cycles.lossy(20)).isPresent());
  }

  @Test
  void shouldLookAtAnotherRuleOnceCooledDown() {
    learn();
    assertEquals(Optional.of("jitter_spike:9ms"), text(cycles.of(10, 9)));
    for (int minute = 1; minute < 10; minute++) {
      assertEquals(Optional.empty(), text(cycles.lossy(20)), "it still cools");
    }
    assertEquals(Optional.of("packet_loss:10.00%"), text(cycles.lossy(20)));
  }

  @Test
  void shouldAskAgainWhenTraceWasNotStarted() {
    assertTrue(text(cycles.lossy(20)).isPresent());
    trigger.withdraw();
    assertTrue(text(cycles.lossy(20)).isPresent());
    assertEquals(Optional.empty(), text(cycles.lossy(20)));
  }

  @Test
  void shouldPassOverCyclesCutShort() {
    assertEquals(
        Optional.empty(), text(cycles.of(TrafficSimCycle.Outcome.PARTIAL, flow(10, 9, 10, 2))));
  }

  @Test
  void shouldLearnFromGoodCyclesOnly() {
    for (int i = 0; i < 4; i++) {
      trigger.accept(cycles.of(10 + i, 2 + i));
      trigger.accept(cycles.lossy(100));
      trigger.accept(cycles.of(TrafficSimCycle.Outcome.PARTIAL, flow(200, 0, 99, 9)));
      trigger.accept(cycles.of(flow(200, 0, 99, 9), flow(0, 0, 0, 0)));
    }
    assertEquals(Optional.empty(), trigger.baseline());
  }

  @Test
  void shouldKeepTheMedianOfWhatItLearns() {
    trigger.accept(cycles.of(90, 30));
    for (int i = 1; i < 5; i++) {
      trigger.accept(cycles.of(10 + i, 2 + i));
    }
    BaselineSnapshot baseline = trigger.baseline().orElseThrow();
    assertEquals(13_000_000, baseline.rttNanos());
    assertEquals(5_000_000, baseline.jitterNanos());
    assertEquals(Cycles.START + 5 * Cycles.MINUTE, baseline.learnedEpochNanos());
  }

  @Test
  void shouldGoOnWithTheBaselineOfAnEarlierRun() {
    learn();
    Trigger next = new Trigger(TriggerSettings.DEFAULTS, trigger.baseline());
    assertEquals(
        Optional.of("high_latency:30ms"), next.accept(cycles.of(30, 2)).map(TriggerReason::text));
  }

  @Test
  void shouldForgetBaselineThatDoesNotFit() {
    learn();
    Trigger next = new Trigger(TriggerSettings.DEFAULTS, trigger.baseline());
    assertEquals(
        Optional.empty(), next.accept(cycles.of(flow(100, 0, 30, 2), flow(100, 0, 30, 2))));
    assertEquals(Optional.empty(), next.baseline(), "there are two flows now");
  }

  @Test
  void shouldLearnAnewWhenPathChanges() {
    learn();
    assertTrue(text(cycles.of(30, 2)).isPresent());
    trigger.pathChanged();
    assertEquals(Optional.empty(), trigger.baseline());
    for (int i = 0; i < 5; i++) {
      assertEquals(Optional.empty(), text(cycles.of(30, 2)));
    }
    assertEquals(30_000_000, trigger.baseline().orElseThrow().rttNanos());
    for (int i = 0; i < 10; i++) {
      assertEquals(Optional.empty(), text(cycles.of(30, 2)));
    }
    assertEquals(Optional.of("high_latency:61ms"), text(cycles.of(61, 2)));
  }

  @Test
  void shouldKnowNothingOfDelaysWhenNothingIsAnswered() {
    learn();
    assertEquals(Optional.of("jitter_spike:9ms"), text(cycles.of(10, 9)));
    for (int i = 0; i < 3; i++) {
      text(cycles.lossy(200));
    }
    for (int i = 0; i < 20; i++) {
      assertEquals(
          Optional.empty(),
          trigger.accept(cycles.of(10, 9)).filter(reason -> reason.kind() == JITTER_SPIKE),
          "silence did not clear it");
    }
  }

  @Test
  void shouldKeepToItsSettings() {
    TriggerSettings eager =
        new TriggerSettings(
            0, 1, 1, Duration.ZERO, 1, 15, 1, Duration.ZERO, Duration.ofMillis(700));
    Trigger one = new Trigger(eager, Optional.empty());
    assertEquals(Optional.empty(), one.accept(cycles.of(9.9, 1.9)));
    assertEquals(
        Optional.of(HIGH_LATENCY), one.accept(cycles.of(10.1, 1.9)).map(TriggerReason::kind));
    assertEquals(Optional.empty(), one.accept(cycles.of(9.9, 1.9)));
    assertEquals(Optional.of(PACKET_LOSS), one.accept(cycles.lossy(1)).map(TriggerReason::kind));
  }
}
