package io.netsonde.export;

import io.opentelemetry.api.common.AttributeKey;

/** The attributes of metrics and spans, and of the resource. */
final class Keys {
  static final AttributeKey<String> PROBE = AttributeKey.stringKey("netsonde.probe");
  static final AttributeKey<Long> PEER = AttributeKey.longKey("netsonde.peer.agent.id");
  static final AttributeKey<String> SERVER_ADDRESS = AttributeKey.stringKey("server.address");
  static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");
  static final AttributeKey<Long> FLOW = AttributeKey.longKey("netsonde.flow");
  static final AttributeKey<String> DIRECTION = AttributeKey.stringKey("netsonde.direction");
  static final AttributeKey<String> TIMESTAMP_SOURCE =
      AttributeKey.stringKey("netsonde.timestamp.source");
  static final AttributeKey<String> PACKET_OUTCOME =
      AttributeKey.stringKey("netsonde.packet.outcome");
  static final AttributeKey<String> IO_DIRECTION = AttributeKey.stringKey("network.io.direction");
  static final AttributeKey<String> CYCLE_OUTCOME =
      AttributeKey.stringKey("netsonde.cycle.outcome");
  static final AttributeKey<Long> CYCLE_INDEX = AttributeKey.longKey("netsonde.cycle.index");
  static final AttributeKey<Long> CYCLE_PACKETS = AttributeKey.longKey("netsonde.cycle.packets");
  static final AttributeKey<String> REJECT_REASON =
      AttributeKey.stringKey("netsonde.reject.reason");
  static final AttributeKey<String> SIGNAL = AttributeKey.stringKey("netsonde.signal");
  static final AttributeKey<String> DROP_REASON = AttributeKey.stringKey("netsonde.drop.reason");
  static final AttributeKey<String> PEER_ADDRESS = AttributeKey.stringKey("network.peer.address");
  static final AttributeKey<Long> PEER_PORT = AttributeKey.longKey("network.peer.port");

  static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");
  static final AttributeKey<String> SERVICE_NAMESPACE = AttributeKey.stringKey("service.namespace");
  static final AttributeKey<String> SERVICE_INSTANCE =
      AttributeKey.stringKey("service.instance.id");
  static final AttributeKey<String> HOST_NAME = AttributeKey.stringKey("host.name");
  static final AttributeKey<Long> AGENT_ID = AttributeKey.longKey("netsonde.agent.id");
  static final AttributeKey<String> AGENT_NAME = AttributeKey.stringKey("netsonde.agent.name");

  private Keys() {}
}
