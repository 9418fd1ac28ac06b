package io.netsonde.netio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DeadlineHeapTest {
  private static final class Due extends DeadlineHeap.Entry {}

  @Test
  void shouldAlwaysHaveTheSoonestFirstWhenEntriesComeMoveAndGo() {
    for (long seed = 0; seed < 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      long origin = seed % 2 == 0 ? 0 : Long.MAX_VALUE - 500;
      DeadlineHeap<Due> heap = new DeadlineHeap<>();
      Map<Due, Long> model = new HashMap<>();
      Due[] entries = new Due[40];
      for (int i = 0; i < entries.length; i++) {
        entries[i] = new Due();
      }
      for (int step = 0; step < 2_000; step++) {
        Due entry = entries[random.nextInt(entries.length)];
        if (random.nextInt(3) == 0) {
          heap.remove(entry);
          model.remove(entry);
        } else {
          long deadline = origin + random.nextInt(1_000);
          heap.update(entry, deadline);
          model.put(entry, deadline - origin);
        }
        assertEquals(model.isEmpty(), heap.isEmpty(), "seed " + seed);
        if (heap.isEmpty()) {
          assertNull(heap.due(origin + 1_000), "seed " + seed);
          assertEquals(origin, heap.next(origin), "seed " + seed);
        } else {
          long soonest = model.values().stream().min(Comparator.naturalOrder()).orElseThrow();
          assertEquals(soonest, heap.first().deadlineNanos() - origin, "seed " + seed);
          assertTrue(model.containsKey(heap.first()), "seed " + seed);
          long due = origin + soonest;
          assertSame(heap.first(), heap.due(due), "seed " + seed);
          assertNull(heap.due(due - 1), "seed " + seed);
          assertEquals(due, heap.next(due + 1), "seed " + seed);
          assertEquals(due - 1, heap.next(due - 1), "seed " + seed);
        }
      }
    }
  }
}
