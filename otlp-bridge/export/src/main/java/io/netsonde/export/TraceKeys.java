package io.netsonde.export;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.netsonde.measurement.TraceCatalogue;
import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/** The attributes of traces and their hops. */
final class TraceKeys {
  static final AttributeKey<Long> HOP = longKey(TraceCatalogue.HOP.key());
  static final AttributeKey<String> HOP_ADDRESS = stringKey(TraceCatalogue.HOP_ADDRESS.key());

  static final AttributeKey<Boolean> TRIGGERED = booleanKey("netsonde.triggered");
  static final AttributeKey<String> REASON = stringKey("netsonde.trigger.reason");
  static final AttributeKey<String> PROTOCOL = stringKey("netsonde.trace.protocol");
  static final AttributeKey<String> LOCAL_ADDRESS = stringKey("network.local.address");
  static final AttributeKey<Long> LOCAL_PORT = longKey("network.local.port");
  static final AttributeKey<String> PEER_ADDRESS = stringKey("network.peer.address");
  static final AttributeKey<Long> PEER_PORT = longKey("network.peer.port");
  static final AttributeKey<Long> ROUNDS = longKey("netsonde.trace.rounds");
  static final AttributeKey<Long> HOPS = longKey("netsonde.trace.hops");
  static final AttributeKey<Boolean> REACHED = booleanKey("netsonde.trace.reached");
  static final AttributeKey<String> PATH = stringKey("netsonde.trace.path");
  static final AttributeKey<String> PREVIOUS = stringKey("netsonde.trace.path.previous");
  static final AttributeKey<Long> MTU = longKey("netsonde.trace.path.mtu");

  static final AttributeKey<Long> ONSET_HOP = longKey("netsonde.loss.onset.hop");
  static final AttributeKey<String> ONSET_ADDRESS = stringKey("netsonde.loss.onset.address");
  static final AttributeKey<Long> ONSET_PREVIOUS = longKey("netsonde.loss.onset.previous.hop");
  static final AttributeKey<String> ONSET_PREVIOUS_ADDRESS =
      stringKey("netsonde.loss.onset.previous.address");
  static final AttributeKey<Double> ONSET_LOSS = doubleKey("netsonde.loss.onset.ratio");
  static final AttributeKey<Double> ONSET_CONFIDENCE = doubleKey("netsonde.loss.onset.confidence");

  static final AttributeKey<String> END = stringKey("netsonde.hop.end");
  static final AttributeKey<List<String>> ADDRESSES = stringArrayKey("netsonde.hop.addresses");
  static final AttributeKey<List<String>> NAMES = stringArrayKey("netsonde.hop.names");
  static final AttributeKey<Long> SENT = longKey("netsonde.hop.sent");
  static final AttributeKey<Long> RECEIVED = longKey("netsonde.hop.received");
  static final AttributeKey<Double> LOSS = doubleKey("netsonde.hop.loss");
  static final AttributeKey<Double> RTT_MIN = doubleKey("netsonde.hop.rtt.min");
  static final AttributeKey<Double> RTT_MAX = doubleKey("netsonde.hop.rtt.max");
  static final AttributeKey<Double> RTT_MEAN = doubleKey("netsonde.hop.rtt.mean");
  static final AttributeKey<Double> RTT_STDDEV = doubleKey("netsonde.hop.rtt.stddev");
  static final AttributeKey<Double> JITTER = doubleKey("netsonde.hop.jitter");
  static final AttributeKey<List<String>> MPLS = stringArrayKey("netsonde.hop.mpls");
  static final AttributeKey<Long> QUOTED_TTL = longKey("netsonde.hop.quoted.ttl");
  static final AttributeKey<Long> QUOTED_DSCP = longKey("netsonde.hop.quoted.dscp");

  private TraceKeys() {}
}
