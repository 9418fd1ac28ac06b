package io.netsonde.netio.interfaces;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private final LinuxLinks links = new LinuxLinks(new SysClassNet(Path.of("/sys/class/net")));

  @Override
  public List<LocalInterface> interfaces() throws IOException {
    // Java does not see an interface without an address.
    Map<String, NetworkInterface> known =
        NetworkInterface.networkInterfaces()
            .collect(Collectors.toMap(NetworkInterface::getName, Function.identity()));
    List<LocalInterface> interfaces = new ArrayList<>();
    for (String name : names(Files.readAllLines(DEVICES))) {
      int index = LinuxCalls.indexOf(name);
      if (index != 0) {
        read(name, index, known.get(name)).ifPresent(interfaces::add);
      }
    }
    interfaces.sort(Comparator.comparingInt(LocalInterface::index));
    return interfaces;
  }

  /** The names in that file: two lines of headings, then each name before a colon. */
  static List<String> names(List<String> lines) {
    return lines.stream()
        .skip(2)
        .filter(line -> line.indexOf(':') > 0)
        .map(line -> line.substring(0, line.lastIndexOf(':')).strip())
        .toList();
  }

  private Optional<LocalInterface> read(String name, int index, @Nullable NetworkInterface known) {
    try {
      boolean running = known == null ? links.isRunning(name, index) : known.isUp();
      List<InetAddress> addresses = known == null ? List.of() : known.inetAddresses().toList();
      return Optional.of(
          new LocalInterface(name, index, running, links.kind(name, index), addresses));
    } catch (SocketException e) {
      return Optional.empty(); // gone meanwhile
    }
  }

  @Override
  public Optional<Route> route(InetAddress target) throws IOException {
    return RouteMessage.route(LinuxCalls.routing(RouteMessage.request(target, 0, false)));
  }

  @Override
  public Optional<InetAddress> sourceBy(LocalInterface way, InetAddress target) throws IOException {
    int index = way.index();
    if (!RouteMessage.isRoute(LinuxCalls.routing(RouteMessage.request(target, index, true)))) {
      return Optional.empty();
    }
    return RouteMessage.route(LinuxCalls.routing(RouteMessage.request(target, index, false)))
        .map(Route::source);
  }
}
