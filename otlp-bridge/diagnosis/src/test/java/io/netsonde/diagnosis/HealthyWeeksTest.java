package io.netsonde.diagnosis;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.Finding;
import io.netsonde.measurement.FindingKind;
import io.netsonde.measurement.http.HttpPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * How often the rules cry wolf, and how soon they see one: weeks of a check a minute, seeded, with
 * noise of several kinds.
 */
class HealthyWeeksTest {
  private static final int WEEK = 7 * 24 * 60;
  private static final int SEEDS = 10;

  /** How a phase that takes a millisecond by nature varies from check to check. */
  private enum Noise {
    /** Evenly around the mean, by a tenth. */
    NORMAL {
      @Override
      double factor(Random random, int minute) {
        return Math.max(0.1, 1 + 0.1 * random.nextGaussian());
      }
    },
    /** By three tenths, more to the slow side. */
    LOG_NORMAL {
      @Override
      double factor(Random random, int minute) {
        return Math.exp(0.3 * random.nextGaussian());
      }
    },
    /** Two thirds are fixed, the rest is waiting in queues. */
    QUEUES {
      @Override
      double factor(Random random, int minute) {
        return 0.67 - 0.33 * Math.log(1 - random.nextDouble());
      }
    },
    /** By a tenth, but each phase in two hundred waits a second for a retransmission. */
    RETRANSMISSIONS {
      @Override
      double factor(Random random, int minute) {
        return NORMAL.factor(random, minute) + (random.nextInt(200) == 0 ? 25 : 0);
      }
    },
    /** By a tenth, and by three tenths in the course of a day. */
    DAYS {
      @Override
      double factor(Random random, int minute) {
        return NORMAL.factor(random, minute) * (1 + 0.3 * Math.sin(2 * Math.PI * minute / 1440));
      }
    };

    abstract double factor(Random random, int minute);
  }

  private static void minute(
      HttpSeries series, Checks checks, Noise noise, Random random, int minute) {
    checks.with(HttpPhase.DNS, 20 * noise.factor(random, minute));
    checks.with(HttpPhase.CONNECT, 20 * noise.factor(random, minute));
    checks.with(HttpPhase.TLS, 40 * noise.factor(random, minute));
    checks.with(HttpPhase.WAIT, 50 * noise.factor(random, minute));
    checks.with(HttpPhase.TRANSFER, 80 * noise.factor(random, minute));
    series.accept(checks.next());
  }

  @Test
  void shouldFindLessThanOneHealthySeriesFaultyPerWeek() {
    for (Noise noise : Noise.values()) {
      List<Finding> findings = new ArrayList<>();
      for (int seed = 0; seed < SEEDS; seed++) {
        HttpSeries series = new HttpSeries(DiagnosisSettings.DEFAULTS, findings::add);
        Random random = new Random(seed);
        Checks checks = new Checks();
        for (int minute = 0; minute < WEEK; minute++) {
          minute(series, checks, noise, random, minute);
        }
      }
      long begun = findings.stream().filter(one -> one.state() == Finding.State.BEGUN).count();
      System.out.println(noise + ": " + (double) begun / SEEDS + " false findings a week");
      assertTrue(begun < SEEDS, noise + ": " + findings);
    }
  }

  @Test
  void shouldFindRealDegradationWithinThreeWindows() {
    for (Degradation degradation : Degradation.values()) {
      int found = 0;
      int trials = 0;
      for (Noise noise : Noise.values()) {
        for (int seed = 0; seed < 20; seed++) {
          found += isFound(degradation, noise, new Random(seed)) ? 1 : 0;
          trials++;
        }
      }
      System.out.println(degradation + ": " + found + " of " + trials + " within three windows");
      assertTrue(found >= 0.97 * trials, degradation + " " + found + " of " + trials);
    }
  }

  private static boolean isFound(Degradation degradation, Noise noise, Random random) {
    List<Finding> findings = new ArrayList<>();
    HttpSeries series = new HttpSeries(DiagnosisSettings.DEFAULTS, findings::add);
    Checks checks = new Checks();
    int healthy = 60 + random.nextInt(600);
    for (int minute = 0; minute < healthy; minute++) {
      minute(series, checks, noise, random, minute);
    }
    series.endWindow();
    findings.clear();
    for (int minute = healthy; minute < healthy + 3; minute++) {
      int now = minute;
      UnaryOperator<Double> slowed = millis -> millis * noise.factor(random, now);
      checks.with(HttpPhase.DNS, slowed.apply(degradation == Degradation.DNS ? 1000.0 : 20.0));
      checks.with(
          HttpPhase.CONNECT, slowed.apply(degradation == Degradation.HANDSHAKE ? 120.0 : 20.0));
      checks.with(HttpPhase.TLS, slowed.apply(degradation == Degradation.HANDSHAKE ? 240.0 : 40.0));
      checks.with(HttpPhase.WAIT, slowed.apply(degradation == Degradation.SERVER ? 300.0 : 50.0));
      checks.with(
          HttpPhase.TRANSFER, slowed.apply(degradation == Degradation.TRANSFER ? 480.0 : 80.0));
      series.accept(checks.next());
    }
    series.endWindow();
    return findings.stream()
        .anyMatch(one -> one.state() == Finding.State.BEGUN && one.kind() == degradation.kind);
  }

  /** What becomes slow: six times as long as before; for names as long as it takes. */
  private enum Degradation {
    DNS(FindingKind.DNS_BOUND),
    HANDSHAKE(FindingKind.HANDSHAKE_BOUND),
    SERVER(FindingKind.SERVER_BOUND),
    TRANSFER(FindingKind.THROUGHPUT_BOUND);

    private final FindingKind kind;

    Degradation(FindingKind kind) {
      this.kind = kind;
    }
  }
}
