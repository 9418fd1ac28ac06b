package io.netsonde.export;

import io.netsonde.measurement.Finding;
import io.netsonde.measurement.FindingCatalogue;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * A finding that begins or is over: a log record with the evidence, and a counter of beginnings.
 */
final class FindingExport {
  private static final AttributeKey<String> FINDING =
      AttributeKey.stringKey(FindingCatalogue.FINDING.key());
  private static final AttributeKey<String> STATE =
      AttributeKey.stringKey("netsonde.finding.state");
  private static final AttributeKey<String> SINCE =
      AttributeKey.stringKey("netsonde.finding.since");
  private static final AttributeKey<Double> CONFIDENCE =
      AttributeKey.doubleKey("netsonde.finding.confidence");

  private final LongCounter findings;
  private final Logger logger;

  FindingExport(Instruments instruments, Logger logger) {
    findings = instruments.counter(FindingCatalogue.FINDINGS);
    this.logger = logger;
  }

  void accept(Finding finding) {
    boolean begun = finding.state() == Finding.State.BEGUN;
    Attributes about = about(finding);
    findings.add(begun ? 1 : 0, about);
    Severity severity = begun ? Severity.WARN : Severity.INFO;
    logger
        .logRecordBuilder()
        .setEventName(FindingCatalogue.FOUND.name())
        .setTimestamp(finding.atEpochNanos(), TimeUnit.NANOSECONDS)
        .setContext(finding.span().map(ChosenIds::in).orElseGet(Context::root))
        .setSeverity(severity)
        .setSeverityText(severity.name())
        .setBody(finding.sentence())
        .setAllAttributes(all(finding, about))
        .emit();
  }

  private static Attributes about(Finding finding) {
    AttributesBuilder attributes = Attributes.builder();
    if (!finding.probe().isEmpty()) {
      attributes.put(Keys.PROBE, finding.probe());
    }
    if (!finding.address().isEmpty()) {
      attributes.put(Keys.SERVER_ADDRESS, finding.address());
    }
    return attributes.put(FINDING, finding.kind().label()).build();
  }

  /** The evidence first: whatever its names are, it takes nobody else's place. */
  private static Attributes all(Finding finding, Attributes about) {
    AttributesBuilder attributes = Attributes.builder();
    finding.evidence().forEach(attributes::put);
    finding.details().forEach(attributes::put);
    return attributes
        .putAll(about)
        .put(STATE, finding.state().label())
        .put(SINCE, Instant.ofEpochSecond(0, finding.sinceEpochNanos()).toString())
        .put(CONFIDENCE, finding.confidence())
        .build();
  }
}
