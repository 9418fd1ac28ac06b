package io.netsonde.ping;

import static io.netsonde.ping.EchoRig.MS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.DirectionFigures;
import io.netsonde.measurement.PingCycle;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Random paths, each against what really happened on it. */
class EchoRandomTest {
  private static final int SCENARIOS = 300;

  @Test
  void shouldCountEveryRequestOnceAndTimeItExactly() {
    long seed = new Random().nextLong();
    for (int i = 0; i < SCENARIOS; i++) {
      check(seed + i);
    }
  }

  private static void check(long seed) {
    Random random = new Random(seed);
    EchoSettings settings =
        new EchoSettings(
            "p",
            "h",
            Duration.ofNanos(random.nextLong(MS, 1_000 * MS)),
            random.nextInt(1, 40),
            Duration.ofNanos(random.nextLong(MS, 2_000 * MS)),
            random.nextInt(16, 200),
            random.nextInt(1, 5));
    EchoRig rig = new EchoRig(settings, seed, random.nextBoolean());
    long delay = random.nextLong(0, settings.timeout().toNanos());
    rig.there.delay(Duration.ofNanos(delay)).loss(random.nextDouble() / 3);
    rig.back.jitter(Duration.ofNanos(delay / 2)).loss(random.nextDouble() / 3);
    rig.back.duplicate(random.nextDouble() / 5);
    rig.readingNanos = random.nextLong(0, 2 * MS);
    rig.start();
    for (int step = 0; step < 40 && !rig.sender.isDone(); step++) {
      rig.run(random.nextLong(1, settings.interval().toNanos() * 5));
      rig.time.stepEpoch(random.nextLong(-1_000 * MS, 1_000 * MS));
      garbage(rig, random);
    }
    boolean stops = random.nextBoolean();
    if (stops) {
      rig.stop();
    }
    rig.run(200 * 40 * 1_000 * MS);
    String which = "seed " + seed + ": " + settings;
    assertTrue(rig.sender.isDone(), which);
    // Who stops waits no longer than the timeout by its own clock, which the kernel's lags; who
    // does not, for as long again.
    long lag = EchoRig.KERNEL_SENDS_AFTER + rig.readingNanos;
    long unsure = stops || lag > settings.timeout().toNanos() ? lag : 0;
    verify(rig, settings, unsure, which);
  }

  private static void garbage(EchoRig rig, Random random) {
    byte[] bytes = new byte[random.nextInt(60)];
    random.nextBytes(bytes);
    long now = rig.time.nanos();
    rig.sender.onReply(ByteBuffer.wrap(bytes), false, now, rig.time.epochNanos(), now);
    rig.error(random.nextInt(256), random.nextInt(256), ByteBuffer.wrap(bytes, 0, 0));
  }

  private static long firstDelay(EchoRig rig, long sequence) {
    return Objects.requireNonNull(rig.replied.get(sequence)).getFirst()
        - Objects.requireNonNull(rig.sent.get(sequence));
  }

  /** How many of these, in order, come in time for certain. */
  private static int within(List<Long> sorted, EchoSettings settings, long unsure) {
    long limit = settings.timeout().toNanos() - unsure;
    return (int) sorted.stream().filter(rtt -> rtt <= limit).count();
  }

  private static void verify(EchoRig rig, EchoSettings settings, long unsure, String which) {
    long first = 0;
    for (PingCycle cycle : rig.cycles()) {
      long planned = cycle.figures().packets();
      List<Long> expected =
          LongStream.range(first, first + planned)
              .filter(sequence -> rig.replied.containsKey(sequence))
              .map(sequence -> firstDelay(rig, sequence))
              .filter(rtt -> rtt <= settings.timeout().toNanos())
              .sorted()
              .boxed()
              .toList();
      DirectionFigures both = cycle.figures().roundTrip();
      assertEquals(planned, both.sent(), which);
      List<Long> sure = expected.subList(0, within(expected, settings, unsure));
      List<Long> delays = LongStream.of(both.delay().values()).boxed().toList();
      assertEquals(delays.size(), both.received(), which);
      assertTrue(expected.containsAll(delays), which);
      assertTrue(delays.containsAll(sure), which);
      assertTrue(both.duplicates() <= rig.back.duplicated(), which);
      assertEquals(both.lost(), cycle.figures().undecided(), which);
      assertTrue(cycle.figures().late() <= both.lost(), which);
      first += planned;
    }
    assertEquals(rig.there.sent(), first, which);
    TreeSet<Long> indices = new TreeSet<>(rig.cycles().stream().map(PingCycle::index).toList());
    assertEquals(rig.cycles().size(), indices.size(), which);
  }
}
