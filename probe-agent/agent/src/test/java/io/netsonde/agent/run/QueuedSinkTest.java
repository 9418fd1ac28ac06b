package io.netsonde.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netsonde.measurement.AgentPause;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.MeasurementSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class QueuedSinkTest {
  private static final int MOST = 100;
  private static final Duration LONG = Duration.ofMinutes(1);

  private final List<Measurement> served = Collections.synchronizedList(new ArrayList<>());
  private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
  private final List<Throwable> defects = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  private QueuedSink queued(Duration patience, MeasurementSink sink) {
    QueuedSink queued =
        new QueuedSink("diagnosis", sink, MOST, patience, warnings::add, defects::add);
    queued.start();
    return queued;
  }

  /** Serves nothing until it is released. */
  private void serveWhenReleased(Measurement measurement) {
    reached.countDown();
    try {
      assertTrue(released.await(LONG.toSeconds(), TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    served.add(measurement);
  }

  private static List<Measurement> measurements(long from, long to) {
    return LongStream.range(from, to)
        .<Measurement>mapToObj(nanos -> new AgentPause(nanos, 0))
        .toList();
  }

  @Test
  void shouldServeInOrderAllThatWasAcceptedWhenItIsClosed() throws InterruptedException {
    QueuedSink queued = queued(LONG, this::serveWhenReleased);
    measurements(0, MOST).forEach(queued::accept);
    reached.await();
    released.countDown();
    queued.close();
    queued.close();
    assertEquals(measurements(0, MOST), served);
    assertEquals(List.of(), warnings);
  }

  @Test
  void shouldLeaveOutAndCountWhatDoesNotFitAndNeverBlock() throws InterruptedException {
    QueuedSink queued = queued(LONG, this::serveWhenReleased);
    queued.accept(new AgentPause(0, 0));
    reached.await();
    measurements(1, MOST + 8).forEach(queued::accept);
    released.countDown();
    queued.close();
    assertEquals(measurements(0, MOST + 1), served);
    assertEquals(
        List.of(
            "the diagnosis has fallen behind: what is measured meanwhile may be left out of it",
            "the diagnosis has caught up; 7 measurements were left out of it"),
        warnings);
  }

  @Test
  void shouldGoOnWhenTheSinkFails() {
    IllegalStateException defect = new IllegalStateException("a defect");
    QueuedSink queued =
        queued(
            LONG,
            measurement -> {
              if (served.isEmpty() && defects.isEmpty()) {
                throw defect;
              }
              served.add(measurement);
            });
    measurements(0, 3).forEach(queued::accept);
    queued.close();
    assertEquals(List.of(defect), defects);
    assertEquals(measurements(1, 3), served);
  }

  @Test
  void shouldSayHowManyItCouldNotServeInTime() throws InterruptedException {
    QueuedSink queued = queued(Duration.ofMillis(1), this::serveWhenReleased);
    queued.accept(new AgentPause(0, 0));
    reached.await();
    measurements(1, 4).forEach(queued::accept);
    queued.close();
    assertEquals(List.of("the diagnosis could not look at 3 measurements in time"), warnings);
    released.countDown();
  }
}
