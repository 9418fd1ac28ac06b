package io.netsonde.netio.interfaces;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A host whose interfaces come and go as told; each has a default route until it is cut. */
final class FakeNetwork implements HostNetwork {
  private final List<LocalInterface> interfaces = new ArrayList<>();
  private final Set<String> cut = new HashSet<>();
  private @Nullable String specific;
  private boolean broken;
  private int routeReads;
  private int interfaceReads;

  static InetAddress address(String text) {
    return InetAddress.ofLiteral(text);
  }

  /** Adds an interface, or replaces that of the same name. */
  FakeNetwork with(int index, String name, LinkKind kind, boolean running, String... addresses) {
    without(name);
    interfaces.add(
        new LocalInterface(
            name, index, running, kind, List.of(addresses).stream().map(a -> address(a)).toList()));
    interfaces.sort(Comparator.comparingInt(LocalInterface::index));
    return this;
  }

  void without(String name) {
    interfaces.removeIf(each -> each.name().equals(name));
  }

  void route(String name, boolean there) {
    var _ = there ? cut.remove(name) : cut.add(name);
  }

  /** This interface's route names 24 bits of every target. */
  void specific(String name) {
    specific = name;
  }

  void breakDown(boolean isBroken) {
    broken = isBroken;
  }

  /** How often the routes to a target were read since the last time this was asked. */
  int routeReads() {
    int reads = routeReads;
    routeReads = 0;
    return reads;
  }

  /** How often the interfaces were read since the last time this was asked. */
  int interfaceReads() {
    int reads = interfaceReads;
    interfaceReads = 0;
    return reads;
  }

  @Override
  public List<LocalInterface> interfaces() throws IOException {
    interfaceReads++;
    if (broken) {
      throw new IOException("the system does not tell");
    }
    return List.copyOf(interfaces);
  }

  @Override
  public Optional<Route> route(InetAddress target) {
    routeReads++;
    for (LocalInterface each : interfaces) {
      if (each.addresses().contains(target)) {
        return Optional.of(new Route(true, each.index(), target));
      }
    }
    for (LocalInterface each : interfaces) {
      InetAddress source = source(each, target);
      if (source != null) {
        return Optional.of(new Route(false, each.index(), source));
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<Way> wayBy(LocalInterface one, InetAddress target) {
    return Optional.ofNullable(source(one, target))
        .map(source -> new Way(source, one.name().equals(specific) ? 24 : 0));
  }

  private @Nullable InetAddress source(LocalInterface way, InetAddress target) {
    return cut.contains(way.name())
        ? null
        : way.addresses().stream()
            .filter(each -> each.getClass() == target.getClass())
            .findFirst()
            .orElse(null);
  }
}
