package io.netsonde.measurement.trace;

import static io.netsonde.measurement.trace.Hops.hop;
import static io.netsonde.measurement.trace.TracedPath.address;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netsonde.measurement.PathHash;
import io.netsonde.measurement.Trace;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PathWatchTest {
  private final PathWatch watch = new PathWatch();

  private static Trace trace(int port, Hop... hops) {
    return Hops.trace(TraceProtocol.UDP, port, List.of(hops));
  }

  private static Hop router(int ttl, int... addresses) {
    return hop(
        ttl,
        3,
        3,
        HopEnd.EXPIRED,
        java.util.Arrays.stream(addresses)
            .mapToObj(TracedPath::address)
            .toArray(java.net.InetAddress[]::new));
  }

  private static Hop silent(int ttl) {
    return hop(ttl, 3, 0, HopEnd.EXPIRED);
  }

  private static Hop target(int ttl) {
    return hop(ttl, 3, 3, HopEnd.TARGET, address(99));
  }

  @Test
  void shouldTellThePreviousPathWhenAHopIsAnother() {
    Trace first = watch.identified(trace(1, router(1, 1), router(2, 2), target(3)));
    assertEquals(Optional.empty(), first.previousPath());
    Trace second = watch.identified(trace(1, router(1, 1), router(2, 7), target(3)));
    assertEquals(Optional.of(first.path()), second.previousPath());
    Trace third = watch.identified(trace(1, router(1, 1), router(2, 7), target(3)));
    assertEquals(Optional.empty(), third.previousPath());
    assertEquals(second.path(), third.path());
  }

  @Test
  void shouldKeepTheIdentityWhenARouterIsSilentNowAndThen() {
    PathHash path = watch.identified(trace(1, router(1, 1), silent(2), target(3))).path();
    Trace spoke = trace(1, router(1, 1), router(2, 2), target(3));
    assertEquals(path, watch.identified(spoke).path());
    assertEquals(path, watch.identified(trace(1, silent(1), router(2, 2), target(3))).path());
    Trace other = watch.identified(trace(1, router(1, 1), router(2, 5), target(3)));
    assertEquals(Optional.of(path), other.previousPath());
  }

  @Test
  void shouldKeepTheIdentityWhenOneOfSeveralRoutersAnswers() {
    PathHash path = watch.identified(trace(1, router(1, 1), router(2, 2, 3), target(3))).path();
    assertEquals(path, watch.identified(trace(1, router(1, 1), router(2, 3), target(3))).path());
  }

  @Test
  void shouldTellOfAChangeThatATraceSawHappen() {
    PathHash path = watch.identified(trace(1, router(1, 1), router(2, 2), target(3))).path();
    assertEquals(path, watch.identified(trace(1, router(1, 1), router(2, 2, 7), target(3))).path());
    Trace later = trace(1, router(1, 1), router(2, 7), target(3));
    for (long answers = 3; answers < Bearings.MOST_FROM_OTHERS; answers += 3) {
      assertEquals(Optional.empty(), watch.identified(later).previousPath());
    }
    Trace told = watch.identified(later);
    assertEquals(Optional.of(path), told.previousPath());
    Trace after = watch.identified(later);
    assertEquals(Optional.empty(), after.previousPath());
    assertEquals(told.path(), after.path());
  }

  @Test
  void shouldKeepTheIdentityWhenEqualCostRoutersAnswerByTurns() {
    PathHash path = watch.identified(trace(1, router(1, 1), router(2, 2), target(3))).path();
    for (int i = 0; i < 100; i++) {
      Hop answering = i % 5 == 0 ? router(2, 2, 3) : router(2, 3);
      Trace trace = watch.identified(trace(1, router(1, 1), answering, target(3)));
      assertEquals(path, trace.path());
    }
  }

  @Test
  void shouldTellOfAChangeWhenThePathIsLonger() {
    Trace first = watch.identified(trace(1, router(1, 1), target(2)));
    Trace second = watch.identified(trace(1, router(1, 1), router(2, 2), target(3)));
    assertEquals(Optional.of(first.path()), second.previousPath());
  }

  @Test
  void shouldNotCompareOtherPortsNorTracesThatFoundNothing() {
    Trace first = watch.identified(trace(1, router(1, 1), target(2)));
    assertEquals(Optional.empty(), watch.identified(trace(1, silent(1))).previousPath());
    assertEquals(first.path(), watch.identified(trace(1, router(1, 1), target(2))).path());
    Trace branch = watch.identified(trace(2, router(1, 5), target(2)));
    assertEquals(Optional.empty(), branch.previousPath());
  }
}
