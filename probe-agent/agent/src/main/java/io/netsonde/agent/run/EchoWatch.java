package io.netsonde.agent.run;

import io.netsonde.agent.view.EchoPacket;
import io.netsonde.agent.view.EchoText;
import io.netsonde.agent.view.PingPacket.Fate;
import io.netsonde.measurement.CycleTrace;
import io.netsonde.measurement.EchoStatistics;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.PingCycle;
import io.netsonde.measurement.Stamps;
import io.netsonde.ping.EchoFailure;
import io.netsonde.ping.net.EchoLoopListener;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches one measurement echo by echo. It hears on the loop's thread; its results may be read
 * elsewhere once it has finished.
 */
final class EchoWatch implements EchoLoopListener {
  private final Consumer<String> lines;
  private final CountDownLatch finished = new CountDownLatch(1);
  private final TreeMap<Integer, Optional<EchoFailure>> decided = new TreeMap<>();
  private @Nullable CycleTrace trace;
  private @Nullable PingCycle cycle;

  /**
   * A watch that prints.
   *
   * @param lines takes a line for each echo, and what else a person should know
   */
  EchoWatch(Consumer<String> lines) {
    this.lines = lines;
  }

  void accept(Measurement measurement) {
    if (measurement instanceof PingCycle closed) {
      cycle = closed;
    }
  }

  @Override
  public void networkFailed(IOException reason) {
    lines.accept(reason.getMessage());
  }

  @Override
  public void packetDecided(CycleTrace of, int row, Optional<EchoFailure> failure) {
    trace = of;
    decided.put(row, failure);
    lines.accept(EchoText.line(packet(of, row, failure)));
  }

  @Override
  public void duplicate(CycleTrace of, int row) {
    OptionalLong none = OptionalLong.empty();
    lines.accept(
        EchoText.line(
            new EchoPacket(row, Fate.DUPLICATE, none, Optional.empty(), Optional.empty())));
  }

  @Override
  public void finished() {
    finished.countDown();
  }

  boolean awaitFinished(Duration limit) throws InterruptedException {
    return finished.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The only cycle; null if nothing was sent. */
  @Nullable PingCycle cycle() {
    return cycle;
  }

  /** Every request's final fate, by sequence. */
  List<EchoPacket> packets() {
    CycleTrace all = trace;
    return all == null
        ? List.of()
        : decided.entrySet().stream()
            .map(each -> packet(all, each.getKey(), each.getValue()))
            .toList();
  }

  private static EchoPacket packet(CycleTrace trace, int row, Optional<EchoFailure> failure) {
    long sequence = trace.firstSequence() + row;
    if (trace.outcome(row) == CycleTrace.Outcome.LOST) {
      return new EchoPacket(sequence, Fate.LOST, OptionalLong.empty(), Optional.empty(), failure);
    }
    Stamps stamps = trace.best(row);
    return new EchoPacket(
        sequence,
        trace.outcome(row) == CycleTrace.Outcome.LATE ? Fate.LATE : Fate.ANSWERED,
        OptionalLong.of(trace.roundTripDelayNanos(row, stamps)),
        Optional.of(EchoStatistics.source(stamps)),
        Optional.empty());
  }
}
