package io.netsonde.measurement;

import static io.netsonde.measurement.ReorderingMeter.HORIZON;
import static io.netsonde.measurement.ReorderingMeter.UNEXTENDED;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ReorderingMeterTest {
  @Test
  void shouldFindNothingWhenInOrderWithGaps() {
    assertArrayEquals(new int[] {0, 0, 0, 0}, extents(-7, 1, 2, 90));
  }

  /** RFC 4737, section 7.1: packet 4 comes after 8. */
  @Test
  void shouldFindExtentFourWhenOnePacketComesLate() {
    assertArrayEquals(
        new int[] {0, 0, 0, 0, 0, 0, 0, 4, 0, 0}, extents(1, 2, 3, 5, 6, 7, 8, 4, 9, 10));
  }

  /** RFC 4737, section 7.2: 5 and 6 come after 7; 6 is reordered, yet no predecessor is larger. */
  @Test
  void shouldFindNoExtentWhenThePredecessorIsReorderedToo() {
    assertArrayEquals(
        new int[] {0, 0, 0, 0, 0, 1, UNEXTENDED, 0, 0, 0}, extents(1, 2, 3, 4, 7, 5, 6, 8, 9, 10));
  }

  /** RFC 4737, section 7.3: 4, 5 and 6 come after 10. */
  @Test
  void shouldFindTheFirstsExtentOnlyWhenThreePacketsComeLateTogether() {
    assertArrayEquals(
        new int[] {0, 0, 0, 0, 0, 0, 0, 4, UNEXTENDED, UNEXTENDED, 0},
        extents(1, 2, 3, 7, 8, 9, 10, 4, 5, 6, 11));
  }

  @Test
  void shouldReportTheHorizonWhenTheExtentIsLarger() {
    long[] arrivals = LongStream.rangeClosed(1, HORIZON + 40).toArray();
    int[] extents = extents(LongStream.concat(LongStream.of(arrivals), LongStream.of(0)).toArray());
    assertEquals(HORIZON, extents[extents.length - 1]);
  }

  @Test
  void shouldEqualTheDefinitionWhenArrivalsAreShuffled() {
    for (long seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      long first = random.nextLong(1L << 40);
      int reach = random.nextInt(1, 100);
      long[] arrivals =
          IntStream.range(0, random.nextInt(1, 150))
              .filter(i -> random.nextInt(10) > 0)
              .mapToObj(i -> new long[] {first + i, i + random.nextInt(reach)})
              .sorted((a, b) -> Long.compare(a[1], b[1]))
              .mapToLong(a -> a[0])
              .toArray();
      assertArrayEquals(slow(arrivals), extents(arrivals), "seed " + seed);
    }
  }

  private static int[] extents(long... arrivals) {
    ReorderingMeter meter = new ReorderingMeter();
    return LongStream.of(arrivals).mapToInt(meter::onArrival).toArray();
  }

  /** Section 5: packet i is n-reordered if s[j] > s[i] for all j with i - n <= j < i. */
  private static int[] slow(long[] s) {
    return IntStream.range(0, s.length)
        .map(
            i -> {
              boolean reordered = IntStream.range(0, i).anyMatch(j -> s[j] > s[i]);
              int largest =
                  IntStream.rangeClosed(1, Math.min(i, HORIZON))
                      .filter(n -> IntStream.range(i - n, i).allMatch(j -> s[j] > s[i]))
                      .max()
                      .orElse(UNEXTENDED);
              return reordered ? largest : 0;
            })
        .toArray();
  }
}
