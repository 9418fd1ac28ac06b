package io.netsonde.shaping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelayLineTest {
  private static final int PACKETS = 10_000;
  private static final long GAP = Duration.ofMillis(10).toNanos();
  private static final Impairment BASE = Impairment.NONE.withSeed(20261121);

  /** A packet that came out, and how long it took. */
  private record Out(int packet, long nanos) {}

  private static DelayLine<Integer> line(Impairment impairment) {
    return new DelayLine<>(impairment, packet -> 100, PACKETS * 2, Long.MAX_VALUE);
  }

  /** Sends packets a gap apart and takes each out exactly when it is due. */
  private static List<Out> run(DelayLine<Integer> line, long startNanos) {
    List<Out> out = new ArrayList<>();
    for (int i = 0; i < PACKETS; i++) {
      drain(line, startNanos, startNanos + i * GAP, out);
      line.offer(i, startNanos + i * GAP);
    }
    drain(line, startNanos, startNanos + (PACKETS + 1_000_000L) * GAP, out);
    return out;
  }

  private static void drain(DelayLine<Integer> line, long start, long until, List<Out> out) {
    while (!line.isEmpty() && line.nextDeadlineNanos() - until <= 0) {
      long now = line.nextDeadlineNanos();
      assertNull(line.poll(now - 1), "came out before it was due");
      Integer packet = line.poll(now);
      assertTrue(packet != null);
      out.add(new Out(packet, now - (start + packet * GAP)));
    }
  }

  private static List<Out> run(Impairment impairment) {
    return run(line(impairment), 0);
  }

  private static double deviation(List<Out> out) {
    double mean = mean(out);
    return Math.sqrt(
        out.stream().mapToDouble(o -> (o.nanos() - mean) * (o.nanos() - mean)).average().orElse(0));
  }

  private static double mean(List<Out> out) {
    return out.stream().mapToLong(Out::nanos).average().orElse(0);
  }

  @Test
  void shouldPassEverythingAtOnceWhenThereIsNoImpairment() {
    DelayLine<Integer> line = line(Impairment.NONE);
    List<Out> out = run(line, 0);
    assertEquals(PACKETS, out.size());
    assertTrue(out.stream().allMatch(o -> o.nanos() == 0));
    assertEquals(new DelayLineStatistics(1, PACKETS, 0, 0, 0, PACKETS, 0, 0), line.statistics());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE - 5_000_000L, Long.MIN_VALUE})
  void shouldDelayExactlyWhenTheClockStartsAnywhere(long start) {
    List<Out> out = run(line(BASE.withDelay(Duration.ofMillis(25))), start);
    assertEquals(PACKETS, out.size());
    assertTrue(out.stream().allMatch(o -> o.nanos() == 25_000_000));
  }

  @Test
  void shouldLoseTheShareWantedWhenLossIsIndependent() {
    DelayLine<Integer> line = line(BASE.withLoss(0.1));
    int out = run(line, 0).size();
    // Three binomial standard deviations of 30.
    assertEquals(1000.0, (double) (PACKETS - out), 90.0, () -> "seed " + BASE.seed());
    assertEquals(PACKETS - out, line.statistics().dropped());
  }

  @Test
  void shouldLoseInBurstsWhenTheModelIsGilbertElliott() {
    Impairment impairment = BASE.withLoss(new Loss.Bursts(0.01, 0.25, 0, 1));
    boolean[] arrived = new boolean[PACKETS];
    run(impairment).forEach(out -> arrived[out.packet()] = true);
    int lost = 0;
    int bursts = 0;
    for (int i = 0; i < PACKETS; i++) {
      if (!arrived[i]) {
        lost++;
        bursts += i == 0 || arrived[i - 1] ? 1 : 0;
      }
    }
    // Long-run loss 0.01 / 0.26 = 3.85 %; bursts of 4 packets in the mean.
    assertEquals(385.0, (double) lost, 120.0, () -> "seed " + BASE.seed());
    assertEquals(4.0, (double) lost / bursts, 1.2, () -> "seed " + BASE.seed());
  }

  @Test
  void shouldLoseNothingAndEverythingWhenProbabilitiesAreExtreme() {
    assertEquals(PACKETS, run(BASE.withLoss(0)).size());
    assertEquals(0, run(BASE.withLoss(1)).size());
    assertEquals(0, run(BASE.withLoss(new Loss.Bursts(1, 0, 0, 1))).size());
  }

  @Test
  void shouldSpreadDelaysEvenlyWhenJitterIsUniform() {
    List<Out> out =
        run(
            BASE.withDelay(Duration.ofMillis(100))
                .withJitter(new Jitter.Uniform(Duration.ofMillis(50))));
    assertEquals(100e6, mean(out), 1.2e6, () -> "seed " + BASE.seed());
    // 50 ms / sqrt(3)
    assertEquals(28.87e6, deviation(out), 0.6e6, () -> "seed " + BASE.seed());
    assertTrue(out.stream().allMatch(o -> o.nanos() >= 50_000_000 && o.nanos() <= 150_000_000));
  }

  @Test
  void shouldSpreadDelaysNormallyWhenJitterIsNormal() {
    List<Out> out =
        run(
            BASE.withDelay(Duration.ofMillis(100))
                .withJitter(new Jitter.Normal(Duration.ofMillis(10))));
    assertEquals(100e6, mean(out), 0.5e6, () -> "seed " + BASE.seed());
    assertEquals(10e6, deviation(out), 0.4e6, () -> "seed " + BASE.seed());
    long within = out.stream().filter(o -> Math.abs(o.nanos() - 100e6) <= 10e6).count();
    assertEquals(6827.0, (double) within, 150.0, () -> "seed " + BASE.seed());
  }

  @Test
  void shouldNeverReleaseBeforeArrivalWhenJitterExceedsDelay() {
    assertTrue(
        run(BASE.withJitter(new Jitter.Uniform(Duration.ofMillis(50)))).stream()
            .allMatch(o -> o.nanos() >= 0));
  }

  @Test
  void shouldReorderByJitterUnlessOrderIsKept() {
    Impairment jittery =
        BASE.withDelay(Duration.ofMillis(100))
            .withJitter(new Jitter.Uniform(Duration.ofMillis(50)));
    DelayLine<Integer> free = line(jittery);
    List<Out> reordered = run(free, 0);
    long late = 0;
    int highest = -1;
    for (Out out : reordered) {
      late += out.packet() < highest ? 1 : 0;
      highest = Math.max(highest, out.packet());
    }
    assertTrue(late > PACKETS / 4, "only " + late + " reordered");
    assertEquals(late, free.statistics().reordered());

    DelayLine<Integer> kept = line(jittery.inOrder());
    List<Out> ordered = run(kept, 0);
    for (int i = 0; i < PACKETS; i++) {
      assertEquals(i, ordered.get(i).packet());
    }
    assertEquals(0, kept.statistics().reordered());
  }

  @Test
  void shouldLetOthersOvertakeWhenAPacketIsHeldBack() {
    DelayLine<Integer> line = line(BASE.withReordering(0.05, Duration.ofNanos(3 * GAP + 1)));
    List<Out> out = run(line, 0);
    long held = out.stream().filter(o -> o.nanos() > 0).count();
    assertEquals(500.0, (double) held, 66.0, () -> "seed " + BASE.seed());
    assertTrue(out.stream().allMatch(o -> o.nanos() == 0 || o.nanos() == 3 * GAP + 1));
    // Held back, but not overtaken, if the next three were held back as well.
    assertEquals((double) held, (double) line.statistics().reordered(), 5.0);
  }

  @Test
  void shouldDeliverTwiceWhenDuplicated() {
    DelayLine<Integer> line = line(BASE.withDuplicates(0.2));
    List<Out> out = run(line, 0);
    assertEquals(2000.0, (double) (out.size() - PACKETS), 120.0, () -> "seed " + BASE.seed());
    assertEquals(out.size() - PACKETS, line.statistics().duplicated());
    assertEquals(0, line.statistics().reordered());
    assertEquals(PACKETS, out.stream().map(Out::packet).distinct().count());
  }

  @Test
  void shouldDoTheSameWhenTheSeedIsTheSame() {
    Impairment all =
        BASE.withDelay(Duration.ofMillis(20))
            .withJitter(new Jitter.Normal(Duration.ofMillis(30)))
            .withLoss(new Loss.Bursts(0.05, 0.5, 0.01, 0.9))
            .withDuplicates(0.1)
            .withReordering(0.1, Duration.ofMillis(35));
    assertEquals(run(all), run(all));
    assertNotEquals(run(all), run(all.withSeed(BASE.seed() + 1)));
  }

  @Test
  void shouldLoseTheSamePacketsWhenOnlyJitterChanges() {
    Impairment lossy = BASE.withLoss(0.3);
    Impairment jittery = lossy.withJitter(new Jitter.Uniform(Duration.ofMillis(1)));
    assertEquals(
        run(lossy).stream().map(Out::packet).toList(),
        run(jittery).stream().map(Out::packet).toList());
  }

  @Test
  void shouldDropAndCountWhenFull() {
    Impairment slow = BASE.withDelay(Duration.ofSeconds(1)).withDuplicates(1);
    DelayLine<Integer> byPackets = new DelayLine<>(slow, packet -> 1, 3, 1000);
    assertEquals(2, byPackets.offer(0, 0));
    assertEquals(1, byPackets.offer(1, 0));
    assertEquals(0, byPackets.offer(2, 0));
    assertEquals(new DelayLineStatistics(1, 3, 0, 3, 3, 0, 0, 3), byPackets.statistics());

    DelayLine<Integer> byBytes = new DelayLine<>(slow.withDuplicates(0), packet -> packet, 9, 100);
    assertEquals(1, byBytes.offer(60, 0));
    assertEquals(0, byBytes.offer(41, 0));
    assertEquals(1, byBytes.offer(40, 0));
    assertEquals(60, byBytes.poll(1_000_000_000));
    assertEquals(1, byBytes.offer(60, 1_000_000_000));
  }

  @Test
  void shouldTreatOnlyLaterPacketsOtherwiseWhenReplaced() {
    DelayLine<Integer> line = line(BASE.withDelay(Duration.ofNanos(100)));
    line.offer(1, 0);
    assertEquals(2, line.replace(BASE.withDelay(Duration.ofNanos(10))));
    assertEquals(1, line.statistics().generation());
    line.offer(2, 0);
    assertEquals(2, line.statistics().generation());
    assertEquals(2, line.poll(10));
    assertNull(line.poll(99));
    assertEquals(1, line.poll(100));
    assertEquals(3, line.replace(BASE.withLoss(1)));
    assertEquals(0, line.offer(3, 100));
  }

  @Test
  void shouldHaveNoDeadlineWhenEmpty() {
    DelayLine<Integer> line = line(BASE);
    assertTrue(line.isEmpty());
    assertNull(line.poll(0));
    assertThrows(NoSuchElementException.class, line::nextDeadlineNanos);
  }

  @Test
  void shouldRefuseFiguresWhenOutOfRange() {
    LongStream.of(-1, Duration.ofHours(1).toNanos() + 1)
        .mapToObj(Duration::ofNanos)
        .forEach(
            wrong -> {
              assertThrows(IllegalArgumentException.class, () -> BASE.withDelay(wrong));
              assertThrows(IllegalArgumentException.class, () -> BASE.withReordering(0, wrong));
            });
    for (double wrong : new double[] {-0.01, 1.01, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> BASE.withLoss(wrong));
      assertThrows(IllegalArgumentException.class, () -> BASE.withDuplicates(wrong));
      assertThrows(IllegalArgumentException.class, () -> BASE.withReordering(wrong, Duration.ZERO));
      assertThrows(IllegalArgumentException.class, () -> new Loss.Bursts(0, 0, 0, wrong));
    }
    assertThrows(IllegalArgumentException.class, () -> new Jitter.Uniform(Duration.ofNanos(-1)));
  }
}
