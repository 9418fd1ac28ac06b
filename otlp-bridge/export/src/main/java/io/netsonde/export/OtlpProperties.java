package io.netsonde.export;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The properties of the SDK's autoconfiguration: {@link #defaults} yield to the environment, {@link
 * #overrides} do not. Pure.
 */
final class OtlpProperties {
  static final String PREFIX = "otel.exporter.otlp.";

  /** Characters of an attribute of a span or a log record. */
  static final int LONGEST_VALUE = 2048;

  private static final String PROTOBUF = "http/protobuf";

  private OtlpProperties() {}

  /** What holds where neither the file nor the environment speaks. */
  static Map<String, String> defaults(Cardinality cardinality) {
    return Map.of(
        // A server chooses where it redirects to: its URLs must not burst a request.
        "otel.attribute.value.length.limit",
        "" + LONGEST_VALUE,
        "otel.exporter.otlp.protocol",
        "grpc",
        "otel.exporter.otlp.compression",
        "gzip",
        "otel.java.metrics.cardinality.limit",
        "" + cardinality.limit(),
        "otel.bsp.max.queue.size",
        "" + cardinality.spanQueue(),
        // One event a flow: the SDK's own 128 would drop the events of the 129th and on.
        "otel.span.event.count.limit",
        "" + (WatchedSpanExporter.WEIGHT - 1),
        // The SDK's own metrics by the names of the conventions, not by those from before them.
        "otel.experimental.sdk.telemetry.version",
        "latest");
  }

  /** What the file says, and what follows from where an endpoint is said and where not. */
  static Map<String, String> overrides(OtlpSettings file, ConfigProperties environment) {
    Map<String, String> properties = new HashMap<>();
    for (Signal signal : Signal.values()) {
      override(properties, file, environment, signal);
    }
    return properties;
  }

  /**
   * The collector to which {@code signal} goes, as a person would name it: without the path, which
   * differs by signal, and without a password. Empty for nowhere.
   */
  static Optional<String> collector(ConfigProperties config, Signal signal) {
    return endpoint(config, signal).map(OtlpProperties::name);
  }

  private static Optional<String> endpoint(ConfigProperties config, Signal signal) {
    String own = config.getString(PREFIX + signal.label() + ".endpoint");
    return Optional.ofNullable(own == null ? config.getString(PREFIX + "endpoint") : own);
  }

  private static String name(String endpoint) {
    try {
      URI uri = new URI(endpoint);
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      return uri.getScheme() + "://" + uri.getHost() + port;
    } catch (URISyntaxException e) {
      return endpoint; // The exporter refuses it in its own words.
    }
  }

  private static void override(
      Map<String, String> properties,
      OtlpSettings file,
      ConfigProperties environment,
      Signal signal) {
    // The keys of one signal: those for all signals would yield to an environment that is specific.
    String own = PREFIX + signal.label();
    file.endpoint()
        .ifPresent(
            endpoint ->
                properties.put(own + ".endpoint", endpointFor(signal, endpoint, environment)));
    if (!file.headers().isEmpty()) {
      properties.put(own + ".headers", headers(file.headers()));
    }
    putPath(properties, own + ".certificate", file.ca());
    putPath(properties, own + ".client.certificate", file.certificate());
    putPath(properties, own + ".client.key", file.key());
    boolean pushed = file.endpoint().isPresent() || endpoint(environment, signal).isPresent();
    properties.put(exporterKey(signal), pushed ? exporters(environment, signal) : "none");
  }

  /** The scrape endpoint is Netsonde's own affair and no exporter of the SDK. */
  private static String exporters(ConfigProperties environment, Signal signal) {
    var named = environment.getList(exporterKey(signal));
    if (named.isEmpty()) {
      return "otlp";
    }
    String rest =
        named.stream().filter(name -> !name.equals("prometheus")).collect(Collectors.joining(","));
    return rest.isEmpty() ? "none" : rest;
  }

  static String exporterKey(Signal signal) {
    return "otel." + signal.label() + ".exporter";
  }

  private static String endpointFor(Signal signal, URI endpoint, ConfigProperties environment) {
    String protocol =
        environment.getString(
            PREFIX + signal.label() + ".protocol",
            environment.getString(PREFIX + "protocol", "grpc"));
    String base = endpoint.toString();
    if (!protocol.equals(PROTOBUF)) {
      return base;
    }
    return (base.endsWith("/") ? base : base + "/") + "v1/" + signal.label();
  }

  /** The SDK takes them as in the environment: URL-encoded. */
  private static String headers(Map<String, String> headers) {
    return headers.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining(","));
  }

  private static void putPath(Map<String, String> properties, String key, Optional<Path> path) {
    path.ifPresent(file -> properties.put(key, file.toString()));
  }
}
