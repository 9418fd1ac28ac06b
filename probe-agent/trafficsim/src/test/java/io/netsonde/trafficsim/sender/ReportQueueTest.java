package io.netsonde.trafficsim.sender;

import static io.netsonde.trafficsim.sender.SenderRig.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.CycleTrace.Forward;
import io.netsonde.trafficsim.wire.ReportPage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ReportQueueTest {
  private static final long MILLI = 1_000_000L;
  private static final long BOOT = 9;
  // Cycles of 160 ms: a question is repeated after 20 ms, any two repetitions are 10 ms apart.
  private final FlowSettings settings = settings(10 * MILLI, 16, 100 * MILLI, 0);
  private final ReportQueue queue = new ReportQueue(settings);
  private final Session session = new Session();

  private static OpenCycle cycle(long index, int rows) {
    OpenCycle cycle = new OpenCycle(index, index * rows, rows, () -> {});
    for (int row = 0; row < rows; row++) {
      cycle.send(0, 0, 0, 150, BOOT, true);
    }
    return cycle;
  }

  private static ReportPage page(int first, int count, int offset, int fates, int fate) {
    byte[] bytes = new byte[fates];
    Arrays.fill(bytes, (byte) fate);
    return new ReportPage(
        first,
        count,
        offset,
        0,
        0,
        0,
        0,
        1,
        1,
        0,
        first,
        ByteBuffer.wrap(bytes),
        0,
        ByteBuffer.allocate(0));
  }

  private boolean accepts(ReportPage page, long nowNanos) {
    return queue.onPage(page, BOOT, session, nowNanos).isPresent();
  }

  @Test
  void shouldAskPageByPageAndGoOnAtOnceAfterEach() {
    OpenCycle cycle = cycle(0, 2_000);
    queue.add(cycle, 0);
    ReportExchange exchange = queue.due(0);
    assertNotNull(exchange);
    assertEquals(0, queue.ask(exchange, 0, false).offset());
    assertNull(queue.due(MILLI));
    assertTrue(accepts(page(0, 2_000, 0, 1_030, 3), MILLI));
    assertSame(exchange, queue.due(MILLI));
    assertEquals(1_030, queue.ask(exchange, MILLI, false).offset());
    assertNull(queue.pollFinished(MILLI, true, false));
    assertTrue(accepts(page(0, 2_000, 1_030, 5_000, 0), 2 * MILLI), "more than was asked for");
    assertSame(cycle, queue.pollFinished(2 * MILLI, true, false));
    assertEquals(Forward.REPLIED, cycle.trace.forward(1_029));
    assertEquals(Forward.NOT_RECEIVED, cycle.trace.forward(1_030));
  }

  @Test
  void shouldRefuseForeignAndRepeatedPages() {
    queue.add(cycle(1, 16), 0);
    assertTrue(!accepts(page(0, 16, 0, 16, 3), 0), "another cycle's");
    assertTrue(!accepts(page(16, 15, 0, 15, 3), 0), "another length");
    assertTrue(!accepts(page(16, 16, 4, 12, 3), 0), "not the page wanted");
    assertTrue(!accepts(page(16, 16, -1, 16, 3), 0));
    assertTrue(!accepts(page(16, 16, 0, 0, 3), 0), "an empty page leads nowhere");
    assertTrue(accepts(page(16, 16, 0, 8, 3), 0));
    assertTrue(!accepts(page(16, 16, 0, 8, 3), 0), "a copy");
  }

  @Test
  void shouldKeepRepetitionsApartAndServeThemInTurn() {
    queue.add(cycle(0, 16), 0);
    queue.add(cycle(1, 16), 0);
    queue.add(cycle(2, 16), 0);
    int[] asked = new int[3];
    long requests = 0;
    for (long now = 0; now < 90 * MILLI; now += MILLI) {
      ReportExchange due;
      while ((due = queue.due(now)) != null) {
        assertTrue(queue.nextDeadlineNanos(true, false) <= now);
        queue.ask(due, now, false);
        asked[(int) due.cycle().index]++;
        requests++;
      }
      assertTrue(queue.nextDeadlineNanos(true, false) > now);
    }
    // Three first questions at 0, then one each 10 ms from 20 ms to 80 ms.
    assertEquals(10, requests);
    assertEquals(4, asked[0]);
    assertEquals(3, asked[1]);
    assertEquals(3, asked[2]);
  }

  @Test
  void shouldGiveACycleUpATimeoutAfterItsSuccessorAndTheLastAfterFiveSeconds() {
    queue.add(cycle(0, 16), 0);
    assertNull(queue.pollFinished(3_600_000 * MILLI, true, false), "there is no next cycle yet");
    queue.add(cycle(1, 16), 160 * MILLI);
    assertEquals(260 * MILLI, queue.nextDeadlineNanos(false, false));
    assertNull(queue.pollFinished(260 * MILLI - 1, true, false));
    assertNotNull(queue.pollFinished(260 * MILLI, true, false));
    assertNull(queue.pollFinished(5_160 * MILLI - 1, true, true));
    assertEquals(5_160 * MILLI, queue.nextDeadlineNanos(false, true));
    assertNotNull(queue.pollFinished(5_160 * MILLI, true, true));
    assertTrue(queue.isEmpty());
  }

  @Test
  void shouldGiveUpAtOnceWhenEndingWithoutASession() {
    queue.add(cycle(0, 16), 0);
    queue.add(cycle(1, 16), 0);
    assertNotNull(queue.pollFinished(0, false, true));
    assertNotNull(queue.pollFinished(0, false, true));
  }
}
