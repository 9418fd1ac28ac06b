package io.netsonde.benchmarks;

import io.netsonde.http.HttpTarget;
import io.netsonde.http.net.HttpProber;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpPhase;
import io.netsonde.testkit.servers.PrivateAuthority;
import io.netsonde.testkit.servers.ScriptedResolver;
import io.netsonde.testkit.servers.ScriptedResolver.Reply;
import io.netsonde.testkit.servers.ScriptedServer;
import io.netsonde.testkit.servers.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * What the first checks of a process show: {@code HttpFirstCheck serve ADDRESS FOLDER} answers at
 * once on ports 53 and 8444, {@code HttpFirstCheck cold|warm ADDRESS CA} checks it, without or with
 * a warm-up, and prints microseconds.
 */
public final class HttpFirstCheck {
  private static final int CHECKS = 200;

  private HttpFirstCheck() {}

  /** Serves or checks. */
  public static void main(String[] arguments)
      throws IOException, GeneralSecurityException, InterruptedException {
    InetAddress address = InetAddress.ofLiteral(arguments[1]);
    Path file = Path.of(arguments[2]);
    if (arguments[0].equals("serve")) {
      serve(address, file);
    } else {
      check(address, file, arguments[0]);
    }
  }

  private static void serve(InetAddress address, Path folder)
      throws IOException, GeneralSecurityException, InterruptedException {
    PrivateAuthority authority = PrivateAuthority.in(folder);
    PrivateAuthority.Identity identity = authority.issue("fast", "dns:fast.test", "-1H", 2);
    SSLContext context = TlsIdentity.context(identity, authority);
    try (ScriptedResolver resolver =
            ScriptedResolver.start(
                address, 53, (name, type) -> Reply.of(address.getHostAddress()));
        ScriptedServer server =
            ScriptedServer.start(
                address,
                8444,
                socket -> {
                  try (SSLSocket tls = ScriptedServer.overTls(context, socket)) {
                    ScriptedServer.readHead(tls.getInputStream());
                    ScriptedServer.send(tls, ScriptedServer.response("200 OK", "hello"));
                  }
                })) {
      System.out.println("fast service at " + resolver.address() + " and port " + server.port());
      Thread.sleep(Long.MAX_VALUE);
    }
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
            .withResolvers(List.of(new java.net.InetSocketAddress(address, 53)));
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
