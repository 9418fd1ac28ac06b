package io.netsonde.export;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Map;

/**
 * The resource of all telemetry: what the environment says (OTEL_SERVICE_NAME and
 * OTEL_RESOURCE_ATTRIBUTES) before what Netsonde assumes, and the configuration file before both.
 */
final class AgentResource {
  private AgentResource() {}

  static Resource of(
      Resource fromSdk, ConfigProperties config, AgentIdentity agent, String hostName) {
    Map<String, String> said = config.getMap("otel.resource.attributes");
    AttributesBuilder own = fromSdk.getAttributes().toBuilder();
    if (config.getString("otel.service.name") == null) {
      assume(own, said, Keys.SERVICE_NAME, "netsonde-agent");
    }
    assume(own, said, Keys.SERVICE_NAMESPACE, "netsonde");
    assume(own, said, Keys.SERVICE_INSTANCE, agent.instanceId().toString());
    assume(own, said, Keys.HOST_NAME, hostName);
    own.put(Keys.AGENT_ID, agent.id());
    own.put(Keys.AGENT_NAME, agent.name());
    agent.labels().forEach(own::put);
    // Merged by hand: the SDK warns when a merge replaces the random instance id it has made up.
    return Resource.create(own.build(), fromSdk.getSchemaUrl());
  }

  private static void assume(
      AttributesBuilder own, Map<String, String> said, AttributeKey<String> key, String value) {
    if (!said.containsKey(key.getKey())) {
      own.put(key, value);
    }
  }
}
