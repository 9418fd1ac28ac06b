package io.netsonde.export;

import io.netsonde.measurement.AgentActivity;
import io.netsonde.measurement.Attribute;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.FindingCatalogue;
import io.netsonde.measurement.FindingKind;
import io.netsonde.measurement.HttpCheck;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.TrafficSimCycle;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

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

  /** Evidence that is counted rather than measured. */
  private static final Set<String> WHOLE =
      FindingCatalogue.FOUND.attributes().stream()
          .filter(attribute -> attribute.type() == Attribute.Type.LONG)
          .map(Attribute::key)
          .collect(Collectors.toUnmodifiableSet());

  /** Of these alone is it known that they have been made. */
  private static final int EXPECTED = 65_536;

  /** Whose findings are counted already, if only to 0. */
  private record Target(FindingKind first, String probe, String address) {}

  private final LongCounter findings;
  private final Logger logger;
  private final Set<Target> expected = ConcurrentHashMap.newKeySet();

  FindingExport(Instruments instruments, Logger logger) {
    findings = instruments.counter(FindingCatalogue.FINDINGS);
    this.logger = logger;
  }

  /**
   * Makes the counters of what can be found by such a measurement, at 0: a rate would else know
   * nothing of the first finding of each kind.
   */
  void expect(Measurement measurement) {
    switch (measurement) {
      case HttpCheck check ->
          expect(
              check.probe(),
              Urls.host(check.uri()),
              FindingKind.DNS_BOUND,
              FindingKind.HANDSHAKE_BOUND,
              FindingKind.SERVER_BOUND,
              FindingKind.THROUGHPUT_BOUND);
      case TrafficSimCycle cycle ->
          expect(
              cycle.path().probe(),
              cycle.path().address(),
              FindingKind.ONE_DIRECTION,
              FindingKind.ONE_FLOW,
              FindingKind.LOSS_AT_HOP,
              FindingKind.LOCAL_INTERFACE);
      case Trace trace ->
          expect(
              trace.probe(), trace.address(), FindingKind.LOSS_AT_HOP, FindingKind.LOCAL_INTERFACE);
      case AgentActivity _ -> expect("", "", FindingKind.AGENT);
      default -> {
        // Nothing is found by it alone.
      }
    }
  }

  private void expect(String probe, String address, FindingKind... kinds) {
    if (expected.size() < EXPECTED && expected.add(new Target(kinds[0], probe, address))) {
      for (FindingKind kind : kinds) {
        findings.add(0, about(probe, address, kind));
      }
    }
  }

  void accept(Finding finding) {
    boolean begun = finding.state() == Finding.State.BEGUN;
    Attributes about = about(finding.probe(), finding.address(), finding.kind());
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

  private static Attributes about(String probe, String address, FindingKind kind) {
    AttributesBuilder attributes = Attributes.builder();
    if (!probe.isEmpty()) {
      attributes.put(Keys.PROBE, probe);
    }
    if (!address.isEmpty()) {
      attributes.put(Keys.SERVER_ADDRESS, Urls.withoutBrackets(address));
    }
    return attributes.put(FINDING, kind.label()).build();
  }

  /** A name has one type wherever it stands: a backend would refuse another. */
  private static void put(AttributesBuilder attributes, String name, double figure) {
    if (WHOLE.contains(name)) {
      attributes.put(name, Math.round(figure));
    } else {
      attributes.put(name, figure);
    }
  }

  /** The evidence first: whatever its names are, it takes nobody else's place. */
  private static Attributes all(Finding finding, Attributes about) {
    AttributesBuilder attributes = Attributes.builder();
    finding.evidence().forEach((name, figure) -> put(attributes, name, figure));
    finding.details().forEach(attributes::put);
    return attributes
        .putAll(about)
        .put(STATE, finding.state().label())
        .put(SINCE, Instant.ofEpochSecond(0, finding.sinceEpochNanos()).toString())
        .put(CONFIDENCE, finding.confidence())
        .build();
  }
}
