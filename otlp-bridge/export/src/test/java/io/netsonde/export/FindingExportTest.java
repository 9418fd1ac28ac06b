package io.netsonde.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.netsonde.measurement.AgentActivity;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.FindingKind;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FindingExportTest {
  @Test
  void shouldTellAFindingAsAPersonWould() {
    LogRecordData log = new Recorded(FindingSamples.BEGUN).logs().getFirst();
    assertEquals("netsonde.finding", log.getEventName());
    assertEquals(
        "Between 10.0.2.1 (hop 2) and 10.0.3.1 (hop 3), 21 % of packets are lost.",
        String.valueOf(log.getBodyValue() == null ? null : log.getBodyValue().asString()));
    assertEquals(Severity.WARN, log.getSeverity());
    assertEquals("WARN", log.getSeverityText());
    assertEquals(Samples.END, log.getTimestampEpochNanos());
    assertEquals(Instruments.SCOPE, log.getInstrumentationScopeInfo().getName());
  }

  @Test
  void shouldCarryItsEvidence() {
    LogRecordData log = new Recorded(FindingSamples.BEGUN).logs().getFirst();
    Map<String, Object> expected = new TreeMap<>();
    expected.put("netsonde.finding", "loss_at_hop");
    expected.put("netsonde.finding.state", "begun");
    expected.put("netsonde.probe", "to-berlin");
    expected.put("server.address", "berlin.example.net");
    expected.put("netsonde.finding.since", "2023-11-14T22:13:20Z");
    expected.put("netsonde.finding.confidence", 0.999);
    expected.put("netsonde.evidence.loss", 0.21);
    expected.put("netsonde.hop", 3L);
    expected.put("network.peer.address", "10.0.3.1");
    Map<String, Object> actual = new TreeMap<>();
    log.getAttributes().forEach((key, value) -> actual.put(key.getKey(), value));
    assertEquals(expected, actual);
    assertEquals(TraceSamples.TRIGGERED.span().traceId(), log.getSpanContext().getTraceId());
    assertEquals(TraceSamples.TRIGGERED.span().spanId(), log.getSpanContext().getSpanId());
  }

  @Test
  void shouldCountBeginningsOnly() {
    Recorded recorded =
        new Recorded(FindingSamples.BEGUN, FindingSamples.OVER, FindingSamples.BEGUN);
    Attributes attributes =
        Attributes.builder()
            .put("netsonde.probe", "to-berlin")
            .put("server.address", "berlin.example.net")
            .put("netsonde.finding", "loss_at_hop")
            .build();
    assertEquals(Optional.of(2L), recorded.value("netsonde.diagnosis.findings", attributes));
    assertEquals(3, recorded.logs().size());
    assertEquals(Severity.INFO, recorded.logs().get(1).getSeverity());
  }

  @Test
  void shouldCountFromZeroSoThatARateKnowsOfTheFirst() {
    Recorded recorded =
        new Recorded(
            HttpSamples.CHECK,
            HttpSamples.CHECK,
            Samples.cycle(Samples.PATH, 0, Samples.FIGURES),
            TraceSamples.SCHEDULED,
            new AgentActivity(OptionalLong.empty(), 0, 0, 0, 0));
    assertEquals(4 + 4 + 2 + 1, recorded.points("netsonde.diagnosis.findings").size());
    Attributes first =
        Attributes.builder()
            .put("netsonde.probe", "to-berlin")
            .put("server.address", "berlin.example.net")
            .put("netsonde.finding", "loss_at_hop")
            .build();
    assertEquals(Optional.of(0L), recorded.value("netsonde.diagnosis.findings", first));
    recorded.accept(FindingSamples.BEGUN);
    assertEquals(Optional.of(1L), recorded.value("netsonde.diagnosis.findings", first));
  }

  @Test
  void shouldGiveANameTheTypeThatItHasElsewhere() {
    Attributes evidence = new Recorded(FindingSamples.BEGUN).logs().getFirst().getAttributes();
    assertEquals(3L, evidence.get(TraceKeys.HOP));
    assertEquals(0.21, evidence.get(AttributeKey.doubleKey("netsonde.evidence.loss")));
  }

  @Test
  void shouldNameNoProbeAndNoSpanWhenTheAgentItselfIsMeant() {
    Finding agent =
        new Finding(
            FindingKind.AGENT,
            Finding.State.BEGUN,
            "",
            "",
            Samples.START,
            Samples.END,
            1,
            "This agent is late.",
            Map.of(),
            Map.of(),
            Optional.empty());
    Recorded recorded = new Recorded(agent);
    LogRecordData log = recorded.logs().getFirst();
    assertFalse(log.getSpanContext().isValid());
    assertEquals(null, log.getAttributes().get(Keys.PROBE));
    assertEquals(
        Optional.of(1L),
        recorded.value(
            "netsonde.diagnosis.findings",
            Attributes.builder().put("netsonde.finding", "agent").build()));
  }
}
