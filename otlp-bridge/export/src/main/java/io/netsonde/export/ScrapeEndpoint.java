package io.netsonde.export;

import io.opentelemetry.exporter.prometheus.PrometheusHttpServer;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.util.Map;
import java.util.concurrent.Executors;

/** Metrics over HTTP for a Prometheus that comes for them. */
final class ScrapeEndpoint {
  /**
   * Of the JDK's server, times in seconds: who sends half a request, or does not read the answer,
   * is cut off, and so many may try at a time.
   */
  private static final Map<String, String> LIMITS =
      Map.of(
          "sun.net.httpserver.maxReqTime", "10",
          "sun.net.httpserver.maxRspTime", "60",
          "jdk.httpserver.maxConnections", "64");

  private ScrapeEndpoint() {}

  /**
   * Starts to serve.
   *
   * @throws ConfigurationException if the address cannot be listened on
   */
  static MetricReader start(ScrapeSettings settings, Readout readout) {
    LIMITS.forEach(System.getProperties()::putIfAbsent);
    try {
      return new RatioNames(
          PrometheusHttpServer.builder()
              .setHost(settings.host())
              .setPort(settings.port())
              // With memory that is used again, requests would be answered one after the other: one
              // that never ends would be the last.
              .setMemoryMode(MemoryMode.IMMUTABLE_DATA)
              .setExecutor(
                  Executors.newThreadPerTaskExecutor(
                      Thread.ofVirtual().name("netsonde-scrape-", 0).factory()))
              .build(),
          readout);
    } catch (UncheckedIOException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String remedy =
          cause instanceof BindException
              ? "; choose another address by prometheus.listen, or null for none"
              : "";
      throw new ConfigurationException(
          "cannot serve metrics for Prometheus at "
              + settings.authority()
              + ": "
              + cause.getMessage()
              + remedy,
          e);
    } catch (RuntimeException e) {
      // An address that does not resolve comes out of the JDK's server in another guise.
      throw new ConfigurationException(
          "cannot serve metrics for Prometheus at "
              + settings.authority()
              + ": "
              + e.getMessage()
              + "; correct prometheus.listen, or set it to null for none",
          e);
    }
  }
}
