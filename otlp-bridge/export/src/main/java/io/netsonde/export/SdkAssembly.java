package io.netsonde.export;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Assembles the SDK by its own autoconfiguration, so that every OTEL_* variable keeps its meaning,
 * and puts Netsonde's choices in their places. Used once, by one thread.
 *
 * <p>Histograms are exponential for OTLP by that reader's own default and have explicit buckets on
 * the scrape endpoint by the instruments' advice. There is no View: one would switch off both.
 */
final class SdkAssembly {
  private static final Clock CLOCK = Clock.systemUTC();

  private final TelemetrySettings settings;
  private final Consumer<TelemetryEvent> events;
  private final Map<String, String> assumed;
  private final Map<String, CollectorState> states = new ConcurrentHashMap<>();
  private final Readout readout;
  private @Nullable MetricExporter metricExporter;
  private Optional<TelemetryEvent> pushing = Optional.empty();
  private boolean disabled;

  SdkAssembly(
      TelemetrySettings settings, Consumer<TelemetryEvent> events, Map<String, String> assumed) {
    this.settings = settings;
    this.events = events;
    this.assumed = assumed;
    this.readout = Readout.of(settings.cardinality().limit());
  }

  OpenTelemetrySdk build() {
    return AutoConfiguredOpenTelemetrySdk.builder()
        .disableShutdownHook()
        .addPropertiesSupplier(() -> OtlpProperties.defaults(settings.cardinality()))
        .addPropertiesSupplier(() -> assumed)
        .addPropertiesCustomizer(this::override)
        .addResourceCustomizer(
            (resource, config) ->
                AgentResource.of(resource, config, settings.agent(), HostName.get()))
        .addMetricExporterCustomizer(this::watch)
        .addMetricReaderCustomizer(this::batch)
        .addTracerProviderCustomizer((builder, config) -> builder.setIdGenerator(new ChosenIds()))
        .addSpanExporterCustomizer(this::watch)
        .addLogRecordExporterCustomizer(this::watch)
        .addMeterProviderCustomizer(this::serve)
        .build()
        .getOpenTelemetrySdk();
  }

  /** What the readers heed. */
  Readout readout() {
    return readout;
  }

  boolean isCollectorUnreachable() {
    return states.values().stream().anyMatch(CollectorState::isUnreachable);
  }

  /** Tells what telemetry will do. */
  void announce() {
    if (disabled) {
      events.accept(new TelemetryEvent.Disabled());
      return;
    }
    events.accept(pushing.orElseGet(TelemetryEvent.NothingPushed::new));
    settings
        .scrape()
        .ifPresent(scrape -> events.accept(new TelemetryEvent.Serving(scrape.authority())));
  }

  private Map<String, String> override(ConfigProperties environment) {
    disabled = environment.getBoolean("otel.sdk.disabled", false);
    return OtlpProperties.overrides(settings.otlp(), environment);
  }

  /** With the state of the collector to which the signal goes: usually one for all. */
  private RequestWatch requests(ConfigProperties config, Signal signal) {
    String collector = OtlpProperties.collector(config, signal).orElse("?");
    if (pushing.isEmpty()) {
      pushing = Optional.of(new TelemetryEvent.Pushing(collector, OtlpReader.interval(config)));
    }
    CollectorState state =
        states.computeIfAbsent(collector, endpoint -> new CollectorState(endpoint, events));
    return new RequestWatch(signal, state, CLOCK);
  }

  private MetricExporter watch(MetricExporter exporter, ConfigProperties config) {
    metricExporter =
        new WatchedMetricExporter(
            exporter,
            OtlpReader.hasExemplars(config) ? readout : readout.withoutTraces(),
            OtlpReader.aggregations(config),
            requests(config, Signal.METRICS));
    return metricExporter;
  }

  /** Replaces the SDK's reader, which is not started yet, by one that splits its requests. */
  private MetricReader batch(MetricReader reader, ConfigProperties config) {
    return reader instanceof PeriodicMetricReader && metricExporter != null
        ? OtlpReader.of(metricExporter, config)
        : reader;
  }

  private SpanExporter watch(SpanExporter exporter, ConfigProperties config) {
    return new WatchedSpanExporter(exporter, requests(config, Signal.TRACES));
  }

  private LogRecordExporter watch(LogRecordExporter exporter, ConfigProperties config) {
    return new WatchedLogExporter(exporter, requests(config, Signal.LOGS));
  }

  private SdkMeterProviderBuilder serve(SdkMeterProviderBuilder builder, ConfigProperties config) {
    int limit =
        config.getInt("otel.java.metrics.cardinality.limit", settings.cardinality().limit());
    settings
        .scrape()
        .ifPresent(
            scrape ->
                builder.registerMetricReader(ScrapeEndpoint.start(scrape, readout), type -> limit));
    return builder;
  }
}
