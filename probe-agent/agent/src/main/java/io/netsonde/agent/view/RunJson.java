package io.netsonde.agent.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netsonde.diagnosis.RunVerdict;
import io.netsonde.measurement.Finding;
import java.util.OptionalLong;

/** What a run shows, for programs. */
final class RunJson {
  private RunJson() {}

  /** Adds {@code sentences} and {@code findings}. */
  static void add(ObjectNode root, RunVerdict verdict) {
    ArrayNode sentences = root.putArray("sentences");
    verdict.sentences().forEach(sentences::add);
    ArrayNode findings = root.putArray("findings");
    verdict.findings().forEach(finding -> add(findings.addObject(), finding));
  }

  private static void add(ObjectNode node, Finding finding) {
    node.put("finding", finding.kind().label());
    JsonValues.seconds(node, "since", OptionalLong.of(finding.sinceEpochNanos()));
    node.put("confidence", finding.confidence());
    node.put("sentence", finding.sentence());
    ObjectNode evidence = node.putObject("evidence");
    finding.evidence().forEach(evidence::put);
    finding.details().forEach(evidence::put);
  }
}
