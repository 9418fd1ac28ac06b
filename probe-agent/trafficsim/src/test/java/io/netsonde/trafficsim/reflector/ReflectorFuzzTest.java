package io.netsonde.trafficsim.reflector;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.FutureTask;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code probe-agent/trafficsim/fuzz.sh} runs the same for as long as told, by the properties
 * {@code netsonde.fuzz.datagrams} and {@code netsonde.fuzz.seed}.
 */
class ReflectorFuzzTest {
  private static final long DATAGRAMS = Long.getLong("netsonde.fuzz.datagrams", 300_000);
  private static final long SEED = Long.getLong("netsonde.fuzz.seed", 20_261_121);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldHoldItsPromisesWhenAnythingIsSent(boolean keyed) throws Exception {
    ReflectorFuzz fuzz = new ReflectorFuzz(SEED, keyed);
    long begin = System.nanoTime();
    // On a thread of its own the parser's exceptions have shallow stacks: three times as fast.
    FutureTask<Void> run = new FutureTask<>(() -> fuzz.run(DATAGRAMS / 2), null);
    Thread.ofPlatform().name("fuzz").start(run);
    run.get();
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.printf(
        "fuzz: seed %d, %s, %,d datagrams in %.1f s (%,.0f/s), %,d answered, %d sessions at most,"
            + " %d MiB heap%n",
        SEED,
        keyed ? "keyed" : "cookies only",
        DATAGRAMS / 2,
        seconds,
        DATAGRAMS / (2 * seconds),
        fuzz.answers(),
        fuzz.mostSessions(),
        usedMebibytes());
    assertTrue(usedMebibytes() < 200, "heap after the run");
  }

  private static long usedMebibytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }
}
