package io.netsonde.agent.e2e;

import io.netsonde.measurement.CycleTrace;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.MeasurementSink;
import io.netsonde.measurement.TrafficSimCycle;
import io.netsonde.netio.DatagramPort;
import io.netsonde.netio.ReceiverListener;
import io.netsonde.trafficsim.net.SenderListener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Hears what a probe in this process measures, with the times at which it does. Thread-safe. */
final class Measuring implements SenderListener, MeasurementSink, ReceiverListener {
  private final List<TrafficSimCycle> cycles = new ArrayList<>(); // guarded by this, as all below
  private int answered;
  private long lastAnswerNanos;
  private boolean up;
  private int restarts;
  private final List<Throwable> defects = new ArrayList<>();

  @Override
  public synchronized void accept(Measurement measurement) {
    if (measurement instanceof TrafficSimCycle cycle) {
      cycles.add(cycle);
      notifyAll();
    }
  }

  @Override
  public synchronized void sessionChanged(int flow, boolean isUp) {
    up = isUp;
    notifyAll();
  }

  @Override
  public synchronized void reflectorRestarted(int flow) {
    restarts++;
    notifyAll();
  }

  @Override
  public synchronized void packetDecided(int flow, CycleTrace trace, int row, boolean shared) {
    if (trace.outcome(row) != CycleTrace.Outcome.LOST) {
      answered++;
      lastAnswerNanos = System.nanoTime();
      notifyAll();
    }
  }

  /** That nobody listens at the other end is what the test is about. */
  @Override
  public void onReceiveFailed(DatagramPort port, IOException failure, Duration pause) {}

  @Override
  public synchronized void onHandlerFailed(DatagramPort port, Throwable failure) {
    defects.add(failure);
  }

  @Override
  public synchronized void onWorkFailed(Throwable failure) {
    defects.add(failure);
  }

  @Override
  public synchronized void onWaitFailed(IOException failure, Duration pause) {
    defects.add(failure);
  }

  /** What should not have failed. */
  synchronized List<Throwable> defects() {
    return List.copyOf(defects);
  }

  synchronized List<TrafficSimCycle> cycles() {
    return List.copyOf(cycles);
  }

  synchronized int restarts() {
    return restarts;
  }

  /** Waits for so many more answers. */
  synchronized void awaitAnswers(int more) throws InterruptedException {
    int wanted = answered + more;
    await(more + " answers", () -> answered >= wanted);
  }

  /** Waits for the next answer; when it came, on the monotonic clock. */
  synchronized long awaitNextAnswerNanos() throws InterruptedException {
    awaitAnswers(1);
    return lastAnswerNanos;
  }

  synchronized void awaitSessionLost() throws InterruptedException {
    await("the session to be lost", () -> !up);
  }

  /** Waits for one more cycle that closes with an answer to each of its packets. */
  synchronized void awaitCycleWithoutLoss() throws InterruptedException {
    int known = cycles.size();
    await(
        "a cycle without loss",
        () ->
            cycles.subList(known, cycles.size()).stream()
                .anyMatch(
                    cycle -> cycle.total().roundTrip().received() == cycle.total().packets()));
  }

  private synchronized void await(String what, BooleanSupplier condition)
      throws InterruptedException {
    Duration limit = Program.LIMIT;
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError("waited " + limit + " in vain for " + what);
      }
      wait(1 + left / 1_000_000);
    }
  }
}
