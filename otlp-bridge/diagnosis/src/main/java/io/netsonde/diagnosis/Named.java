package io.netsonde.diagnosis;

import io.netsonde.measurement.FindingKind;
import io.netsonde.measurement.Trace;
import io.netsonde.measurement.trace.Hop;
import java.util.Comparator;
import java.util.Optional;

/**
 * Loss, the trace that has placed it, and since when it is so.
 *
 * @param kind by whether it begins at this host
 * @param belief what the traces since then say together
 */
record Named(LossPlace place, FindingKind kind, Trace trace, long since, Belief belief) {

  /** That a further trace places it likewise. */
  Named and(LossPlace again) {
    return new Named(place, kind, trace, since, belief.and(again));
  }

  /** What a trace says of packets that go where these were lost. */
  record Packets(long sent, long lost) {
    private static Packets of(Hop hop) {
      return new Packets(hop.sent(), hop.sent() - hop.received());
    }
  }

  /**
   * By a later trace: what became of its probes behind the place. Always of the same hop, the one
   * that lost the least when this was found and so limits its answers the least; whichever answers
   * best now would seem too good. Where that hop was not heard of, all are lost.
   *
   * @return empty if the trace follows another flow, which may go another way
   */
  Optional<Packets> by(Trace later) {
    if (!later.flowNumber().equals(trace.flowNumber())) {
      return Optional.empty();
    }
    int ttl = judge();
    boolean isTarget =
        later.isReached() && (place.isOutage() || later.hops().getLast().ttl() < ttl);
    Optional<Hop> hop =
        isTarget
            ? Optional.of(later.hops().getLast())
            : later.hops().stream().filter(one -> one.ttl() == ttl).findFirst();
    return Optional.of(hop.map(Packets::of).orElse(new Packets(later.rounds(), later.rounds())));
  }

  private int judge() {
    return trace.hops().stream()
        .filter(hop -> !place.isOutage() && hop.ttl() >= place.ttl() && !hop.isSilent())
        .min(
            Comparator.<Hop>comparingDouble(hop -> hop.loss().orElse(1))
                .thenComparing(Hop::ttl, Comparator.reverseOrder()))
        .map(Hop::ttl)
        .orElse(place.ttl());
  }
}
