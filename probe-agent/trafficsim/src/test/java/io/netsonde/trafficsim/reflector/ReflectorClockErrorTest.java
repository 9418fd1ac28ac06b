package io.netsonde.trafficsim.reflector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** How far the reflector's clock may have been off, as its reports say. */
class ReflectorClockErrorTest {
  private OptionalLong error = OptionalLong.empty();
  private final Rig rig = new Rig(settings());
  private final Rig.Client client = rig.client(7);

  private ReflectorSettings settings() {
    ReflectorSettings plain = Rig.settings(1);
    return new ReflectorSettings(
        plain.agentId(),
        plain.allowed(),
        List.of(),
        plain.limits(),
        plain.clock(),
        plain.boot(),
        plain.secret(),
        () -> error);
  }

  /** Ten packets a second apart while the clock may be off by that much. */
  private void cycle(long errorNanos) {
    error = OptionalLong.of(errorNanos);
    for (int i = 0; i < 10; i++) {
      rig.pass(Rig.SECOND);
      client.data();
    }
  }

  private int reported(int first, int count) {
    return Objects.requireNonNull(client.report(first, count, 0, 400)).clockErrorMicros();
  }

  @Test
  void shouldRoundUpToMicrosecondsAndSayZeroWhenUnknown() {
    client.hello();
    client.data();
    assertEquals(0, reported(0, 1));
    error = OptionalLong.of(5_000_000);
    rig.pass(Rig.SECOND);
    client.data();
    assertEquals(0, reported(1, 1), "it was unknown since the report before the last");
    long[] nanos = {1, 1_000, 1_001, 0xffff_ffffL * 1000, 0xffff_ffffL * 1000 + 1, Long.MAX_VALUE};
    int[] micros = {1, 1, 2, -1, 0, 0};
    for (int i = 0; i < nanos.length; i++) {
      ClockErrorPeriods periods = new ClockErrorPeriods();
      assertEquals(0, periods.micros(), "nothing was noted");
      periods.note(nanos[i]);
      assertEquals(micros[i], periods.micros(), nanos[i] + " ns");
    }
  }

  @Test
  void shouldSayTheLargestSinceTheReportBeforeTheLast() {
    client.hello();
    cycle(9_000_000);
    assertEquals(9_000, reported(0, 10));
    cycle(2_000_000);
    assertEquals(9_000, reported(10, 10));
    assertEquals(9_000, reported(10, 10), "asked again");
    cycle(1_000_000);
    assertEquals(2_000, reported(20, 10), "9 ms were before the report before the last");
    cycle(1_000_000);
    assertEquals(2_000, reported(30, 10), "as when it was asked again");
    cycle(1_000_000);
    assertEquals(1_000, reported(40, 10));
    error = OptionalLong.of(0);
    assertEquals(1_000, reported(20, 10), "an older one changes no period");
  }

  @Test
  void shouldCoverEveryCycleWhenSeveralAreMadeUpForAtOnce() {
    client.hello();
    cycle(9_000_000);
    cycle(1_000_000);
    cycle(1_000_000);
    cycle(1_000_000);
    for (int cycle = 0; cycle < 4; cycle++) {
      assertEquals(9_000, reported(10 * cycle, 10), "cycle " + cycle);
    }
  }

  @Test
  void shouldKnowNothingWhenThereIsNoSession() {
    error = OptionalLong.of(1_000_000);
    client.hello();
    assertEquals(0, reported(0, 10));
  }
}
