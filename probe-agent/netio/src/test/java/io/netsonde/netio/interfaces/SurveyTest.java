package io.netsonde.netio.interfaces;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.Inet6Address;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SurveyTest {
  private final FakeNetwork network =
      new FakeNetwork()
          .with(1, "lo", LinkKind.LOOPBACK, true, "127.0.0.1", "::1")
          .with(2, "eth0", LinkKind.WIRED, true, "192.0.2.1", "fe80::1")
          .with(3, "wlan0", LinkKind.WIRELESS, true, "198.51.100.1", "fe80::2");

  private List<String> candidates(String target) throws IOException {
    return Survey.of(network, FakeNetwork.address(target)).candidates().stream()
        .map(one -> one.name() + (one.routed() ? " routed" : ""))
        .toList();
  }

  @Test
  void shouldHaveThoseWithARouteButNotTheLoopback() throws IOException {
    network.route("lo", false);
    assertEquals(List.of("eth0 routed", "wlan0"), candidates("203.0.113.1"));
    network.route("eth0", false);
    assertEquals(List.of("wlan0 routed"), candidates("203.0.113.1"));
    Survey survey = Survey.of(network, FakeNetwork.address("203.0.113.1"));
    assertEquals(
        List.of("lo", "eth0"), survey.without().stream().map(LocalInterface::name).toList());
    network.route("wlan0", false);
    assertEquals(List.of(), candidates("203.0.113.1"));
  }

  @Test
  void shouldHaveTheMostSpecificRoutesOnly() throws IOException {
    network.route("lo", false);
    network.with(4, "tun0", LinkKind.TUNNEL, true, "10.8.0.1").specific("tun0");
    assertEquals(List.of("tun0"), candidates("203.0.113.1"));
    Survey survey = Survey.of(network, FakeNetwork.address("203.0.113.1"));
    assertEquals(
        List.of("eth0", "wlan0"),
        survey.lessSpecific().stream().map(LocalInterface::name).toList());
    assertEquals(List.of("lo"), survey.without().stream().map(LocalInterface::name).toList());
    network.route("tun0", false);
    assertEquals(List.of("eth0 routed", "wlan0"), candidates("203.0.113.1"));
  }

  @Test
  void shouldHaveTheLoopbackAloneWhenTheTargetIsThisHost() throws IOException {
    assertEquals(List.of("lo routed"), candidates("127.0.0.1"));
    assertEquals(List.of("lo routed"), candidates("192.0.2.1"));
    Candidate own = Survey.of(network, FakeNetwork.address("192.0.2.1")).candidates().getFirst();
    assertEquals(FakeNetwork.address("192.0.2.1"), own.source());
    assertEquals(Optional.empty(), own.device());
  }

  @Test
  void shouldHaveTheZonesInterfaceAloneWhenTheTargetIsLinkLocal() throws IOException {
    network.route("lo", false);
    byte[] neighbour = FakeNetwork.address("fe80::9").getAddress();
    Survey survey = Survey.of(network, Inet6Address.getByAddress(null, neighbour, 3));
    assertEquals(List.of("wlan0"), survey.candidates().stream().map(Candidate::name).toList());
    assertEquals(Optional.of("wlan0"), survey.candidates().getFirst().device());
  }
}
