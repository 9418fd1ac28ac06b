package io.netsonde.netio.interfaces;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InterfaceChoiceTest {
  private final List<Candidate> candidates = new ArrayList<>();

  private void add(String name, int index, LinkKind kind, boolean running, boolean routed) {
    candidates.add(
        new Candidate(name, index, running, kind, FakeNetwork.address("192.0.2.1"), routed));
  }

  private List<String> order(@Nullable String previous, Optional<String> forced) {
    return InterfaceChoice.of(candidates, previous, forced).ranking().stream()
        .map(one -> one.candidate().name())
        .toList();
  }

  @Test
  void shouldRankByScoreThenRouteThenIndexWhateverTheOrderTheyComeIn() {
    add("wire", 9, LinkKind.WIRED, true, false);
    add("air", 2, LinkKind.WIRELESS, true, true);
    add("routed", 8, LinkKind.MOBILE, true, true);
    add("third", 3, LinkKind.MOBILE, true, false);
    add("fourth", 4, LinkKind.OTHER, true, false);
    add("tunnel", 1, LinkKind.TUNNEL, true, true);
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(candidates, new Random(seed));
      assertEquals(
          List.of("wire", "air", "routed", "third", "fourth", "tunnel"),
          order(null, Optional.empty()));
    }
  }

  @Test
  void shouldKeepThePreviousOneUnlessItsLinkIsDown() {
    add("tunnel", 1, LinkKind.TUNNEL, true, true);
    add("dead", 2, LinkKind.WIRED, false, true);
    add("air", 3, LinkKind.WIRELESS, true, false);
    assertEquals(List.of("air", "tunnel", "dead"), order("dead", Optional.empty()));
    assertEquals(List.of("tunnel", "air", "dead"), order("tunnel", Optional.empty()));
    add("mobile", 4, LinkKind.MOBILE, true, false);
    assertEquals(List.of("mobile", "air", "tunnel", "dead"), order("mobile", Optional.empty()));
  }

  @Test
  void shouldHaveTheForcedOneOnlyWhenThereIsOne() {
    add("wire", 1, LinkKind.WIRED, true, true);
    add("air", 2, LinkKind.WIRELESS, true, false);
    assertEquals(List.of("air"), order("wire", Optional.of("air")));
    assertEquals(List.of(), order("wire", Optional.of("absent")));
    assertEquals(
        Optional.empty(), InterfaceChoice.of(candidates, null, Optional.of("absent")).best());
  }
}
