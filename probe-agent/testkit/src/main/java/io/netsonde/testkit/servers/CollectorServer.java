package io.netsonde.testkit.servers;

import io.netsonde.testkit.Require;
import io.netsonde.testkit.hosts.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A real OpenTelemetry Collector: OTLP/gRPC in, with the receiver's own limit of 4 MiB a request;
 * out to files of JSON lines, one each for metrics, traces and logs, and to a Prometheus where
 * asked.
 */
public final class CollectorServer {
  private static final Duration START = Duration.ofSeconds(30);

  /** What it writes to its log once all of it is started. */
  private static final String READY = "Everything is ready";

  private final Servers servers;
  private final int port = FreePort.tcp();
  private final int healthPort = FreePort.tcp();
  private String tls = "";
  private String prometheus = "";
  private String logsPipeline = "logs: {receivers: [otlp], exporters: [file/logs]}";
  private @Nullable Host host;
  private @Nullable ServerProcess process;

  CollectorServer(Servers servers) {
    this.servers = servers;
  }

  /** Serves TLS with that certificate and key, and asks clients for one that {@code ca} signed. */
  public CollectorServer tls(Path certificate, Path key, Path ca) {
    tls =
        """
                tls:
                  cert_file: %s
                  key_file: %s
                  client_ca_file: %s
        """
            .formatted(certificate, key, ca);
    return this;
  }

  /** Sends metrics on to a Prometheus' OTLP receiver. */
  public CollectorServer forwardTo(PrometheusServer server) {
    prometheus = server.otlpEndpoint().toString();
    return this;
  }

  /** Takes no log records, as a collector does that was set up before there were any. */
  public CollectorServer withoutLogs() {
    logsPipeline = "";
    return this;
  }

  /** Runs it on that host, on whose loopback it then is. */
  public CollectorServer on(Host other) {
    host = other;
    return this;
  }

  /** Starts it and waits until it is healthy. */
  public CollectorServer start() {
    Path binary = Require.tool(Require.Tool.COLLECTOR);
    Path config = servers.folder().resolve("collector.yaml");
    try {
      Files.writeString(config, config());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + config, e);
    }
    List<String> command = List.of(binary.toString(), "--config", config.toString());
    if (host == null) {
      ServerProcess started = servers.start("collector", command);
      started.awaitHealthy(URI.create("http://127.0.0.1:" + healthPort + "/"), START);
      process = started;
    } else {
      ServerProcess started =
          servers.start("collector", host.command(command.toArray(String[]::new)));
      // Its health endpoint is on a loopback that is not ours.
      started.await(READY, START, () -> started.log().contains(READY));
      process = started;
    }
    return this;
  }

  /** Stops it in good order: what it has received is in its files then. */
  public void stop() {
    process().close();
  }

  /** Where it takes OTLP/gRPC, also before it is started. */
  public URI endpoint() {
    return URI.create((tls.isEmpty() ? "http" : "https") + "://127.0.0.1:" + port);
  }

  /** Its metrics: a JSON object of OTLP for each request received. */
  public Path metrics() {
    return servers.folder().resolve("metrics.json");
  }

  /** Its spans: a JSON object of OTLP for each request received. */
  public Path traces() {
    return servers.folder().resolve("traces.json");
  }

  /** Its log records: a JSON object of OTLP for each request received. */
  public Path logs() {
    return servers.folder().resolve("logs.json");
  }

  public ServerProcess process() {
    if (process == null) {
      throw new IllegalStateException("the collector is not started");
    }
    return process;
  }

  private String config() {
    String forward =
        """
          otlp_http:
            metrics_endpoint: %s/v1/metrics
            compression: none
            tls: {insecure: true}
        """
            .formatted(prometheus);
    return """
    extensions:
      health_check: {endpoint: "127.0.0.1:%d"}
    receivers:
      otlp:
        protocols:
          grpc:
            endpoint: 127.0.0.1:%d
    %sexporters:
      file/metrics: {path: %s, flush_interval: 200ms}
      file/traces: {path: %s, flush_interval: 200ms}
      file/logs: {path: %s, flush_interval: 200ms}
    %sservice:
      telemetry: {metrics: {level: none}}
      extensions: [health_check]
      pipelines:
        metrics: {receivers: [otlp], exporters: [file/metrics%s]}
        traces: {receivers: [otlp], exporters: [file/traces]}
        %s
    """
        .formatted(
            healthPort,
            port,
            tls,
            metrics(),
            traces(),
            logs(),
            prometheus.isEmpty() ? "" : forward,
            prometheus.isEmpty() ? "" : ", otlp_http",
            logsPipeline);
  }
}
