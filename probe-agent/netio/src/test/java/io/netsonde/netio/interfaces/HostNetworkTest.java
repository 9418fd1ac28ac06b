package io.netsonde.netio.interfaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every host has: itself. */
class HostNetworkTest {
  static Stream<HostNetwork> networks() {
    return Stream.of(HostNetwork.system(), new PortableNetwork());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void shouldReachItselfByTheLoopbackAlone(HostNetwork network) throws IOException {
    InetAddress target = InetAddress.ofLiteral("127.0.0.1");
    Survey survey = Survey.of(network, target);
    assertEquals(1, survey.candidates().size(), survey::toString);
    Candidate only = survey.candidates().getFirst();
    assertEquals(LinkKind.LOOPBACK, only.kind());
    assertEquals(target, only.source());
    assertTrue(only.running());
    assertTrue(survey.interfaces().stream().allMatch(each -> each.index() > 0));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void shouldReachAnAddressOfItsOwnByTheLoopback(HostNetwork network) throws IOException {
    for (LocalInterface each : network.interfaces()) {
      for (InetAddress address : each.addresses()) {
        if (!address.isLinkLocalAddress() && each.running()) {
          Optional<Route> route = network.route(address);
          assertEquals(Optional.of(true), route.map(Route::local), address::toString);
        }
      }
    }
  }

  @Test
  void shouldReadTheNamesOfAllDevices() {
    assertEquals(
        List.of("lo", "eth0", "eth0:1"),
        LinuxNetwork.names(
            List.of(
                "Inter-|   Receive                            |  Transmit",
                " face |bytes    packets errs drop fifo frame |bytes    packets",
                "    lo: 8234 66 0 0 0",
                "  eth0: 12 1 0 0 0",
                "eth0:1:0 0 0 0")));
  }
}
