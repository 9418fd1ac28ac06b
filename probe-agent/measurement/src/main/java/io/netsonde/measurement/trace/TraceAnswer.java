package io.netsonde.measurement.trace;

import java.net.InetAddress;
import java.util.List;
import java.util.OptionalInt;

/**
 * An answer to a probe of a trace.
 *
 * @param from who answered
 * @param end what it said
 * @param nanos when it arrived, by the clock of the probes' sending
 * @param mpls the label stack that it quotes, outermost first; empty where none
 * @param quotedTtl the TTL with which the probe came there, where the quote is known so far
 * @param quotedDscp the DSCP with which it came there, likewise
 */
public record TraceAnswer(
    InetAddress from,
    HopEnd end,
    long nanos,
    List<MplsLabel> mpls,
    OptionalInt quotedTtl,
    OptionalInt quotedDscp) {
  public TraceAnswer {
    mpls = List.copyOf(mpls);
  }

  /** An answer that says no more than who and what. */
  public static TraceAnswer of(InetAddress from, HopEnd end, long nanos) {
    return new TraceAnswer(from, end, nanos, List.of(), OptionalInt.empty(), OptionalInt.empty());
  }
}
