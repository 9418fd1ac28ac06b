package io.netsonde.diagnosis;

import io.netsonde.measurement.Trace;
import io.netsonde.measurement.trace.Flow5Tuple;
import io.netsonde.measurement.trace.Hop;
import io.netsonde.measurement.trace.Outage;
import java.util.List;
import java.util.Optional;

/**
 * A path as traces saw it that reached its target, and how many since then have not. A target that
 * has never answered, as many do that a firewall guards, cannot fall silent.
 */
final class WholePath {
  private static final int LEAST_TRACES = 3;

  /** So seldom a target that answers as it did before leaves so many probes unanswered. */
  private static final double CHANCE = 1e-3;

  /** Of more probes than this, the older count half. */
  private static final long MEMORY = 300;

  private Optional<Flow5Tuple> flow = Optional.empty();
  private List<Outage.Known> hops = List.of();
  private long asked;
  private long answered;

  private int unreached;
  private long unanswered;
  private long silentSince;

  void accept(Trace trace) {
    if (trace.isReached()) {
      Hop target = trace.hops().getLast();
      asked += unanswered + target.sent();
      answered += target.received();
      if (asked > MEMORY) {
        asked /= 2;
        answered /= 2;
      }
      flow = Optional.of(trace.flow());
      hops = Outage.answering(trace.hops()).stream().map(WholePath::known).toList();
      unreached = 0;
      unanswered = 0;
    } else if (asked > 0) {
      silentSince = unreached == 0 ? trace.startEpochNanos() : silentSince;
      unreached++;
      unanswered += trace.rounds();
    }
  }

  /** Whether the target answers no more: several traces in a row, and more than chance would do. */
  boolean hasFallenSilent() {
    double lost = (asked - answered + 1.0) / (asked + 2.0);
    return unreached >= LEAST_TRACES && unanswered * Math.log(lost) < Math.log(CHANCE);
  }

  /** When the first of the traces began that have not reached it. */
  long silentSince() {
    return silentSince;
  }

  /** How many these are. */
  int unreached() {
    return unreached;
  }

  /** How often the target was asked by them. */
  long unanswered() {
    return unanswered;
  }

  /** How far away the target was; 0 if that is not known. */
  int length() {
    return hops.isEmpty() ? 0 : hops.getLast().ttl();
  }

  /**
   * Who answered behind the last that this trace knows, up to the target; empty if it takes another
   * way, as far as can be told.
   */
  List<Outage.Known> beyond(Trace trace) {
    List<Hop> answering = Outage.answering(trace.hops());
    if (!flow.equals(Optional.of(trace.flow()))) {
      return List.of();
    }
    if (answering.isEmpty()) {
      return hops;
    }
    Hop last = answering.getLast();
    return hops.stream().anyMatch(known -> isThere(known, last))
        ? hops.stream().filter(known -> known.ttl() > last.ttl()).toList()
        : List.of();
  }

  private static boolean isThere(Outage.Known known, Hop hop) {
    return known.ttl() == hop.ttl()
        && hop.responders().stream().anyMatch(one -> one.address().equals(known.address()));
  }

  private static Outage.Known known(Hop hop) {
    return new Outage.Known(hop.ttl(), hop.responders().getFirst().address());
  }
}
