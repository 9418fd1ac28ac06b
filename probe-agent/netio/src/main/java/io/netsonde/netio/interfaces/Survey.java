package io.netsonde.netio.interfaces;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which of this host's interfaces have a route to a target.
 *
 * @param interfaces all of them
 * @param candidates those with a route, by index. The loopback alone where the target is this host.
 */
public record Survey(
    InetAddress target, List<LocalInterface> interfaces, List<Candidate> candidates) {
  public Survey {
    interfaces = List.copyOf(interfaces);
    candidates = List.copyOf(candidates);
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
    List<Candidate> candidates = new ArrayList<>();
    if (target.isLoopbackAddress() || byItself.filter(Route::local).isPresent()) {
      for (LocalInterface each : interfaces) {
        if (each.kind() == LinkKind.LOOPBACK && byItself.isPresent()) {
          candidates.add(candidate(each, byItself.get().source(), true));
        }
      }
      return new Survey(target, interfaces, candidates);
    }
    int zone = target instanceof Inet6Address address ? address.getScopeId() : 0;
    int first = byItself.map(Route::interfaceIndex).orElse(0);
    for (LocalInterface each : interfaces) {
      boolean inZone = zone == 0 || zone == each.index();
      if (inZone && each.kind() != LinkKind.LOOPBACK) {
        network
            .sourceBy(each, target)
            .ifPresent(source -> candidates.add(candidate(each, source, each.index() == first)));
      }
    }
    return new Survey(target, interfaces, candidates);
  }

  private static Candidate candidate(LocalInterface each, InetAddress source, boolean routed) {
    return new Candidate(each.name(), each.index(), each.running(), each.kind(), source, routed);
  }

  /** The interfaces without a route to the target. */
  public List<LocalInterface> without() {
    return interfaces.stream()
        .filter(each -> candidates.stream().noneMatch(one -> one.index() == each.index()))
        .toList();
  }
}
