package io.netsonde.export;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/**
 * Who sends the telemetry.
 *
 * @param id the agent's id (unsigned 32-bit), unique in the fleet
 * @param name the agent's name, for people
 * @param labels further resource attributes, such as the site or the kind of connection
 */
public record AgentIdentity(long id, String name, Map<String, String> labels) {
  /**
   * The namespace that OpenTelemetry's semantic conventions give for a {@code service.instance.id}
   * made by UUIDv5.
   */
  public static final UUID INSTANCE_NAMESPACE =
      UUID.fromString("4d63009a-8d0f-11ee-aad7-4c796ed8e320");

  public AgentIdentity {
    if (id < 0 || id > 0xffff_ffffL) {
      throw new IllegalArgumentException("agent id " + id + " is not an unsigned 32-bit");
    }
    labels = Map.copyOf(labels);
  }

  /**
   * The agent's {@code service.instance.id}: the UUIDv5 (RFC 9562, section 5.5) of its id, written
   * in decimal digits, in {@link #INSTANCE_NAMESPACE}; {@code uuidgen --sha1} gives the same.
   */
  public UUID instanceId() {
    return NameUuid.of(INSTANCE_NAMESPACE, Long.toString(id).getBytes(StandardCharsets.UTF_8));
  }
}
