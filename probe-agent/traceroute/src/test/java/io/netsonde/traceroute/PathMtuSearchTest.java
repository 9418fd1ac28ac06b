package io.netsonde.traceroute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class PathMtuSearchTest {
  /** Asks a path that takes so much; routers tell of it, or drop in silence. Returns questions. */
  private static int ask(PathMtuSearch search, int path, int told) {
    int questions = 0;
    while (!search.isDone()) {
      questions++;
      assertTrue(questions < 100, "no end at " + search.size());
      if (search.size() <= path) {
        search.onFits(search.size());
      } else if (told < 0) {
        search.onSilence();
      } else {
        search.onTooBig(search.size(), told);
      }
    }
    return questions;
  }

  @Test
  void shouldAskOnceWhenThePathTakesWhatTheLocalLinkDoes() {
    PathMtuSearch search = new PathMtuSearch(68, 1_500);
    assertEquals(1, ask(search, 1_500, 0));
    assertEquals(OptionalInt.of(1_500), search.pathMtu());
  }

  @Test
  void shouldTakeARoutersWord() {
    PathMtuSearch search = new PathMtuSearch(68, 9_000);
    assertEquals(2, ask(search, 1_412, 1_412));
    assertEquals(OptionalInt.of(1_412), search.pathMtu());
  }

  @Test
  void shouldFindItWhenRoutersDoNotSayOrSayNonsense() {
    for (int path : new int[] {68, 69, 296, 576, 1_279, 1_280, 1_399, 1_400, 1_499, 8_999}) {
      for (int told : new int[] {0, -1, 20, 70_000}) {
        PathMtuSearch search = new PathMtuSearch(68, 9_000);
        ask(search, path, told);
        assertEquals(OptionalInt.of(path), search.pathMtu(), path + " told " + told);
      }
    }
  }

  @Test
  void shouldSayNothingWhenNothingComesThrough() {
    PathMtuSearch search = new PathMtuSearch(1_280, 1_500);
    ask(search, 0, -1);
    assertEquals(OptionalInt.empty(), search.pathMtu());
  }

  @Test
  void shouldIgnoreWhatIsSaidOfAnEarlierLength() {
    PathMtuSearch search = new PathMtuSearch(68, 1_500);
    search.onTooBig(1_500, 1_400);
    search.onTooBig(1_500, 1_000);
    assertEquals(1_400, search.size());
  }
}
