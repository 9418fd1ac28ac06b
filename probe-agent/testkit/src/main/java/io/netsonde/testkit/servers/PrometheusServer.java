package io.netsonde.testkit.servers;

import io.netsonde.testkit.Require;
import io.netsonde.testkit.hosts.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real Prometheus that scrapes every second and takes OTLP. */
public final class PrometheusServer {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration REQUEST = Duration.ofSeconds(10);
  private static final Pattern VALUE = Pattern.compile("\"value\":\\[[^,\\]]+,\"([^\"]+)\"\\]");

  /** What it writes to its log once all of it is started. */
  private static final String READY = "Server is ready to receive web requests";

  private final ServerProcess process;
  private final Optional<Host> host;
  private final URI base;

  private PrometheusServer(ServerProcess process, Optional<Host> host, URI base) {
    this.process = process;
    this.host = host;
    this.base = base;
  }

  static PrometheusServer start(Servers servers, Optional<Host> host, List<String> targets) {
    Path binary = Require.tool(Require.Tool.PROMETHEUS);
    Path config = servers.folder().resolve("prometheus.yaml");
    try {
      Files.writeString(config, config(targets));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + config, e);
    }
    int port = FreePort.tcp();
    URI base = URI.create("http://127.0.0.1:" + port);
    String[] command = {
      binary.toString(),
      "--config.file=" + config,
      "--storage.tsdb.path=" + servers.folder().resolve("prometheus"),
      "--web.listen-address=127.0.0.1:" + port,
      "--web.enable-otlp-receiver"
    };
    host.ifPresent(_ -> Require.program("curl", "the package curl"));
    ServerProcess process =
        servers.start("prometheus", host.map(h -> h.command(command)).orElse(List.of(command)));
    if (host.isPresent()) {
      // Its endpoint is on a loopback that is not ours.
      process.await(READY, START, () -> process.log().contains(READY));
    } else {
      process.awaitHealthy(base.resolve("/-/ready"), START);
    }
    return new PrometheusServer(process, host, base);
  }

  /** What a collector's {@code otlp_http} exporter sends to, before {@code /v1/metrics}. */
  public URI otlpEndpoint() {
    return base.resolve("/api/v1/otlp");
  }

  /** Asks a PromQL question about now; the answer as Prometheus' API gives it, JSON. */
  public String query(String promql) {
    URI uri =
        base.resolve("/api/v1/query?query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8));
    if (host.isPresent()) {
      return host.get().run("curl", "--silent", "--show-error", "--fail", uri.toString());
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(uri).timeout(REQUEST).build();
      HttpResponse<String> response =
          client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (response.statusCode() != 200) {
        throw new AssertionError(promql + ": " + response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot ask " + uri, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while asking " + uri, e);
    }
  }

  /** The value of a question with one series as its answer; empty where there is none or NaN. */
  public OptionalDouble value(String promql) {
    String answer = query(promql);
    Matcher matcher = VALUE.matcher(answer);
    if (!matcher.find() || matcher.group(1).equals("NaN")) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(matcher.group(1));
    if (matcher.find()) {
      throw new AssertionError(promql + " has several answers: " + answer);
    }
    return OptionalDouble.of(value);
  }

  /** Waits until a question has an answer. */
  public double awaitValue(String promql, Duration timeout) {
    AtomicReference<OptionalDouble> answer = new AtomicReference<>(OptionalDouble.empty());
    process.await(
        promql + " to have an answer",
        timeout,
        () -> {
          answer.set(value(promql));
          return answer.get().isPresent();
        });
    return answer.get().orElseThrow();
  }

  public ServerProcess process() {
    return process;
  }

  private static String config(List<String> targets) {
    String listed = String.join(", ", targets.stream().map(t -> "'" + t + "'").toList());
    return """
    global: {scrape_interval: 1s, scrape_timeout: 900ms}
    scrape_configs:
      - job_name: netsonde
        static_configs: [{targets: [%s]}]
    """
        .formatted(listed);
  }
}
