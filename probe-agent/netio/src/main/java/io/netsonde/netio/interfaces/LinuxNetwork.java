package io.netsonde.netio.interfaces;

import io.netsonde.netio.linux.RouteSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Linux: the kernel's own answers about routes, policy rules included, and what it knows of each
 * interface.
 */
final class LinuxNetwork implements HostNetwork {
  /** All interfaces of this process's network, also those without an address. */
  private static final Path DEVICES = Path.of("/proc/self/net/dev");

  /** Of many interfaces it takes long to find out what they are, and they rarely change that. */
  private static final int READS_A_KIND = 60;

  private record Device(String name, int index) {}

  private final LinuxLinks links = new LinuxLinks(new SysClassNet(Path.of("/sys/class/net")));

  // Guarded by this.
  private Map<Device, LinkKind> kinds = Map.of();
  private int reads;

  @Override
  public List<LocalInterface> interfaces() throws IOException {
    // Java does not see an interface without an address.
    Map<String, NetworkInterface> known =
        NetworkInterface.networkInterfaces()
            .collect(
                Collectors.toMap(
                    NetworkInterface::getName, Function.identity(), (first, _) -> first));
    List<LocalInterface> interfaces = new ArrayList<>();
    kinds(devices())
        .forEach(
            (device, kind) -> {
              NetworkInterface seen = known.get(device.name);
              read(device, kind, seen).ifPresent(interfaces::add);
            });
    interfaces.sort(Comparator.comparingInt(LocalInterface::index));
    return interfaces;
  }

  private static Set<Device> devices() throws IOException {
    Set<Device> devices = new HashSet<>();
    for (String name : names(Files.readAllLines(DEVICES))) {
      int index = RouteSocket.indexOf(name);
      if (index != 0) { // else gone meanwhile
        devices.add(new Device(name, index));
      }
    }
    return devices;
  }

  private synchronized Map<Device, LinkKind> kinds(Set<Device> devices) {
    if (!devices.equals(kinds.keySet()) || ++reads >= READS_A_KIND) {
      reads = 0;
      kinds =
          devices.stream()
              .collect(
                  Collectors.toUnmodifiableMap(
                      Function.identity(), each -> links.kind(each.name, each.index)));
    }
    return kinds;
  }

  /** The names in that file: two lines of headings, then each name before a colon. */
  static List<String> names(List<String> lines) {
    return lines.stream()
        .skip(2)
        .filter(line -> line.indexOf(':') > 0)
        .map(line -> line.substring(0, line.lastIndexOf(':')).strip())
        .toList();
  }

  private Optional<LocalInterface> read(
      Device device, LinkKind kind, @Nullable NetworkInterface seen) {
    try {
      boolean running = seen == null ? links.isRunning(device.name, device.index) : seen.isUp();
      List<InetAddress> addresses = seen == null ? List.of() : seen.inetAddresses().toList();
      return Optional.of(new LocalInterface(device.name, device.index, running, kind, addresses));
    } catch (SocketException e) {
      return Optional.empty(); // gone meanwhile
    }
  }

  @Override
  public Optional<Route> route(InetAddress target) throws IOException {
    return RouteMessage.route(RouteSocket.ask(RouteMessage.request(target, 0, false)));
  }

  @Override
  public Optional<Way> wayBy(LocalInterface one, InetAddress target) throws IOException {
    int index = one.index();
    OptionalInt prefix =
        RouteMessage.prefix(RouteSocket.ask(RouteMessage.request(target, index, true)));
    if (prefix.isEmpty()) {
      return Optional.empty();
    }
    return RouteMessage.route(RouteSocket.ask(RouteMessage.request(target, index, false)))
        .map(route -> new Way(route.source(), prefix.getAsInt()));
  }
}
