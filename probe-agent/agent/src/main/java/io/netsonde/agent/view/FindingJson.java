package io.netsonde.agent.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netsonde.measurement.Finding;
import io.netsonde.measurement.SpanIdentity;
import java.time.Instant;
import java.util.List;

/** Findings for programs: attribute names as in telemetry. */
public final class FindingJson {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private FindingJson() {}

  /** An array, in that order. */
  public static ArrayNode of(List<Finding> findings) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Finding finding : findings) {
      ObjectNode node = array.addObject();
      node.put("finding", finding.kind().label());
      node.put("state", finding.state().label());
      node.put("probe", finding.probe());
      node.put("since", instant(finding.sinceEpochNanos()));
      node.put("at", instant(finding.atEpochNanos()));
      node.put("confidence", finding.confidence());
      node.put("sentence", finding.sentence());
      ObjectNode evidence = node.putObject("evidence");
      finding.evidence().forEach(evidence::put);
      finding.details().forEach(evidence::put);
      finding.span().map(SpanIdentity::traceId).ifPresent(id -> node.put("trace_id", id));
    }
    return array;
  }

  private static String instant(long epochNanos) {
    return Instant.ofEpochSecond(
            Math.floorDiv(epochNanos, NANOS_PER_SECOND),
            Math.floorMod(epochNanos, NANOS_PER_SECOND))
        .toString();
  }
}
