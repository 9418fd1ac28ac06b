package io.netsonde.diagnosis;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.Finding;
import io.netsonde.measurement.FindingKind;
import io.netsonde.measurement.http.HttpPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * How often the rules cry wolf, and how soon they see one: weeks of a check a minute, seeded, with
 * noise of several kinds.
 */
class HealthyWeeksTest {
  private static final int WEEK = 7 * 24 * 60;

  /** For figures to rely on: {@code -Dnetsonde.weeks=20}. */
  private static final int SEEDS = Integer.getInteger("netsonde.weeks", 2);

  /** How a phase that takes a millisecond by nature varies from check to check. */
  private enum Noise {
    /** Evenly around the mean, by a tenth. */
    NORMAL(0.1) {
      @Override
      double factor(Random random, int minute, double[] memory) {
        return Math.max(0.1, 1 + 0.1 * random.nextGaussian());
      }
    },
    /** By three tenths, more to the slow side. */
    LOG_NORMAL(1) {
      @Override
      double factor(Random random, int minute, double[] memory) {
        return Math.exp(0.3 * random.nextGaussian());
      }
    },
    /** Two thirds are fixed, the rest is waiting in queues. */
    QUEUES(2) {
      @Override
      double factor(Random random, int minute, double[] memory) {
        return 0.67 - 0.33 * Math.log(1 - random.nextDouble());
      }
    },
    /** By a tenth, but each phase in two hundred waits a second for a retransmission. */
    RETRANSMISSIONS(1) {
      @Override
      double factor(Random random, int minute, double[] memory) {
        return NORMAL.factor(random, minute, memory) + (random.nextInt(200) == 0 ? 25 : 0);
      }
    },
    /** By a tenth, and by three tenths in the course of a day. */
    DAYS(1) {
      @Override
      double factor(Random random, int minute, double[] memory) {
        return NORMAL.factor(random, minute, memory)
            * (1 + 0.3 * Math.sin(2 * Math.PI * minute / 1440));
      }
    },
    /** By a fifth, for some ten minutes each time (autoregressive): load that comes and goes. */
    DRIFT(4) {
      @Override
      double factor(Random random, int minute, double[] memory) {
        memory[0] = 0.9 * memory[0] + 0.2 * Math.sqrt(1 - 0.81) * random.nextGaussian();
        return Math.exp(memory[0] + 0.1 * random.nextGaussian());
      }
    },
    /** A collection of garbage makes three checks in a hundred five times as slow. */
    COLLECTIONS(5) {
      @Override
      double factor(Random random, int minute, double[] memory) {
        return NORMAL.factor(random, minute, memory) + (random.nextInt(33) == 0 ? 4 : 0);
      }
    },
    /** Hardly any check twice as slow, but one in a thousand ten times (Pareto). */
    HEAVY_TAIL(10) {
      @Override
      double factor(Random random, int minute, double[] memory) {
        return 0.7 + 0.1 * Math.pow(1 - random.nextDouble(), -1 / 1.5);
      }
    };

    /** False findings a week and service that are bearable. */
    private final double most;

    Noise(double most) {
      this.most = most;
    }

    abstract double factor(Random random, int minute, double[] memory);
  }

  /** What a phase takes by nature, and what it has become, in milliseconds. */
  private static final double[] USUAL = {20, 20, 40, 0, 50, 80};

  /** A series of checks with noise of a kind, each phase with its own memory. */
  private static final class Weeks {
    private final List<Finding> findings = new ArrayList<>();
    private final HttpSeries series = new HttpSeries(DiagnosisSettings.DEFAULTS, findings::add);
    private final Checks checks = new Checks();
    private final double[][] memories = new double[HttpPhase.values().length][1];
    private final Noise noise;
    private final Random random;
    private final int checksPerMinute;

    Weeks(Noise noise, long seed, int checksPerMinute) {
      this.noise = noise;
      this.random = new Random(seed);
      this.checksPerMinute = checksPerMinute;
    }

    void minute(int minute, double[] millis) {
      for (int i = 0; i < checksPerMinute; i++) {
        for (HttpPhase phase : HttpPhase.values()) {
          int number = phase.ordinal();
          checks.with(phase, millis[number] * noise.factor(random, minute, memories[number]));
        }
        series.accept(i == 0 ? checks.next() : checks.another());
      }
    }

    long begun() {
      return findings.stream().filter(one -> one.state() == Finding.State.BEGUN).count();
    }
  }

  @Test
  void shouldFindHealthySeriesFaultySeldom() {
    for (Noise noise : Noise.values()) {
      for (int checksPerMinute : new int[] {1, 6}) {
        long begun = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
          Weeks weeks = new Weeks(noise, seed, checksPerMinute);
          for (int minute = 0; minute < WEEK; minute++) {
            weeks.minute(minute, USUAL);
          }
          begun += weeks.begun();
        }
        double perWeek = (double) begun / SEEDS;
        System.out.println(
            noise + ", " + checksPerMinute + " a minute: " + perWeek + " false findings a week");
        assertTrue(perWeek <= noise.most, noise + ": " + perWeek);
      }
    }
  }

  @Test
  void shouldFindRealDegradationWithinThreeWindows() {
    for (Degradation degradation : Degradation.values()) {
      int found = 0;
      int trials = 0;
      for (Noise noise : Noise.values()) {
        for (int seed = 0; seed < 5 * SEEDS; seed++) {
          found += isFound(degradation, noise, seed) ? 1 : 0;
          trials++;
        }
      }
      System.out.println(degradation + ": " + found + " of " + trials + " within three windows");
      assertTrue(found >= 0.92 * trials, degradation + " " + found + " of " + trials);
    }
  }

  private static boolean isFound(Degradation degradation, Noise noise, long seed) {
    Weeks weeks = new Weeks(noise, seed, 1);
    int healthy = 60 + new Random(seed).nextInt(600);
    for (int minute = 0; minute < healthy; minute++) {
      weeks.minute(minute, USUAL);
    }
    weeks.series.endWindow();
    weeks.findings.clear();
    for (int minute = healthy; minute < healthy + 3; minute++) {
      weeks.minute(minute, degradation.millis());
    }
    weeks.series.endWindow();
    return weeks.findings.stream()
        .anyMatch(one -> one.state() == Finding.State.BEGUN && one.kind() == degradation.kind);
  }

  /** What becomes slow: six times as long as before; for names as long as it takes. */
  private enum Degradation {
    DNS(FindingKind.DNS_BOUND, 50, HttpPhase.DNS, HttpPhase.DNS),
    HANDSHAKE(FindingKind.HANDSHAKE_BOUND, 6, HttpPhase.CONNECT, HttpPhase.TLS),
    SERVER(FindingKind.SERVER_BOUND, 6, HttpPhase.WAIT, HttpPhase.WAIT),
    TRANSFER(FindingKind.THROUGHPUT_BOUND, 6, HttpPhase.TRANSFER, HttpPhase.TRANSFER);

    private final FindingKind kind;
    private final double factor;
    private final HttpPhase first;
    private final HttpPhase last;

    Degradation(FindingKind kind, double factor, HttpPhase first, HttpPhase last) {
      this.kind = kind;
      this.factor = factor;
      this.first = first;
      this.last = last;
    }

    double[] millis() {
      double[] millis = USUAL.clone();
      for (int phase = first.ordinal(); phase <= last.ordinal(); phase++) {
        millis[phase] *= factor;
      }
      return millis;
    }
  }
}
