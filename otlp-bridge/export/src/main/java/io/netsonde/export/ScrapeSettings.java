package io.netsonde.export;

import java.util.Map;

/**
 * Where Prometheus may scrape.
 *
 * @param host the address to listen on
 * @param port the TCP port, 1 to 65535
 */
public record ScrapeSettings(String host, int port) {
  /** This host only, on the port that OpenTelemetry uses by custom. */
  public static final ScrapeSettings DEFAULT = new ScrapeSettings("127.0.0.1", 9464);

  public ScrapeSettings {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("the scrape endpoint needs an address");
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " is not within 1 to 65535");
    }
  }

  /**
   * What applies where the configuration file is silent: OTEL_EXPORTER_PROMETHEUS_HOST and
   * OTEL_EXPORTER_PROMETHEUS_PORT, each or {@link #DEFAULT}.
   *
   * @throws IllegalArgumentException if the port is none
   */
  public static ScrapeSettings fromEnvironment(Map<String, String> environment) {
    String host = environment.getOrDefault("OTEL_EXPORTER_PROMETHEUS_HOST", DEFAULT.host);
    String port = environment.getOrDefault("OTEL_EXPORTER_PROMETHEUS_PORT", "" + DEFAULT.port);
    try {
      return new ScrapeSettings(host, Integer.parseInt(port.strip()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "OTEL_EXPORTER_PROMETHEUS_PORT: '" + port + "' is not a port", e);
    }
  }

  /** As in a URL. */
  String authority() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
