package io.netsonde.netio.interfaces;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which of this host's interfaces lead to a target.
 *
 * <p>As everywhere in IP the most specific routes count, and no others: a default route leads to
 * everything, also to what is only behind a VPN.
 *
 * @param interfaces all of them
 * @param candidates those with a most specific route, by index. The loopback alone where the target
 *     is this host.
 * @param lessSpecific those with a less specific route, by index
 */
public record Survey(
    InetAddress target,
    List<LocalInterface> interfaces,
    List<Candidate> candidates,
    List<LocalInterface> lessSpecific) {
  public Survey {
    interfaces = List.copyOf(interfaces);
    candidates = List.copyOf(candidates);
    lessSpecific = List.copyOf(lessSpecific);
  }

  /**
   * Asks the network.
   *
   * @throws IOException if the system does not tell
   */
  public static Survey of(HostNetwork network, InetAddress target) throws IOException {
    return of(network, network.interfaces(), target);
  }

  static Survey of(HostNetwork network, List<LocalInterface> interfaces, InetAddress target)
      throws IOException {
    Optional<Route> byItself = network.route(target);
    if (target.isLoopbackAddress() || byItself.filter(Route::local).isPresent()) {
      return ofThisHost(interfaces, byItself, target);
    }
    Map<LocalInterface, Way> ways = new HashMap<>();
    for (LocalInterface each : interfaces) {
      if (each.kind() != LinkKind.LOOPBACK && isInZone(each, target)) {
        network.wayBy(each, target).ifPresent(way -> ways.put(each, way));
      }
    }
    int prefix = ways.values().stream().mapToInt(Way::prefix).max().orElse(0);
    int first = byItself.map(Route::interfaceIndex).orElse(0);
    List<Candidate> candidates = new ArrayList<>();
    List<LocalInterface> lessSpecific = new ArrayList<>();
    for (LocalInterface each : interfaces) {
      Way way = ways.get(each);
      if (way != null && way.prefix() == prefix) {
        candidates.add(candidate(each, way.source(), each.index() == first));
      } else if (way != null) {
        lessSpecific.add(each);
      }
    }
    return new Survey(target, interfaces, candidates, lessSpecific);
  }

  private static Survey ofThisHost(
      List<LocalInterface> interfaces, Optional<Route> route, InetAddress target) {
    List<Candidate> candidates = new ArrayList<>();
    for (LocalInterface each : interfaces) {
      if (each.kind() == LinkKind.LOOPBACK) {
        route.ifPresent(found -> candidates.add(candidate(each, found.source(), true)));
      }
    }
    return new Survey(target, interfaces, candidates, List.of());
  }

  /** A link-local address means something on its own link only. */
  private static boolean isInZone(LocalInterface each, InetAddress target) {
    int zone = target instanceof Inet6Address address ? address.getScopeId() : 0;
    return zone == 0 || zone == each.index();
  }

  private static Candidate candidate(LocalInterface each, InetAddress source, boolean routed) {
    return new Candidate(each.name(), each.index(), each.running(), each.kind(), source, routed);
  }

  /** The interfaces without any route to the target. */
  public List<LocalInterface> without() {
    Predicate<LocalInterface> isCandidate =
        each -> candidates.stream().anyMatch(one -> one.index() == each.index());
    return interfaces.stream()
        .filter(isCandidate.negate())
        .filter(each -> !lessSpecific.contains(each))
        .toList();
  }
}
