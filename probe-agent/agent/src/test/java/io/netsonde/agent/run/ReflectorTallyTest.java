package io.netsonde.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netsonde.measurement.ReflectorActivity;
import io.netsonde.measurement.ReflectorActivity.Count;
import io.netsonde.measurement.ReflectorActivity.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReflectorTallyTest {
  @Test
  void shouldSumByOutcomeAndReasonWhenActivityComes() {
    ReflectorTally tally = new ReflectorTally();
    assertEquals("0 packets accepted, 0 answered, 0 rejected", tally.line());
    tally.accept(
        new ReflectorActivity(
            1,
            List.of(
                new Count(101, Outcome.RECEIVED, "", 10),
                new Count(101, Outcome.REPLIED, "", 9),
                new Count(101, Outcome.REJECTED, "duplicate", 1))));
    tally.accept(
        new ReflectorActivity(
            0,
            List.of(
                new Count(102, Outcome.RECEIVED, "", 5),
                new Count(102, Outcome.REPLIED, "", 5),
                new Count(Count.STRANGER, Outcome.REJECTED, "bad_cookie", 2),
                new Count(Count.STRANGER, Outcome.REJECTED, "duplicate", 2))));
    assertEquals(
        "15 packets accepted, 14 answered, 5 rejected {bad_cookie=2, duplicate=3}", tally.line());
  }
}
