package io.netsonde.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.PathState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementQueueTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Events events = new Events();
  private final List<Measurement> taken = Collections.synchronizedList(new ArrayList<>());

  @Test
  void shouldHandOnInOrderWhenFlushed() {
    MeasurementQueue queue = queue(10, taken::add);
    queue.accept(state(1));
    queue.start();
    queue.accept(state(2));
    assertTrue(queue.flush(PATIENCE));
    assertEquals(List.of(state(1), state(2)), taken);
    queue.close(PATIENCE);
  }

  @Test
  void shouldDropAndCountAndSaySoOnceWhenFull() {
    MeasurementQueue queue = queue(2, taken::add);
    for (int i = 0; i < 5; i++) {
      queue.accept(state(i));
    }
    assertEquals(3, queue.droppedFull());
    assertEquals(1, events.all(TelemetryEvent.QueueFull.class).size());
    queue.start();
    queue.close(PATIENCE);
    assertEquals(List.of(state(0), state(1)), taken);
  }

  @Test
  void shouldGoOnAndSaySoOnceWhenRecordingFails() {
    MeasurementQueue queue =
        queue(
            10,
            measurement -> {
              taken.add(measurement);
              throw new IllegalStateException("bug");
            });
    queue.start();
    queue.accept(state(1));
    queue.accept(state(2));
    assertTrue(queue.flush(PATIENCE));
    assertEquals(2, taken.size());
    assertEquals(2, queue.droppedFailed());
    assertEquals(1, events.all(TelemetryEvent.Defect.class).size());
    queue.close(PATIENCE);
  }

  private MeasurementQueue queue(int capacity, MeasurementSink target) {
    return new MeasurementQueue("netsonde-test", capacity, target, new QueueTelling(events));
  }

  private static PathState state(int flow) {
    return new PathState(Samples.PATH, flow, 9, true, Samples.START);
  }
}
