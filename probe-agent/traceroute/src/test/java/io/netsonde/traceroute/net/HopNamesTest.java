package io.netsonde.traceroute.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netsonde.testkit.ManualClock;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HopNamesTest {
  private static final InetAddress ROUTER = InetAddress.ofLiteral("192.0.2.1");

  private final Map<InetAddress, String> zone = new HashMap<>();
  private final List<InetAddress> asked = new ArrayList<>();
  private final ArrayDeque<Runnable> aside = new ArrayDeque<>();
  private final ManualClock clock = new ManualClock(5, 0);
  private final HopNames names =
      new HopNames(
          address -> {
            asked.add(address);
            return Optional.ofNullable(zone.get(address));
          },
          aside::add,
          clock.nanoClock());

  private void answerAll() {
    for (Runnable next = aside.poll(); next != null; next = aside.poll()) {
      next.run();
    }
  }

  @Test
  void shouldKnowANameOnlyWhenItHasCome() {
    zone.put(ROUTER, "r1.example.net");
    names.lookUp(ROUTER);
    names.lookUp(ROUTER);
    assertEquals(Optional.empty(), names.name(ROUTER));
    answerAll();
    assertEquals(Optional.of("r1.example.net"), names.name(ROUTER));
    names.lookUp(ROUTER);
    answerAll();
    assertEquals(List.of(ROUTER), asked);
  }

  @Test
  void shouldAskAnewWhenItHasBeenLongSince() {
    names.lookUp(ROUTER);
    answerAll();
    assertEquals(Optional.empty(), names.name(ROUTER));
    zone.put(ROUTER, "r1.example.net");
    clock.advance(HopNames.LIFE);
    names.lookUp(ROUTER);
    answerAll();
    assertEquals(Optional.of("r1.example.net"), names.name(ROUTER));
    zone.put(ROUTER, "r2.example.net");
    clock.advance(HopNames.LIFE);
    names.lookUp(ROUTER);
    assertEquals(Optional.of("r1.example.net"), names.name(ROUTER), "until the new one comes");
    answerAll();
    assertEquals(Optional.of("r2.example.net"), names.name(ROUTER));
  }

  @Test
  void shouldLeaveOutWhatIsTooMuchWhenTheResolverHangs() {
    for (int i = 0; i < 100; i++) {
      names.lookUp(InetAddress.ofLiteral("198.51.100." + i));
    }
    assertEquals(HopNames.MOST_LOOK_UPS, aside.size());
    answerAll();
    names.lookUp(InetAddress.ofLiteral("198.51.100.99"));
    assertEquals(1, aside.size());
  }
}
