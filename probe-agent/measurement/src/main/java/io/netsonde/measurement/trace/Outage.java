package io.netsonde.measurement.trace;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Behind which hop of a path nothing gets through any more. A trace alone cannot tell that: hops
 * that keep silent may have done so ever, and a target that drops probes is common. So it takes
 * packets from end to end that are lost, and hops that answered while the path was whole.
 *
 * @param beforeTtl the hop before it; 0 for the source itself
 * @param before who answers there most; empty for the source itself
 * @param ttl the first hop behind it that answered before; the next one where none is known
 * @param after who answered there; empty where that is not known
 * @param confidence how sure it is that it is there and not elsewhere, at least {@link
 *     LossOnset#LEAST_PLACING}
 * @param sent how many probes and packets say so
 */
public record Outage(
    int beforeTtl,
    Optional<InetAddress> before,
    int ttl,
    Optional<InetAddress> after,
    double confidence,
    long sent) {

  /** Who answered on the path while it was whole. */
  public record Known(int ttl, InetAddress address) {}

  /** A hop, or the unknown beyond, and what was lost there. */
  private record Place(
      int ttl, Optional<InetAddress> address, long sent, long lost, boolean isTrusted) {
    OnsetWeights.Evidence evidence() {
      return new OnsetWeights.Evidence(sent, lost, isTrusted);
    }
  }

  /**
   * From a trace whose target did not answer, though it was asked.
   *
   * @param beyond who answered behind the last that answers now, in their order, the target last;
   *     empty where that is not known
   * @param rounds how often each of these was asked
   * @param sent packets from end to end meanwhile
   * @param lost how many of these were lost: all or nearly all
   * @return empty where nobody has answered and nobody is known, or where it is not sure enough
   */
  public static Optional<Outage> of(
      List<Hop> hops, List<Known> beyond, long rounds, long sent, long lost) {
    List<Place> places = new ArrayList<>();
    for (Hop hop : answering(hops)) {
      places.add(
          new Place(
              hop.ttl(),
              Optional.of(LossOnset.main(hop)),
              hop.sent(),
              hop.sent() - hop.received(),
              false));
    }
    if (places.isEmpty() && beyond.isEmpty()) {
      return Optional.empty();
    }
    int answering = places.size();
    for (Known known : beyond.subList(0, Math.max(0, beyond.size() - 1))) {
      places.add(new Place(known.ttl(), Optional.of(known.address()), rounds, rounds, false));
    }
    places.add(
        beyond.isEmpty()
            ? new Place(places.getLast().ttl() + 1, Optional.empty(), sent, lost, true)
            : new Place(
                beyond.getLast().ttl(), Optional.of(beyond.getLast().address()), sent, lost, true));
    OnsetWeights weights = new OnsetWeights(places.stream().map(Place::evidence).toList());
    return LossOnset.narrowest(places.size(), weights)
        .filter(links -> links.last() >= answering - 1)
        .map(links -> beyond(links, answering, weights))
        .map(links -> outage(places, links));
  }

  /**
   * The hops that answer, as they lie one behind the other: a router that says of what it cannot
   * forward that it is unreachable is no further hop.
   */
  public static List<Hop> answering(List<Hop> hops) {
    List<Hop> answering = new ArrayList<>();
    for (Hop hop : hops) {
      boolean isSecondWord =
          hop.end().equals(Optional.of(HopEnd.UNREACHABLE))
              && !answering.isEmpty()
              && LossOnset.main(answering.getLast()).equals(LossOnset.main(hop));
      if (!hop.isSilent() && !isSecondWord) {
        answering.add(hop);
      }
    }
    return answering;
  }

  /** Up to the first that answers no more, where the last that does answers too seldom. */
  private static LossOnset.Links beyond(
      LossOnset.Links links, int answering, OnsetWeights weights) {
    return links.last() >= answering
        ? links
        : new LossOnset.Links(
            links.first(), answering, weights.onsetWithin(links.first(), answering + 1));
  }

  private static Outage outage(List<Place> places, LossOnset.Links links) {
    Optional<Place> before =
        links.first() == 0 ? Optional.empty() : Optional.of(places.get(links.first() - 1));
    Place after = places.get(links.last());
    return new Outage(
        before.map(Place::ttl).orElse(0),
        before.flatMap(Place::address),
        after.ttl(),
        after.address(),
        links.confidence(),
        places.stream().mapToLong(Place::sent).sum());
  }
}
