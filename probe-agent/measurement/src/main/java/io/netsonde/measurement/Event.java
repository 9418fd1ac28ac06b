package io.netsonde.measurement;

import java.util.List;

/**
 * An event as the catalogue has it: a log record of its own, or a moment within a span.
 *
 * @param name its name in OpenTelemetry
 * @param description what it tells of, without a full stop
 * @param attributes what it says, beside the resource's attributes
 */
public record Event(String name, String description, List<Attribute> attributes) {
  public Event {
    attributes = List.copyOf(attributes);
  }
}
