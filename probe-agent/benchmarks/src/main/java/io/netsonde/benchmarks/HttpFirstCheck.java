package io.netsonde.benchmarks;

import io.netsonde.http.HttpTarget;
import io.netsonde.http.net.HttpProber;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpPhase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * What the first checks of a process show, against the fast one of {@link WebServices}: {@code
 * HttpFirstCheck cold|warm ADDRESS CA}, without or with a warm-up, in microseconds.
 */
public final class HttpFirstCheck {
  private static final int CHECKS = 200;

  private HttpFirstCheck() {}

  /** Checks, and prints some of them. */
  public static void main(String[] arguments) throws IOException {
    check(InetAddress.ofLiteral(arguments[1]), Path.of(arguments[2]), arguments[0]);
  }

  private static void check(InetAddress address, Path authority, String mode) throws IOException {
    long startNanos = System.nanoTime();
    if (mode.equals("warm")) {
      HttpProber.warmUp();
    }
    long warmUpMillis = (System.nanoTime() - startNanos) / 1_000_000;
    HttpTarget target =
        HttpTarget.of("fast", URI.create("https://fast.test:8444/"))
            .withAuthorities(authority)
            .withResolvers(List.of(new InetSocketAddress(address, 53)));
    try (HttpProber prober = HttpProber.open(target)) {
      for (int i = 1; i <= CHECKS; i++) {
        HttpCheck check = prober.check();
        if (i <= 2 || i == 10 || i == CHECKS) {
          print(mode, warmUpMillis, i, check);
        }
      }
    }
  }

  private static void print(String mode, long warmUpMillis, int number, HttpCheck check) {
    StringBuilder line = new StringBuilder("%-5s %7d %6d".formatted(mode, warmUpMillis, number));
    for (HttpPhase phase : HttpPhase.values()) {
      line.append("%9d".formatted(check.nanos(phase) / 1_000));
    }
    System.out.println(line.append("%9d".formatted(check.durationNanos() / 1_000)));
  }
}
