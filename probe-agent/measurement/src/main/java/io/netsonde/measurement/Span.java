package io.netsonde.measurement;

import java.util.List;

/**
 * A span as the catalogue has it.
 *
 * @param name its name in OpenTelemetry
 * @param description what it stands for, without a full stop
 * @param attributes what it says, beside the resource's attributes
 */
public record Span(String name, String description, List<Attribute> attributes) {
  public Span {
    attributes = List.copyOf(attributes);
  }
}
