package io.netsonde.netio.interfaces;

import io.netsonde.measurement.NanoClock;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A program that says how the host on which it runs reaches a target: first the candidates, then
 * what is chosen, and then every change until its standard input ends.
 */
final class WatchingProgram {
  private WatchingProgram() {}

  /** Takes the target's address. */
  public static void main(String[] arguments) throws IOException {
    HostNetwork network = HostNetwork.system();
    InetAddress target = InetAddress.getByName(arguments[0]);
    StringBuilder candidates = new StringBuilder("candidates");
    for (Candidate each : Survey.of(network, target).candidates()) {
      candidates.append(' ').append(text(each)).append(each.routed() ? " routed" : "");
    }
    System.out.println(candidates);
    InterfaceMonitor monitor =
        new InterfaceMonitor(network, NanoClock.SYSTEM, InterfaceMonitor.STABILITY);
    InterfaceMonitor.Watch watch =
        monitor.watch(
            Optional.empty(),
            change -> System.out.println(text(change.to()) + ": " + change.reason()));
    System.out.println("chosen " + text(watch.target(target)));
    try (InterfaceLookout _ = InterfaceLookout.start(monitor, Throwable::printStackTrace)) {
      System.in.transferTo(System.out);
    }
  }

  private static String text(Optional<Candidate> candidate) {
    return candidate.map(WatchingProgram::text).orElse("none");
  }

  private static String text(Candidate candidate) {
    return candidate.name() + " " + candidate.kind() + " " + candidate.source().getHostAddress();
  }
}
