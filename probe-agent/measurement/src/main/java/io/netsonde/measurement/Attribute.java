package io.netsonde.measurement;

import java.util.List;

/**
 * What distinguishes the series of a metric, or says something about a span.
 *
 * @param key the attribute's name in OpenTelemetry
 * @param type its values' type
 * @param description what it says, without a full stop
 * @param values all values it may have; empty where they are not of a fixed set
 */
public record Attribute(String key, Type type, String description, List<String> values) {
  /** Type of an attribute's value, as OpenTelemetry has it. */
  public enum Type {
    STRING,
    LONG,
    DOUBLE,
    BOOLEAN,
    STRING_ARRAY
  }

  public Attribute {
    values = List.copyOf(values);
    if (key.isEmpty() || description.isEmpty()) {
      throw new IllegalArgumentException("an attribute needs a key and a description: " + key);
    }
  }

  static Attribute text(String key, String description, String... values) {
    return new Attribute(key, Type.STRING, description, List.of(values));
  }

  static Attribute whole(String key, String description) {
    return new Attribute(key, Type.LONG, description, List.of());
  }

  static Attribute real(String key, String description) {
    return new Attribute(key, Type.DOUBLE, description, List.of());
  }

  static Attribute truth(String key, String description) {
    return new Attribute(key, Type.BOOLEAN, description, List.of());
  }

  static Attribute texts(String key, String description) {
    return new Attribute(key, Type.STRING_ARRAY, description, List.of());
  }
}
