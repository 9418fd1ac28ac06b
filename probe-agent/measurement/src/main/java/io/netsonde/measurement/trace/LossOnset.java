package io.netsonde.measurement.trace;

import io.netsonde.measurement.Trace;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where on a path loss begins: behind the hop before and not later than at the hop after. Claimed
 * only where it is at least {@link #LEAST_CONFIDENCE} sure that the path loses packets at all, and
 * at least {@link #LEAST_PLACING} sure where.
 *
 * <p>Every place where it could begin, and that it begins nowhere, is weighed by how well it
 * explains what each hop lost; see {@link OnsetWeights}. Loss at a hop that later hops do not share
 * is that router's unwillingness to answer, not the path's. Silent hops say nothing, so what lies
 * between two answering ones is named as one link. Where two neighbouring links are in question,
 * both together are named.
 *
 * @param beforeTtl the last answering hop before the loss; 0 for the source itself
 * @param before who answered there most; empty for the source itself
 * @param ttl the first answering hop behind it
 * @param after who answered there most
 * @param loss the share of packets lost from there on, 0 to 1
 * @param confidence how sure it is that loss begins there and neither elsewhere nor nowhere, at
 *     least {@link #LEAST_PLACING}
 * @param sent how many probes say so: of all answering hops together
 */
public record LossOnset(
    int beforeTtl,
    Optional<InetAddress> before,
    int ttl,
    InetAddress after,
    double loss,
    double confidence,
    long sent) {
  /** How sure it has to be that there is loss on the path at all. */
  public static final double LEAST_CONFIDENCE = 0.95;

  /** How sure it has to be where. Fifteen probes a hop that lose a fifth give little more. */
  public static final double LEAST_PLACING = 0.8;

  /** Below this share the loss is true perhaps, but not worth a word. */
  public static final double LEAST_LOSS = 0.005;

  /** Fewer lost probes, all hops behind together, may be a single event. */
  public static final long LEAST_LOST = 3;

  private static final int MOST_LINKS = 2;

  /**
   * From a whole trace. Where its target answers otherwise than by ICMP errors, which hosts limit,
   * what is lost there is believed to be lost on the way.
   */
  public static Optional<LossOnset> of(Trace trace) {
    boolean trusted = trace.isReached() && trace.flow().protocol() != TraceProtocol.UDP;
    return find(trace.hops(), trusted, List.of());
  }

  /** From the hops alone, each of which may limit its answers. */
  public static Optional<LossOnset> of(List<Hop> hops) {
    return find(hops, false, List.of());
  }

  /**
   * From the hops and from packets that went from end to end, on the same path about the same time.
   *
   * @param endToEndSent how many
   * @param endToEndLost how many of these were lost; none to speak of: then there is no loss to be
   *     placed
   */
  public static Optional<LossOnset> of(List<Hop> hops, long endToEndSent, long endToEndLost) {
    if (endToEndLost < 0 || endToEndLost > endToEndSent) {
      throw new IllegalArgumentException(endToEndLost + " lost of " + endToEndSent);
    }
    return find(hops, false, List.of(new OnsetWeights.Evidence(endToEndSent, endToEndLost, true)));
  }

  private static Optional<LossOnset> find(
      List<Hop> hops, boolean lastTrusted, List<OnsetWeights.Evidence> beyond) {
    List<Hop> answering = hops.stream().filter(hop -> !hop.isSilent()).toList();
    if (lost(answering) < LEAST_LOST) {
      return Optional.empty(); // Whatever it would be weighed to be.
    }
    List<OnsetWeights.Evidence> evidence = new ArrayList<>();
    for (Hop hop : answering) {
      boolean trusted = lastTrusted && hop.end().equals(Optional.of(HopEnd.TARGET));
      evidence.add(new OnsetWeights.Evidence(hop.sent(), hop.sent() - hop.received(), trusted));
    }
    evidence.addAll(beyond);
    OnsetWeights weights = new OnsetWeights(evidence);
    return narrowest(answering.size(), weights)
        .filter(links -> lost(answering.subList(links.first(), answering.size())) >= LEAST_LOST)
        .map(links -> onset(answering, links, weights));
  }

  /** The first and the last of some places in a row, one of which it is, and how sure that is. */
  record Links(int first, int last, double confidence) {}

  /** As few as possible of the first so many places; empty where that is not sure enough. */
  static Optional<Links> narrowest(int places, OnsetWeights weights) {
    if (weights.onsetWithin(0, places) < LEAST_CONFIDENCE) {
      return Optional.empty();
    }
    for (int links = 1; links <= MOST_LINKS; links++) {
      int best = 0;
      double most = 0;
      for (int first = 0; first + links <= places; first++) {
        double confidence = weights.onsetWithin(first, first + links);
        if (confidence > most) {
          most = confidence;
          best = first;
        }
      }
      if (most >= LEAST_PLACING) {
        return weights.lossBehind(best, best + links) < LEAST_LOSS
            ? Optional.empty()
            : Optional.of(new Links(best, best + links - 1, most));
      }
    }
    return Optional.empty();
  }

  private static LossOnset onset(List<Hop> answering, Links links, OnsetWeights weights) {
    Optional<Hop> before =
        links.first() == 0 ? Optional.empty() : Optional.of(answering.get(links.first() - 1));
    Hop after = answering.get(links.last());
    return new LossOnset(
        before.map(Hop::ttl).orElse(0),
        before.map(LossOnset::main),
        after.ttl(),
        main(after),
        weights.lossBehind(links.first(), links.last() + 1),
        links.confidence(),
        answering.stream().mapToLong(Hop::sent).sum());
  }

  private static long lost(List<Hop> hops) {
    return hops.stream().mapToLong(hop -> hop.sent() - hop.received()).sum();
  }

  static InetAddress main(Hop hop) {
    return hop.responders().getFirst().address();
  }
}
