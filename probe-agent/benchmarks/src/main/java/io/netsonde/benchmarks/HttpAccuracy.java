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

/**
 * Netsonde and curl in turns against {@link SlowService}: {@code HttpAccuracy ADDRESS CA ROUNDS
 * CURL}. A line a check: the tool, then name look-up, connection, handshake, first byte and body in
 * nanoseconds. curl asks the system's resolver, Netsonde the same one by its address.
 */
public final class HttpAccuracy {
  private static final String URL = "https://slow.test:8443/";
  private static final String VARIABLES =
      "%{time_namelookup} %{time_connect} %{time_appconnect} %{time_pretransfer}"
          + " %{time_starttransfer} %{time_total}";

  private HttpAccuracy() {}

  /** Prints the lines. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    InetAddress address = InetAddress.ofLiteral(arguments[0]);
    Path authority = Path.of(arguments[1]);
    int rounds = Integer.parseInt(arguments[2]);
    HttpTarget target =
        HttpTarget.of("slow", URI.create(URL))
            .withAuthorities(authority)
            .withIpVersion(IpVersion.IPV4)
            .withVersions(Set.of(HttpVersion.HTTP_1_1))
            .withResolvers(List.of(new InetSocketAddress(address, 53)));
    HttpProber.warmUp();
    try (HttpProber prober = HttpProber.open(target)) {
      for (int round = 0; round < rounds; round++) {
        print(prober.check());
        curl(arguments[3], authority);
      }
    }
  }

  private static void print(HttpCheck check) {
    if (check.failure().isPresent()) {
      throw new IllegalStateException(check.failure().get().message());
    }
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
                URL)
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
