package io.netsonde.export;

import io.netsonde.measurement.Direction;
import io.netsonde.measurement.Distribution;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.TraceFailure;
import io.netsonde.measurement.trace.Hop;
import io.netsonde.measurement.trace.LossOnset;
import io.netsonde.measurement.trace.MplsLabel;
import io.netsonde.measurement.trace.Responder;
import io.netsonde.measurement.trace.TraceCause;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.List;
import java.util.OptionalInt;

/** Attributes of traces, of their hops and of what they change. */
final class TraceAttributes {
  private TraceAttributes() {}

  /**
   * What every series of a traced path has. A trace back goes to a port that its client's system
   * has chosen, which is another each time the client starts: it would make new series each time.
   *
   * @param ofOnlyFlow whether the probe has one flow only, whose number says nothing
   */
  static Attributes path(Trace trace, boolean ofOnlyFlow) {
    boolean isForward = trace.direction() == Direction.FORWARD;
    AttributesBuilder attributes =
        path(trace.probe(), trace.address(), isForward ? trace.flow().targetPort() : 0);
    trace.peerAgentId().ifPresent(peer -> attributes.put(Keys.PEER, peer));
    if (!ofOnlyFlow) {
      trace.flowNumber().ifPresent(flow -> attributes.put(Keys.FLOW, (long) flow));
    }
    return attributes.build();
  }

  /** Of the path that a scheduled trace, which has no peer and no flow's number, would show. */
  static Attributes path(TraceFailure failure) {
    return path(failure.probe(), failure.address(), failure.port()).build();
  }

  private static AttributesBuilder path(String probe, String address, int port) {
    AttributesBuilder attributes =
        Attributes.builder().put(Keys.PROBE, probe).put(Keys.SERVER_ADDRESS, address);
    return port > 0 ? attributes.put(Keys.SERVER_PORT, (long) port) : attributes;
  }

  /** Hops to the target, or to the last that answered; the first ones may not have been probed. */
  static OptionalInt length(Trace trace) {
    return trace.hops().isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(trace.hops().getLast().ttl());
  }

  /** Of a hop's series; of a hop that somebody answered. */
  static Attributes series(Attributes path, Hop hop) {
    return path.toBuilder()
        .put(TraceKeys.HOP, (long) hop.ttl())
        .put(TraceKeys.HOP_ADDRESS, Addresses.text(hop.responders().getFirst().address()))
        .build();
  }

  static Attributes span(Trace trace, Attributes path) {
    AttributesBuilder attributes = path.toBuilder();
    attributes.put(Keys.DIRECTION, trace.direction().label());
    attributes.put(TraceKeys.TRIGGERED, trace.cause().isPresent());
    trace
        .cause()
        .map(TraceCause::reason)
        .ifPresent(reason -> attributes.put(TraceKeys.REASON, reason));
    attributes.put(TraceKeys.PROTOCOL, trace.flow().protocol().label());
    attributes.put(TraceKeys.LOCAL_ADDRESS, Addresses.text(trace.flow().source()));
    attributes.put(TraceKeys.LOCAL_PORT, (long) trace.flow().sourcePort());
    attributes.put(TraceKeys.PEER_ADDRESS, Addresses.text(trace.flow().target()));
    if (trace.flow().targetPort() > 0) {
      attributes.put(TraceKeys.PEER_PORT, (long) trace.flow().targetPort());
    }
    attributes.put(TraceKeys.ROUNDS, (long) trace.rounds());
    attributes.put(TraceKeys.REACHED, trace.isReached());
    putPath(attributes, trace);
    LossOnset.of(trace).ifPresent(onset -> put(attributes, onset));
    trace.pathMtu().ifPresent(bytes -> attributes.put(TraceKeys.MTU, (long) bytes));
    return attributes.build();
  }

  /** Of the record of a change. */
  static Attributes change(Trace trace, Attributes path) {
    AttributesBuilder attributes = path.toBuilder();
    putPath(attributes, trace);
    return attributes.build();
  }

  static Attributes hop(Hop hop) {
    AttributesBuilder attributes = Attributes.builder().put(TraceKeys.HOP, (long) hop.ttl());
    hop.end().ifPresent(end -> attributes.put(TraceKeys.END, end.label()));
    putResponders(attributes, hop.responders());
    attributes.put(TraceKeys.SENT, hop.sent());
    attributes.put(TraceKeys.RECEIVED, hop.received());
    hop.loss().ifPresent(ratio -> attributes.put(TraceKeys.LOSS, ratio));
    if (!hop.rtt().isEmpty()) {
      putRtt(attributes, hop.rtt());
    }
    hop.jitterNanos().ifPresent(nanos -> attributes.put(TraceKeys.JITTER, Seconds.of(nanos)));
    if (!hop.mpls().isEmpty()) {
      attributes.put(TraceKeys.MPLS, hop.mpls().stream().map(TraceAttributes::text).toList());
    }
    hop.quotedTtl().ifPresent(ttl -> attributes.put(TraceKeys.QUOTED_TTL, (long) ttl));
    hop.quotedDscp().ifPresent(dscp -> attributes.put(TraceKeys.QUOTED_DSCP, (long) dscp));
    return attributes.build();
  }

  private static void put(AttributesBuilder attributes, LossOnset onset) {
    attributes.put(TraceKeys.ONSET_PREVIOUS, (long) onset.beforeTtl());
    onset
        .before()
        .ifPresent(
            router -> attributes.put(TraceKeys.ONSET_PREVIOUS_ADDRESS, Addresses.text(router)));
    attributes.put(TraceKeys.ONSET_HOP, (long) onset.ttl());
    attributes.put(TraceKeys.ONSET_ADDRESS, Addresses.text(onset.after()));
    attributes.put(TraceKeys.ONSET_LOSS, onset.loss());
    attributes.put(TraceKeys.ONSET_CONFIDENCE, onset.confidence());
  }

  private static void putPath(AttributesBuilder attributes, Trace trace) {
    if (!trace.hops().isEmpty()) {
      attributes.put(TraceKeys.PATH, trace.path().hex());
    }
    length(trace).ifPresent(hops -> attributes.put(TraceKeys.HOPS, (long) hops));
    trace.previousPath().ifPresent(before -> attributes.put(TraceKeys.PREVIOUS, before.hex()));
  }

  private static void putResponders(AttributesBuilder attributes, List<Responder> responders) {
    if (responders.isEmpty()) {
      return;
    }
    List<String> addresses = responders.stream().map(one -> Addresses.text(one.address())).toList();
    attributes.put(TraceKeys.HOP_ADDRESS, addresses.getFirst());
    attributes.put(TraceKeys.ADDRESSES, addresses);
    List<String> names = responders.stream().flatMap(one -> one.name().stream()).toList();
    if (!names.isEmpty()) {
      attributes.put(TraceKeys.NAMES, names);
    }
  }

  private static void putRtt(AttributesBuilder attributes, Distribution rtt) {
    attributes.put(TraceKeys.RTT_MIN, Seconds.of(rtt.min()));
    attributes.put(TraceKeys.RTT_MAX, Seconds.of(rtt.max()));
    attributes.put(TraceKeys.RTT_MEAN, Seconds.of(rtt.mean()));
    attributes.put(TraceKeys.RTT_STDDEV, Seconds.of(rtt.standardDeviation()));
  }

  private static String text(MplsLabel label) {
    return label.label() + "/" + label.trafficClass() + "/" + label.ttl();
  }
}
