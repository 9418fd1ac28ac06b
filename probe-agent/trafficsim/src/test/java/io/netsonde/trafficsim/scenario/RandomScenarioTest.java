package io.netsonde.trafficsim.scenario;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.Stamps;
import io.netsonde.measurement.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What {@link Invariants} says, over scenarios that nobody thought of. */
class RandomScenarioTest {
  private static final int SCENARIOS = 300;
  private static final int PACKETS = 300;

  @Test
  void shouldCountEveryPacketOnceAndBlameNoInnocentDirection() {
    long stamped = 0;
    List<Trace> traces = new ArrayList<>();
    for (int seed = 0; seed < SCENARIOS; seed++) {
      List<String> lines = lines(seed);
      ScenarioFile scenario = ScenarioFile.parse("seed " + seed, lines);
      try {
        Simulation simulation = new Simulation(scenario);
        simulation.run();
        Invariants.check(simulation, scenario);
        stamped += simulation.truth.best(Stamps.KERNEL);
        traces.addAll(simulation.traces);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + "\n" + String.join("\n", lines), e);
      }
    }
    assertTrue(stamped > SCENARIOS * 10, "only " + stamped + " packets had all stamps");
    for (Direction direction : List.of(Direction.FORWARD, Direction.REVERSE)) {
      long reached =
          traces.stream().filter(one -> one.direction() == direction && one.isReached()).count();
      assertTrue(reached > SCENARIOS / 10, "only " + reached + " traces " + direction);
    }
  }

  /** A scenario as its file would say it. */
  private static List<String> lines(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> lines = new ArrayList<>();
    int interval = pick(random, 2, 5, 10, 50, 200, 1_000, 10_000);
    int timeout = pick(random, 100, 500, 2_000, 3_000);
    int flows = random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 1;
    int cycle = pick(random, 1, 2, 7, 10, 60, 300, 1_100);
    // Long enough for a round of handshakes to fail, unless that were too many packets.
    long least = interval >= 50 ? 20_000 : 2_000;
    long duration = least + (long) interval * random.nextInt(PACKETS) / flows;
    lines.add("seed " + seed + " duration " + duration + "ms after " + (timeout + 5_100) + "ms");
    lines.add("interval " + interval + "ms cycle " + cycle + " timeout " + timeout + "ms");
    lines.add("flows " + flows);
    if (random.nextInt(3) == 0) {
      lines.add("firstsequence " + ((1L << 32) - 1 - random.nextInt(300)));
    }
    if (random.nextInt(5) == 0) {
      lines.add("key s3cret");
    }
    boolean lates = random.nextInt(5) == 0;
    if (lates) {
      lines.add("lates yes");
    }
    addStamps(lines, random, timeout);
    for (String link : List.of("forward", "reverse")) {
      lines.add(link + " delay " + random.nextInt(timeout / 4) + "ms");
      if (random.nextBoolean()) {
        lines.add(link + " jitter " + (1 + random.nextInt(lates ? timeout : timeout / 4)) + "ms");
      }
      if (random.nextBoolean()) {
        lines.add(link + " loss " + pick(random, 1, 10, 50, 90, 99) + "%");
      }
      if (random.nextInt(4) == 0) {
        lines.add(link + " bursts 1%/" + (2 + random.nextInt(30)) + "%");
      }
      if (random.nextInt(3) == 0) {
        lines.add(link + " copies " + random.nextInt(40) + "%");
      }
      if (random.nextInt(3) == 0) {
        long from = random.nextLong(duration);
        lines.add(link + " down " + from + "ms-" + (from + random.nextLong(duration)) + "ms");
      }
    }
    for (int events = random.nextInt(6); events > 0; events--) {
      addEvent(lines, random, duration, 1 + timeout / 4);
    }
    addTraces(lines, random, duration);
    return lines;
  }

  /** Kernels that stamp, and processes that are late; not so late that it takes the timeout. */
  private static void addStamps(List<String> lines, SplittableRandom random, int timeout) {
    String[] who = {"both", "both", "both", "sender", "reflector", "none"};
    lines.add("stamps " + who[random.nextInt(who.length)]);
    if (random.nextInt(3) == 0) {
      lines.add("stamped " + pick(random, 1, 30, 60, 95) + "%");
    }
    if (random.nextBoolean()) {
      lines.add("busy " + pick(random, 3, 500, 1_000 * timeout / 16) + "us");
    }
    if (random.nextBoolean()) {
      lines.add("stampdelay " + pick(random, 20, 5_000, 2_000 * timeout) + "us");
    }
  }

  private static void addEvent(
      List<String> lines, SplittableRandom random, long duration, int pause) {
    long at = random.nextLong(duration);
    String when = "at " + at + "ms ";
    long later = at + random.nextLong(duration);
    switch (random.nextInt(12)) {
      case 0, 1 -> lines.add(when + "reflector restart");
      case 2 -> {
        lines.add(when + "reflector stop");
        lines.add("at " + later + "ms reflector start");
      }
      case 3 -> lines.add(when + "reflector clock " + (random.nextInt(20_000) - 10_000) + "ms");
      case 4 -> lines.add(when + "sender clock " + (random.nextInt(20_000) - 10_000) + "ms");
      case 5 -> lines.add(when + "sender restart");
      case 6 -> lines.add(when + "sender move 10.8." + random.nextInt(250) + ".1");
      case 7 ->
          lines.add(
              when + "sender stall " + random.nextLong(1 + Math.min(5_000, duration - at)) + "ms");
      case 10 -> lines.add(when + "sender pause " + random.nextInt(pause) + "ms");
      case 11 -> lines.add(when + "reflector pause " + random.nextInt(pause) + "ms");
      case 8 -> {
        lines.add(when + "sender unplug");
        lines.add("at " + later + "ms sender plug");
      }
      default -> lines.add(when + "reflector move 192.0.2." + (2 + random.nextInt(250)));
    }
  }

  /** Routers on the way, and traces of it. */
  private static void addTraces(List<String> lines, SplittableRandom random, long duration) {
    for (String link : List.of("forward", "reverse")) {
      lines.add(link + " routers " + random.nextInt(6));
      if (random.nextInt(3) == 0) {
        lines.add(link + " silent " + (1 + random.nextInt(6)));
      }
      if (random.nextInt(3) == 0) {
        lines.add(link + " quoting " + random.nextInt(45));
      }
    }
    if (random.nextInt(4) == 0) {
      lines.add("cooldown " + random.nextInt(5) + "s");
    }
    for (int traces = random.nextInt(4); traces > 0; traces--) {
      long at = random.nextLong(duration);
      lines.add("at " + at + "ms sender trace " + (1 + random.nextInt(20)));
    }
  }

  private static int pick(SplittableRandom random, int... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
