package io.netsonde.measurement.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RouteTest {
  private static final Route ROUTE =
      Route.parse("1=10.0.0.1,2=10.0.1.1|10.0.1.2,4=10.0.3.1,5=10.0.4.1,6=192.0.2.9");

  @Test
  void shouldBeTheSameWhoeverKeepsSilentOrTakesTurns() {
    assertFalse(ROUTE.isOther(ROUTE));
    assertFalse(ROUTE.isOther(Route.parse("1=10.0.0.1,3=10.0.2.1,6=192.0.2.9")));
    assertFalse(ROUTE.isOther(Route.parse("2=10.0.1.2|10.0.1.3")));
    assertFalse(ROUTE.isOther(Route.parse("3=10.0.2.1")));
  }

  @Test
  void shouldBeAnotherWhereOneHopIs() {
    Route branch = Route.parse("1=10.0.0.1,2=10.0.1.9,4=10.0.3.1");
    assertTrue(ROUTE.isOther(branch));
    assertFalse(ROUTE.isMostlyOther(branch), "other ports may take another branch");
  }

  @Test
  void shouldBeMostlyAnotherWhereMoreHopsDifferThanNot() {
    assertFalse(ROUTE.isMostlyOther(Route.parse("1=10.0.0.1,2=10.9.1.1")));
    assertTrue(ROUTE.isMostlyOther(Route.parse("1=10.0.0.1,2=10.9.1.1,4=10.9.3.1")));
    assertTrue(ROUTE.isMostlyOther(Route.parse("1=10.9.0.1,2=10.9.1.1,6=192.0.2.9")));
    assertFalse(ROUTE.isMostlyOther(Route.parse("7=192.0.2.9")), "nothing to compare");
  }

  @Test
  void shouldRememberAllWhoAnsweredButNoMoreThanItCanHold() {
    Route both = ROUTE.with(Route.parse("2=10.0.1.3,3=10.0.2.1"));
    assertFalse(both.isOther(Route.parse("2=10.0.1.3")));
    assertFalse(both.isOther(Route.parse("2=10.0.1.1,3=10.0.2.1")));
    TreeMap<Integer, Set<InetAddress>> many = new TreeMap<>();
    many.put(
        1,
        IntStream.range(0, 200)
            .mapToObj(i -> InetAddress.ofLiteral("10.1.0." + i))
            .collect(Collectors.toSet()));
    assertEquals(64, new Route(many).with(ROUTE).responders().getOrDefault(1, Set.of()).size());
  }

  @Test
  void shouldReadWhatItWrites() {
    assertEquals(ROUTE, Route.parse(ROUTE.toString()));
    Route v6 = Route.parse("1=fe80::1,30=2001:db8::9|2001:db8::7");
    assertEquals(
        "1=fe80:0:0:0:0:0:0:1,30=2001:db8:0:0:0:0:0:7|2001:db8:0:0:0:0:0:9", v6.toString());
    assertEquals(v6, Route.parse(v6.toString()));
    assertTrue(new Route(new TreeMap<>()).isEmpty());
  }

  @Test
  void shouldRefuseWhatIsNoRoute() {
    for (String text : new String[] {"", "1", "1=", "0=10.0.0.1", "256=10.0.0.1", "1=10.0.0.1,"}) {
      assertThrows(IllegalArgumentException.class, () -> Route.parse(text), text);
    }
  }
}
