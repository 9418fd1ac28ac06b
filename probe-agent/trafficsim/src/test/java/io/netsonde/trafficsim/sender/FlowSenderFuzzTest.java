package io.netsonde.trafficsim.sender;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowSenderFuzzTest {
  private static final long SEED = Long.getLong("netsonde.fuzz.seed", 20_261_121);
  private static final int STEPS = 60_000;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldHoldItsPromisesWhateverTheNetworkDoes(boolean keyed) {
    FlowSenderFuzz fuzz = new FlowSenderFuzz(SEED, keyed);
    try {
      fuzz.run(STEPS);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("seed " + SEED, e);
    }
    System.out.printf(
        "fuzz: %s, %d answers, %d traces, %d back, %d PONGs%n",
        keyed ? "keyed" : "cookies only",
        fuzz.answered,
        fuzz.traced,
        fuzz.tracedBack,
        fuzz.pongs());
    assertTrue(fuzz.answered > STEPS / 8, "few answers: " + fuzz.answered);
    assertTrue(fuzz.traced > 20, "few traces: " + fuzz.traced);
    assertTrue(fuzz.tracedBack > 10, "few traces back: " + fuzz.tracedBack);
    assertTrue(fuzz.pongs() > 50, "few pongs: " + fuzz.pongs());
  }
}
