package io.netsonde.benchmarks;

import io.netsonde.http.HttpTarget;
import io.netsonde.http.net.HttpProber;
import io.netsonde.http.net.HttpProbes;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.http.HttpFailure;
import io.netsonde.testkit.servers.PrivateAuthority;
import io.netsonde.testkit.servers.ScriptedResolver;
import io.netsonde.testkit.servers.ScriptedResolver.Reply;
import io.netsonde.testkit.servers.ScriptedServer;
import io.netsonde.testkit.servers.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

/**
 * Many targets from one process, some of which hang: {@code HttpSchedule [TARGETS] [HANGING]
 * [INTERVAL_SECONDS] [SECONDS]}. Prints how late checks began. Those that hang do so in turns in
 * the look-up, the connection, the handshake, before the first byte and in the body; half of the
 * others have TLS. The servers are of this process, too, and take from the same processors.
 */
public final class HttpSchedule {
  private final ConcurrentLinkedQueue<Long> lags = new ConcurrentLinkedQueue<>();
  private final Map<String, AtomicLong> outcomes = new TreeMap<>();
  private final AtomicLong skipped = new AtomicLong();

  private HttpSchedule() {}

  /** Prints the figures. */
  public static void main(String[] arguments)
      throws IOException, GeneralSecurityException, InterruptedException {
    int[] values = {500, 50, 60, 150};
    for (int i = 0; i < arguments.length; i++) {
      values[i] = Integer.parseInt(arguments[i]);
    }
    Path folder = Files.createTempDirectory("netsonde-schedule");
    new HttpSchedule().run(folder, values[0], values[1], values[2], values[3]);
  }

  private void run(Path folder, int targets, int hanging, int intervalSeconds, int seconds)
      throws IOException, GeneralSecurityException, InterruptedException {
    PrivateAuthority authority = PrivateAuthority.in(folder);
    SSLContext context = TlsIdentity.context(authority.issue("server"), authority);
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    try (ScriptedServer good = ScriptedServer.start(HttpSchedule::hello);
        ScriptedServer secure =
            ScriptedServer.start(s -> hello(ScriptedServer.overTls(context, s)));
        ScriptedServer silent = ScriptedServer.start(ScriptedServer::hang);
        ScriptedServer stuck = ScriptedServer.start(HttpSchedule::half);
        ScriptedResolver mute = ScriptedResolver.start((name, type) -> Reply.SILENCE);
        ServerSocket full = new ServerSocket(0, 1, loopback);
        HttpProbes probes = new HttpProbes()) {
      List<Socket> queue = fill(full);
      List<HttpTarget> bad =
          List.of(
              target("http://hangs.test/").withResolvers(List.of(mute.address())),
              target("http://127.0.0.1:" + full.getLocalPort() + "/"),
              target("https://127.0.0.1:" + silent.port() + "/"),
              target("http://127.0.0.1:" + silent.port() + "/"),
              target("http://127.0.0.1:" + stuck.port() + "/"));
      HttpTarget plain = target("http://127.0.0.1:" + good.port() + "/");
      HttpTarget tls =
          target("https://127.0.0.1:" + secure.port() + "/")
              .withAuthorities(authority.certificate());
      HttpProber.warmUp();
      Duration interval = Duration.ofSeconds(intervalSeconds);
      for (int i = 0; i < targets; i++) {
        boolean hangs = hanging > 0 && i % (targets / hanging) == 0;
        HttpTarget target =
            hangs ? bad.get(i * hanging / targets % bad.size()) : i % 2 == 0 ? plain : tls;
        long phase = HttpProbes.phaseNanos(i, targets, interval);
        probes.add(target, interval, phase, each -> count((HttpCheck) each), listener());
      }
      probes.start();
      Thread.sleep(Duration.ofSeconds(seconds));
      print(targets, hanging, intervalSeconds, seconds);
      for (Socket socket : queue) {
        socket.close();
      }
    }
  }

  private HttpProbes.Listener listener() {
    return new HttpProbes.Listener() {
      @Override
      public void onStarted(HttpTarget target, long lagNanos) {
        lags.add(lagNanos);
      }

      @Override
      public void onSkipped(HttpTarget target, long slots) {
        skipped.addAndGet(slots);
      }

      @Override
      public void onDefect(HttpTarget target, Throwable defect) {
        throw new IllegalStateException(defect);
      }
    };
  }

  private synchronized void count(HttpCheck check) {
    String outcome = check.failure().map(HttpSchedule::shown).orElse("as expected");
    outcomes.computeIfAbsent(outcome, each -> new AtomicLong()).incrementAndGet();
  }

  private static String shown(HttpFailure failure) {
    return failure.type().label() + " in " + failure.phase().label();
  }

  private synchronized void print(int targets, int hanging, int interval, int seconds) {
    long[] sorted = lags.stream().mapToLong(Long::longValue).sorted().toArray();
    System.out.printf(
        "%d targets every %d s, %d of them hang; %d s%n", targets, interval, hanging, seconds);
    System.out.printf(
        "checks begun %d, slots skipped %d; late by ms: p50 %.3f, p99 %.3f, p99.9 %.3f, max %.3f;"
            + " over 50 ms: %d%n",
        sorted.length,
        skipped.get(),
        at(sorted, 0.5),
        at(sorted, 0.99),
        at(sorted, 0.999),
        at(sorted, 1),
        Arrays.stream(sorted).filter(lag -> lag > 50_000_000).count());
    outcomes.forEach((outcome, number) -> System.out.printf("%7d %s%n", number.get(), outcome));
  }

  private static double at(long[] sorted, double quantile) {
    int index = (int) Math.ceil(quantile * sorted.length) - 1;
    return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, index)] / 1e6;
  }

  private static HttpTarget target(String uri) {
    return HttpTarget.of("target", URI.create(uri));
  }

  private static void hello(Socket socket) throws IOException {
    ScriptedServer.readHead(socket.getInputStream());
    ScriptedServer.send(socket, ScriptedServer.response("200 OK", "hello"));
    ScriptedServer.hang(socket);
  }

  private static void half(Socket socket) throws IOException {
    ScriptedServer.readHead(socket.getInputStream());
    ScriptedServer.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
    ScriptedServer.hang(socket);
  }

  /** A listener whose queue is full leaves further connections without an answer. */
  private static List<Socket> fill(ServerSocket full) throws IOException {
    Socket first = new Socket();
    Socket second = new Socket();
    first.connect(new InetSocketAddress(full.getInetAddress(), full.getLocalPort()));
    second.connect(new InetSocketAddress(full.getInetAddress(), full.getLocalPort()));
    return List.of(first, second);
  }
}
