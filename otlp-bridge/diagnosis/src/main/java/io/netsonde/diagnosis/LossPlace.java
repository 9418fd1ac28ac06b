package io.netsonde.diagnosis;

import io.netsonde.measurement.trace.LossOnset;
import io.netsonde.measurement.trace.Outage;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Between which hops a trace says that packets are lost.
 *
 * @param after who answers at the hop behind it, or did; empty where that is not known: then it is
 *     anywhere beyond the hop before
 * @param loss the share lost from there on; 1 where nothing gets through
 * @param sent how many probes and packets say so
 */
record LossPlace(
    int beforeTtl,
    Optional<InetAddress> before,
    int ttl,
    Optional<InetAddress> after,
    double loss,
    double confidence,
    long sent,
    boolean isOutage) {

  static LossPlace of(LossOnset onset) {
    return new LossPlace(
        onset.beforeTtl(),
        onset.before(),
        onset.ttl(),
        Optional.of(onset.after()),
        onset.loss(),
        onset.confidence(),
        onset.sent(),
        false);
  }

  static LossPlace of(Outage outage) {
    return new LossPlace(
        outage.beforeTtl(),
        outage.before(),
        outage.ttl(),
        outage.after(),
        1,
        outage.confidence(),
        outage.sent(),
        true);
  }

  /** The hop not later than which it is, however far that may be. */
  int lastTtl() {
    return after.isPresent() ? ttl : Integer.MAX_VALUE;
  }
}
