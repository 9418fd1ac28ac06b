package io.netsonde.netio.interfaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netsonde.netio.interfaces.InterfaceChange.Cause;
import io.netsonde.testkit.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A host with a cable, a wireless LAN and a tunnel, in virtual time. */
class InterfaceMonitorTest {
  private static final InetAddress TARGET = FakeNetwork.address("203.0.113.9");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final FakeNetwork network = new FakeNetwork();
  private final ManualClock clock = new ManualClock(Long.MAX_VALUE - 5, 0);
  private final InterfaceMonitor monitor =
      new InterfaceMonitor(network, clock.nanoClock(), Duration.ofSeconds(30));
  private final List<InterfaceChange> changes = new ArrayList<>();

  InterfaceMonitorTest() {
    wire(true, "192.0.2.1");
    air(true);
    network.with(4, "tun0", LinkKind.TUNNEL, true, "10.8.0.2");
  }

  private void wire(boolean running, String... addresses) {
    network.with(2, "eth0", LinkKind.WIRED, running, addresses);
  }

  private void air(boolean running) {
    network.with(3, "wlan0", LinkKind.WIRELESS, running, "198.51.100.1");
  }

  private InterfaceMonitor.Watch watch(String... forced) {
    return monitor.watch(List.of(forced).stream().findFirst(), change -> changes.add(change));
  }

  private static String name(Optional<Candidate> candidate) {
    return candidate.map(one -> one.name() + " " + one.source().getHostAddress()).orElse("none");
  }

  /** What changed in a look, a second after the last. */
  private String look() throws IOException {
    clock.advance(SECOND);
    changes.clear();
    monitor.look();
    return changes.isEmpty() ? "" : text(changes.getFirst());
  }

  private static String text(InterfaceChange change) {
    return name(change.from())
        + " -> "
        + name(change.to())
        + ", "
        + change.cause()
        + ": "
        + change.reason();
  }

  @Test
  void shouldStayWhenNothingChanges() throws IOException {
    InterfaceMonitor.Watch watch = watch();
    assertEquals("eth0 192.0.2.1", name(watch.target(TARGET)));
    for (int i = 0; i < 100; i++) {
      assertEquals("", look());
    }
    assertEquals("eth0 192.0.2.1", name(watch.current()));
  }

  @Test
  void shouldChangeAtOnceWhenTheInterfaceInUseFails() throws IOException {
    InterfaceMonitor.Watch watch = watch();
    var _ = watch.target(TARGET);
    wire(true);
    assertEquals(
        "eth0 192.0.2.1 -> wlan0 198.51.100.1, ADDRESS_GONE: eth0 has lost the address 192.0.2.1",
        look());
    wire(true, "192.0.2.1");
    air(false);
    assertEquals(
        "wlan0 198.51.100.1 -> eth0 192.0.2.1, LINK_DOWN: the link of wlan0 is down", look());
    air(true);
    network.route("eth0", false);
    assertEquals(
        "eth0 192.0.2.1 -> wlan0 198.51.100.1, NO_ROUTE: eth0 has no route to 203.0.113.9 any"
            + " more",
        look());
    network.without("wlan0");
    assertEquals("wlan0 198.51.100.1 -> tun0 10.8.0.2, GONE: wlan0 is gone", look());
  }

  @Test
  void shouldChangeAtOnceWhenAMoreSpecificRouteComes() throws IOException {
    var _ = watch().target(TARGET);
    network.specific("tun0");
    assertEquals(
        "eth0 192.0.2.1 -> tun0 10.8.0.2, NO_ROUTE: a more specific route to 203.0.113.9 than"
            + " that by eth0 is there",
        look());
    network.without("tun0");
    assertEquals("tun0 10.8.0.2 -> eth0 192.0.2.1, GONE: tun0 is gone", look());
  }

  @Test
  void shouldFollowTheAddressWhenTheInterfaceGetsAnother() throws IOException {
    InterfaceMonitor.Watch watch = watch();
    var _ = watch.target(TARGET);
    wire(true, "192.0.2.7", "192.0.2.1");
    assertEquals("", look());
    assertEquals("eth0 192.0.2.1", name(watch.current()));
    network.without("wlan0");
    wire(true, "192.0.2.7");
    assertEquals(
        "eth0 192.0.2.1 -> eth0 192.0.2.7, ADDRESS_GONE: eth0 has lost the address 192.0.2.1",
        look());
    network.with(9, "eth0", LinkKind.WIRED, true, "192.0.2.7");
    assertEquals("eth0 192.0.2.7 -> eth0 192.0.2.7, GONE: eth0 was made anew", look());
  }

  @Test
  void shouldNotReturnWhenTheLostOneIsBackAndScoresNoBetter() throws IOException {
    InterfaceMonitor.Watch watch = watch();
    var _ = watch.target(TARGET);
    wire(false, "192.0.2.1");
    clock.advance(SECOND);
    assertEquals("wlan0 198.51.100.1", name(watch.target(TARGET)));
    wire(true, "192.0.2.1");
    for (int i = 0; i < 100; i++) {
      assertEquals("", look());
    }
  }

  @Test
  void shouldChangeToABetterOneOnlyWhenItHasBeenBetterWithoutABreak() throws IOException {
    network.without("wlan0");
    wire(false, "192.168.0.7");
    var _ = watch().target(TARGET);
    wire(true, "192.168.0.7");
    for (int i = 0; i < 30; i++) {
      assertEquals("", look());
    }
    wire(false, "192.168.0.7");
    assertEquals("", look());
    wire(true, "192.168.0.7");
    for (int i = 0; i < 30; i++) {
      assertEquals("", look());
    }
    // running, wired, private, home: 50; the tunnel: running, tunnel, private, in use: 40.
    assertEquals(
        "tun0 10.8.0.2 -> eth0 192.168.0.7, BETTER: better than tun0 by 10 for 30 s", look());
  }

  @Test
  void shouldBeginToWaitAnewWhenAnotherOneIsTheBetter() throws IOException {
    network.without("wlan0");
    wire(false, "192.168.0.7");
    var _ = watch().target(TARGET);
    network.with(3, "wlan0", LinkKind.WIRELESS, true, "192.168.1.7");
    for (int i = 0; i < 20; i++) {
      assertEquals("", look());
    }
    wire(true, "192.168.0.7");
    for (int i = 0; i < 30; i++) {
      assertEquals("", look());
    }
    assertEquals(
        "tun0 10.8.0.2 -> eth0 192.168.0.7, BETTER: better than tun0 by 10 for 30 s", look());
  }

  @Test
  void shouldKeepADeadLinkWhenThereIsNoOther() throws IOException {
    network.without("wlan0");
    network.without("tun0");
    var _ = watch().target(TARGET);
    wire(false, "192.0.2.1");
    assertEquals("", look());
    air(false);
    assertEquals("", look());
    air(true);
    assertEquals(
        "eth0 192.0.2.1 -> wlan0 198.51.100.1, LINK_DOWN: the link of eth0 is down", look());
  }

  @Test
  void shouldSaySoOnceWhenNoneIsLeftAndWhenOneIsBack() throws IOException {
    network.without("wlan0");
    network.without("tun0");
    InterfaceMonitor.Watch watch = watch();
    var _ = watch.target(TARGET);
    network.route("eth0", false);
    assertEquals(
        "eth0 192.0.2.1 -> none, NO_ROUTE: eth0 has no route to 203.0.113.9 any more", look());
    assertEquals("", look());
    assertEquals("none", name(watch.current()));
    network.route("eth0", true);
    assertEquals("none -> eth0 192.0.2.1, REACHABLE: eth0 has a route to 203.0.113.9", look());
  }

  @Test
  void shouldUseTheForcedOneOnlyAndWaitForItWhenItIsNotThere() throws IOException {
    InterfaceMonitor.Watch watch = watch("ppp0");
    assertEquals("none", name(watch.target(TARGET)));
    assertEquals("", look());
    network.with(7, "ppp0", LinkKind.OTHER, true, "10.64.0.2");
    assertEquals("none -> ppp0 10.64.0.2, REACHABLE: ppp0 has a route to 203.0.113.9", look());
    network.without("ppp0");
    assertEquals("ppp0 10.64.0.2 -> none, GONE: ppp0 is gone", look());
  }

  @Test
  void shouldPreferTheOneInUseWhenTheTargetMoves() throws IOException {
    network.route("eth0", false);
    InterfaceMonitor.Watch watch = watch();
    assertEquals("wlan0 198.51.100.1", name(watch.target(TARGET)));
    network.route("eth0", true);
    assertEquals("wlan0 198.51.100.1", name(watch.target(FakeNetwork.address("203.0.113.10"))));
    assertEquals("none", name(watch.target(FakeNetwork.address("2001:db8::1"))));
    assertEquals("wlan0 198.51.100.1", name(watch.target(TARGET)));
  }

  @Test
  void shouldKeepItsChoicesWhenTheSystemDoesNotTell() throws IOException {
    InterfaceMonitor.Watch watch = watch();
    var _ = watch.target(TARGET);
    network.breakDown(true);
    assertThrows(IOException.class, this::look);
    assertEquals(List.of(), changes);
    InetAddress other = FakeNetwork.address("203.0.113.10");
    assertThrows(IOException.class, () -> watch.target(other));
    network.breakDown(false);
    assertEquals("none -> eth0 192.0.2.1, REACHABLE: eth0 has a route to 203.0.113.10", look());
  }

  @Test
  void shouldTellNothingMoreWhenClosed() throws IOException {
    try (InterfaceMonitor.Watch watch = watch()) {
      var _ = watch.target(TARGET);
      watch.hurry();
    }
    network.without("eth0");
    assertEquals("", look());
  }

  @Test
  void shouldReadTheInterfacesOnceWhenManyTargetsComeAtATime() throws IOException {
    for (int i = 0; i < 100; i++) {
      var _ = watch().target(FakeNetwork.address("203.0.113." + i));
    }
    assertEquals(1, network.interfaceReads());
    var _ = look();
    assertEquals(1, network.interfaceReads());
  }

  @Test
  void shouldReadOneTargetsRoutesOnceWhenManyWatchIt() throws IOException {
    for (int i = 0; i < 1000; i++) {
      var _ = watch().target(TARGET);
    }
    var _ = look();
    var _ = network.routeReads();
    var _ = look();
    assertEquals(1, network.routeReads());
  }

  @Test
  void shouldReadABoundedNumberOfRoutesALookUnlessAnInterfaceChanges() throws IOException {
    List<InterfaceMonitor.Watch> watches = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      InterfaceMonitor.Watch watch = watch();
      var _ = watch.target(FakeNetwork.address("203.0.113." + i));
      watches.add(watch);
    }
    var _ = look();
    var _ = network.routeReads();
    network.route("eth0", false);
    int told = 0;
    for (int look = 0; look < 4; look++) {
      var _ = look();
      int reads = network.routeReads();
      assertEquals(64, reads);
      told += changes.size();
    }
    assertEquals(200, told);
    network.route("wlan0", false);
    watches.get(150).hurry();
    assertEquals(
        "wlan0 198.51.100.1 -> tun0 10.8.0.2, NO_ROUTE: wlan0 has no route to 203.0.113.150 any"
            + " more",
        look());
    var _ = network.routeReads();
    wire(true, "192.0.2.99");
    var _ = look();
    assertEquals(200, network.routeReads());
    assertEquals(Cause.NO_ROUTE, changes.getLast().cause());
  }
}
