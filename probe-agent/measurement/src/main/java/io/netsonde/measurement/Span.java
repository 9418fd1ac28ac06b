package io.netsonde.measurement;

import java.util.List;

/**
 * A span as the catalogue has it.
 *
 * @param name its name in OpenTelemetry
 * @param description what it stands for, without a full stop
 * @param attributes what it says, beside the resource's attributes
 * @param events the events within it that say something else than it does
 */
public record Span(
    String name, String description, List<Attribute> attributes, List<Event> events) {
  public Span {
    attributes = List.copyOf(attributes);
    events = List.copyOf(events);
  }

  Span(String name, String description, List<Attribute> attributes) {
    this(name, description, attributes, List.of());
  }
}
