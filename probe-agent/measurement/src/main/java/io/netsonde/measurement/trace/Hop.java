package io.netsonde.measurement.trace;

import io.netsonde.measurement.Distribution;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One hop of a trace: what became of the probes that were sent to come so far.
 *
 * @param ttl how many hops the probes might take, from 1
 * @param end what the answers said, the most telling of them; empty where none came
 * @param responders who answered, most answers first; several on equal-cost paths
 * @param sent probes sent, those still unanswered at the end included
 * @param received of them answered in time, duplicates left out
 * @param rtt round-trip delays of those answered, nanoseconds
 * @param jitterNanos interarrival jitter of the round trip after the last answer (RFC 3550, A.8:
 *     divided by 16, losses leave a gap and no difference spans it); empty below two answers
 * @param mpls the label stack that the newest answer quoted, outermost first; empty where none
 * @param quotedTtl the TTL with which a probe came to this hop, 0 to 255, as the newest answer
 *     quoted it; more than 1 tells of a router before it that does not count
 * @param quotedDscp the DSCP with which it came, 0 to 63; another than was sent tells of a rewrite
 */
public record Hop(
    int ttl,
    Optional<HopEnd> end,
    List<Responder> responders,
    long sent,
    long received,
    Distribution rtt,
    OptionalDouble jitterNanos,
    List<MplsLabel> mpls,
    OptionalInt quotedTtl,
    OptionalInt quotedDscp) {

  public Hop {
    responders = List.copyOf(responders);
    mpls = List.copyOf(mpls);
    if (ttl < 1 || ttl > 255 || received < 0 || received > sent) {
      throw new IllegalArgumentException(
          "hop " + ttl + " with " + received + " answers to " + sent + " probes");
    }
  }

  /** Whether anyone answered. */
  public boolean isSilent() {
    return received == 0;
  }

  /** Share of probes without an answer, 0 to 1; empty where none was sent. */
  public OptionalDouble loss() {
    return sent == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) (sent - received) / sent);
  }

  /** The same with other responders, such as with their names. */
  public Hop withResponders(List<Responder> others) {
    return new Hop(ttl, end, others, sent, received, rtt, jitterNanos, mpls, quotedTtl, quotedDscp);
  }
}
