package io.netsonde.export;

import java.util.Optional;

/**
 * All that telemetry needs to know.
 *
 * @param agent who sends
 * @param otlp where OTLP is pushed
 * @param scrape where Prometheus may scrape; empty for nowhere
 * @param cardinality how many series there can be
 */
public record TelemetrySettings(
    AgentIdentity agent,
    OtlpSettings otlp,
    Optional<ScrapeSettings> scrape,
    Cardinality cardinality) {}
