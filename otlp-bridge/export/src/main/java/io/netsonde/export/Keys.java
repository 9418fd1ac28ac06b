package io.netsonde.export;

import io.netsonde.measurement.AttributeCatalogue;
import io.opentelemetry.api.common.AttributeKey;

/** The attributes of metrics and spans, and of the resource. */
final class Keys {
  static final AttributeKey<String> PROBE = AttributeKey.stringKey(AttributeCatalogue.PROBE.key());
  static final AttributeKey<Long> PEER =
      AttributeKey.longKey(AttributeCatalogue.PEER_AGENT_ID.key());
  static final AttributeKey<String> SERVER_ADDRESS =
      AttributeKey.stringKey(AttributeCatalogue.SERVER_ADDRESS.key());
  static final AttributeKey<Long> SERVER_PORT =
      AttributeKey.longKey(AttributeCatalogue.SERVER_PORT.key());
  static final AttributeKey<Long> FLOW = AttributeKey.longKey(AttributeCatalogue.FLOW.key());
  static final AttributeKey<String> DIRECTION =
      AttributeKey.stringKey(AttributeCatalogue.DIRECTION.key());
  static final AttributeKey<String> TIMESTAMP_SOURCE =
      AttributeKey.stringKey(AttributeCatalogue.TIMESTAMP_SOURCE.key());
  static final AttributeKey<String> PACKET_OUTCOME =
      AttributeKey.stringKey(AttributeCatalogue.PACKET_OUTCOME.key());
  static final AttributeKey<String> IO_DIRECTION =
      AttributeKey.stringKey(AttributeCatalogue.IO_DIRECTION.key());
  static final AttributeKey<String> CYCLE_OUTCOME =
      AttributeKey.stringKey(AttributeCatalogue.CYCLE_OUTCOME.key());
  static final AttributeKey<Long> CYCLE_INDEX = AttributeKey.longKey("netsonde.cycle.index");
  static final AttributeKey<Long> CYCLE_PACKETS = AttributeKey.longKey("netsonde.cycle.packets");
  static final AttributeKey<String> REJECT_REASON =
      AttributeKey.stringKey(AttributeCatalogue.REJECT_REASON.key());
  static final AttributeKey<String> SIGNAL =
      AttributeKey.stringKey(AttributeCatalogue.SIGNAL.key());
  static final AttributeKey<String> DROP_REASON =
      AttributeKey.stringKey(AttributeCatalogue.DROP_REASON.key());
  static final AttributeKey<String> DISCARD_REASON =
      AttributeKey.stringKey(AttributeCatalogue.DISCARD_REASON.key());
  static final AttributeKey<String> INTERFACE_NAME =
      AttributeKey.stringKey(AttributeCatalogue.INTERFACE_NAME.key());
  static final AttributeKey<String> COLLECTOR_NAME =
      AttributeKey.stringKey(AttributeCatalogue.COLLECTOR_NAME.key());
  static final AttributeKey<String> COLLECTOR_ACTION =
      AttributeKey.stringKey(AttributeCatalogue.COLLECTOR_ACTION.key());
  static final AttributeKey<String> CLOCK_BASIS =
      AttributeKey.stringKey(AttributeCatalogue.CLOCK_BASIS.key());
  static final AttributeKey<String> CLIENT_ADDRESS = AttributeKey.stringKey("client.address");
  static final AttributeKey<Long> CLIENT_PORT = AttributeKey.longKey("client.port");

  static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");
  static final AttributeKey<String> SERVICE_NAMESPACE = AttributeKey.stringKey("service.namespace");
  static final AttributeKey<String> SERVICE_INSTANCE =
      AttributeKey.stringKey("service.instance.id");
  static final AttributeKey<String> HOST_NAME = AttributeKey.stringKey("host.name");
  static final AttributeKey<Long> AGENT_ID = AttributeKey.longKey("netsonde.agent.id");
  static final AttributeKey<String> AGENT_NAME = AttributeKey.stringKey("netsonde.agent.name");

  private Keys() {}
}
