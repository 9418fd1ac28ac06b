package io.netsonde.agent.view;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netsonde.measurement.Distribution;
import java.math.BigDecimal;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How documents for programs say things: times are seconds, exact to the nanosecond; what is not
 * known is null, never 0 and never left out.
 */
final class JsonValues {
  private static final ObjectWriter WRITER =
      JsonMapper.builder()
          .build()
          .writerWithDefaultPrettyPrinter()
          .with(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);

  private JsonValues() {}

  /** The document as text, without a line end. */
  static String document(ObjectNode root) {
    try {
      return WRITER.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain nodes can be written", e);
    }
  }

  /** Figures of times in nanoseconds. */
  static void times(ObjectNode parent, String name, Distribution values) {
    if (values.isEmpty()) {
      parent.putNull(name);
      return;
    }
    ObjectNode node = parent.putObject(name);
    node.put("count", values.count());
    seconds(node, "min", OptionalLong.of(values.min()));
    seconds(node, "mean", OptionalDouble.of(values.mean()));
    seconds(node, "median", OptionalLong.of(values.median()));
    seconds(node, "p95", OptionalLong.of(values.percentile(95)));
    seconds(node, "p99", OptionalLong.of(values.percentile(99)));
    seconds(node, "max", OptionalLong.of(values.max()));
    seconds(node, "stddev", OptionalDouble.of(values.standardDeviation()));
  }

  /** A number as it is. */
  static void number(ObjectNode node, String name, OptionalDouble value) {
    if (value.isPresent()) {
      node.put(name, value.getAsDouble());
    } else {
      node.putNull(name);
    }
  }

  static void number(ObjectNode node, String name, OptionalInt value) {
    if (value.isPresent()) {
      node.put(name, value.getAsInt());
    } else {
      node.putNull(name);
    }
  }

  static void number(ObjectNode node, String name, OptionalLong value) {
    if (value.isPresent()) {
      node.put(name, value.getAsLong());
    } else {
      node.putNull(name);
    }
  }

  static void seconds(ObjectNode node, String name, OptionalDouble nanos) {
    // Below a nanosecond a mean says nothing.
    seconds(
        node,
        name,
        nanos.isPresent()
            ? OptionalLong.of(Math.round(nanos.getAsDouble()))
            : OptionalLong.empty());
  }

  static void seconds(ObjectNode node, String name, OptionalLong nanos) {
    if (nanos.isPresent()) {
      seconds(node, name, nanos.getAsLong());
    } else {
      node.putNull(name);
    }
  }

  static void seconds(ObjectNode node, String name, long nanos) {
    node.put(name, BigDecimal.valueOf(nanos, 9).stripTrailingZeros());
  }
}
