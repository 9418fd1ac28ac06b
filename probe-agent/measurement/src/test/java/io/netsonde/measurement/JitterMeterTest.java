package io.netsonde.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class JitterMeterTest {
  /** RFC 3550, A.8: s->jitter += (1./16.) * ((double)d - s->jitter). */
  @Test
  void shouldGainASixteenthWhenTransitChanges() {
    JitterMeter meter = new JitterMeter();
    assertEquals(0, meter.onTransit(100));
    assertFalse(meter.isDefined());
    assertEquals(1, meter.onTransit(116));
    assertTrue(meter.isDefined());
    assertEquals(1.9375, meter.onTransit(100)); // 1 + (16 - 1) / 16
    assertEquals(1.81640625, meter.onTransit(100)); // 1.9375 x 15 / 16
    assertEquals(1.81640625, meter.jitterNanos());
  }

  @Test
  void shouldNotCountTheFirstTransitWhenAStreamBegins() {
    JitterMeter meter = new JitterMeter();
    meter.onTransit(1_000_000_000);
    assertEquals(0, meter.onTransit(1_000_000_000));
  }

  @Test
  void shouldTakeNoDifferenceWhenTheStreamWasBroken() {
    JitterMeter meter = new JitterMeter();
    meter.onTransit(0);
    meter.onTransit(160);
    meter.breakStream();
    assertEquals(10, meter.onTransit(1_000_000));
    assertEquals(10, meter.onTransit(1_000_010));
  }

  /** J is the sum of all |D| weighted 15^(n-i) / 16^(n-i+1): the recursion written out. */
  @Test
  void shouldEqualTheWeightedSumWhenTransitsAreRandom() {
    for (long seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      long[] transits = random.longs(random.nextInt(2, 60), -1_000_000, 50_000_000).toArray();
      JitterMeter meter = new JitterMeter();
      double last = 0;
      for (long transit : transits) {
        last = meter.onTransit(transit);
      }
      double sum = 0;
      for (int i = 1; i < transits.length; i++) {
        double weight = Math.pow(15.0 / 16, transits.length - 1 - i) / 16;
        sum += weight * Math.abs(transits[i] - transits[i - 1]);
      }
      assertEquals(sum, last, 1e-3, "seed " + seed);
    }
  }
}
