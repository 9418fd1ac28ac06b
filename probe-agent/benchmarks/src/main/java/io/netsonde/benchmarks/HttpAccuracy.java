package io.netsonde.benchmarks;

import io.netsonde.http.HttpTarget;
import io.netsonde.http.HttpVersion;
import io.netsonde.http.IpVersion;
import io.netsonde.http.net.HttpProber;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpPhase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Netsonde and curl in turns against the slow one of {@link WebServices}: {@code HttpAccuracy
 * ADDRESS CA ROUNDS CURL}. A line a check: the tool, then name look-up, connection, handshake,
 * first byte and body in nanoseconds. curl asks the system's resolver, Netsonde the same one by its
 * address. Before, Netsonde checks the fast service for some time, as an agent has that runs.
 */
public final class HttpAccuracy {
  private static final String FAST_URL = "https://fast.test:8444/";
  private static final String SLOW_URL = "https://slow.test:8443/";
  private static final int CHECKS_BEFORE = 500;
  private static final String VARIABLES =
      "%{time_namelookup} %{time_connect} %{time_appconnect} %{time_pretransfer}"
          + " %{time_starttransfer} %{time_total}";

  private HttpAccuracy() {}

  /** Prints the lines. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    InetSocketAddress resolver = new InetSocketAddress(InetAddress.ofLiteral(arguments[0]), 53);
    Path authority = Path.of(arguments[1]);
    int rounds = Integer.parseInt(arguments[2]);
    HttpProber.warmUp();
    try (HttpProber fast = HttpProber.open(target(FAST_URL, authority, resolver));
        HttpProber slow = HttpProber.open(target(SLOW_URL, authority, resolver))) {
      for (int i = 0; i < CHECKS_BEFORE; i++) {
        checked(fast);
      }
      for (int round = 0; round < rounds; round++) {
        print(checked(slow));
        curl(arguments[3], authority);
      }
    }
  }

  private static HttpTarget target(String url, Path authority, InetSocketAddress resolver) {
    return HttpTarget.of("accuracy", URI.create(url))
        .withAuthorities(authority)
        .withIpVersion(IpVersion.IPV4)
        .withVersions(Set.of(HttpVersion.HTTP_1_1))
        .withResolvers(List.of(resolver));
  }

  /** On a virtual thread, as the agent's checks are. */
  private static HttpCheck checked(HttpProber prober) throws InterruptedException {
    AtomicReference<HttpCheck> checked = new AtomicReference<>();
    Thread.ofVirtual().start(() -> checked.set(prober.check())).join();
    HttpCheck check = checked.get();
    if (check.failure().isPresent()) {
      throw new IllegalStateException(check.failure().get().message());
    }
    return check;
  }

  private static void print(HttpCheck check) {
    System.out.printf(
        "netsonde %d %d %d %d %d%n",
        check.nanos(HttpPhase.DNS),
        check.nanos(HttpPhase.CONNECT),
        check.nanos(HttpPhase.TLS),
        check.nanos(HttpPhase.REQUEST) + check.nanos(HttpPhase.WAIT),
        check.nanos(HttpPhase.TRANSFER));
  }

  private static void curl(String curl, Path authority) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                curl,
                "--silent",
                "--show-error",
                "--http1.1",
                "--ipv4",
                "--cacert",
                authority.toString(),
                "--output",
                "/dev/null",
                "--write-out",
                VARIABLES,
                SLOW_URL)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("curl failed");
    }
    String[] words = said.split(" ");
    double[] at = new double[words.length];
    for (int i = 0; i < at.length; i++) {
      at[i] = Double.parseDouble(words[i]) * 1e9;
    }
    System.out.printf(
        "curl %.0f %.0f %.0f %.0f %.0f%n",
        at[0], at[1] - at[0], at[2] - at[1], at[4] - at[3], at[5] - at[4]);
  }
}
