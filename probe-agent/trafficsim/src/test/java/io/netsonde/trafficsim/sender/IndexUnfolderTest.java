package io.netsonde.trafficsim.sender;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class IndexUnfolderTest {
  @Test
  void shouldKeepOrderWhenTheCounterWraps() {
    IndexUnfolder unfolder = new IndexUnfolder();
    long first = unfolder.unfold(-2);
    assertEquals(first + 1, unfolder.unfold(-1));
    assertEquals(first + 3, unfolder.unfold(1));
    assertEquals(first + 2, unfolder.unfold(0), "an older one stays older");
    assertEquals(first + 4, unfolder.unfold(2));
  }

  @Test
  void shouldGoOnAfterTheLastWhenThePeerCountsAnew() {
    IndexUnfolder unfolder = new IndexUnfolder();
    long before = unfolder.unfold(70_000);
    unfolder.restart();
    long after = unfolder.unfold(5);
    assertEquals(before + 1, after);
    assertEquals(after + 1, unfolder.unfold(6));
  }
}
