package io.netsonde.trafficsim.sender;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class IndexUnfolderTest {
  @Test
  void shouldKeepOrderWhenTheCounterWraps() {
    IndexUnfolder unfolder = new IndexUnfolder();
    long first = unfolder.unfold(-2, 1);
    assertEquals(first + 1, unfolder.unfold(-1, 1));
    assertEquals(first + 3, unfolder.unfold(1, 1));
    assertEquals(first + 2, unfolder.unfold(0, 1), "an older one stays older");
    assertEquals(first + 4, unfolder.unfold(2, 1));
  }

  @Test
  void shouldGoOnAfterTheLastWhenThePeerCountsAnew() {
    IndexUnfolder unfolder = new IndexUnfolder();
    long before = unfolder.unfold(70_000, 1);
    unfolder.restart(2);
    long after = unfolder.unfold(5, 2);
    assertTrue(after > before);
    assertEquals(after + 1, unfolder.unfold(6, 2));
  }

  @Test
  void shouldPutWhatTrailsInFromBeforeARestartBeforeAllThatIsNew() {
    IndexUnfolder unfolder = new IndexUnfolder();
    long before = unfolder.unfold(1_000, 1);
    unfolder.restart(2);
    assertEquals(before + 3, unfolder.unfold(1_003, 1));
    long after = unfolder.unfold(1, 2);
    assertTrue(after > before + 3);
    assertEquals(before + 2, unfolder.unfold(1_002, 1));
    assertEquals(after + 1, unfolder.unfold(2, 2));
  }

  @Test
  void shouldKeepStrangeBootsBehindEverything() {
    IndexUnfolder unfolder = new IndexUnfolder();
    long first = unfolder.unfold(5, 1);
    assertTrue(unfolder.unfold(900, 7) < first);
    assertEquals(first + 1, unfolder.unfold(6, 1));
  }
}
