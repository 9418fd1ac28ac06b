package io.netsonde.agent.run;

import io.netsonde.agent.view.FlowFigures;
import io.netsonde.agent.view.PingPacket;
import io.netsonde.agent.view.PingText;
import io.netsonde.measurement.CycleFigures;
import io.netsonde.measurement.CycleTrace;
import io.netsonde.measurement.CycleTrace.Outcome;
import io.netsonde.measurement.Measurement;
import io.netsonde.measurement.Stamps;
import io.netsonde.measurement.TrafficSimCycle;
import io.netsonde.trafficsim.net.SenderListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches one measurement packet by packet. It hears on the loop's thread; its results may be read
 * elsewhere once it has finished.
 */
final class PingWatch implements SenderListener {
  private final Consumer<String> lines;
  private final int flows;
  private final CountDownLatch session = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private final TreeMap<Integer, CycleTrace> traces = new TreeMap<>();
  private final TreeMap<Integer, Integer> decided = new TreeMap<>();
  private boolean sharedClock;
  private final OptionalInt[] ports;
  private @Nullable TrafficSimCycle cycle;

  /**
   * A watch that prints.
   *
   * @param lines takes a line for each packet, and what else a person should know
   */
  PingWatch(Consumer<String> lines, int flows) {
    this.lines = lines;
    this.flows = flows;
    this.ports = new OptionalInt[flows];
    Arrays.fill(ports, OptionalInt.empty());
  }

  void accept(Measurement measurement) {
    if (measurement instanceof TrafficSimCycle closed) {
      cycle = closed;
    }
  }

  @Override
  public void flowOpened(int flow, InetSocketAddress local) {
    ports[flow] = OptionalInt.of(local.getPort());
  }

  @Override
  public void sessionChanged(int flow, boolean up) {
    if (up) {
      session.countDown();
    }
  }

  @Override
  public void networkFailed(IOException reason) {
    lines.accept(reason.getMessage());
  }

  @Override
  public void reflectorRestarted(int flow) {
    lines.accept("the reflector has restarted");
  }

  @Override
  public void packetDecided(int flow, CycleTrace trace, int row, boolean shared) {
    traces.put(flow, trace);
    decided.merge(flow, row + 1, Math::max);
    sharedClock = shared;
    lines.accept(PingText.line(packet(flow, trace, row), flows > 1));
  }

  @Override
  public void finished() {
    session.countDown();
    finished.countDown();
  }

  boolean awaitSession(Duration limit) throws InterruptedException {
    return session.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  boolean awaitFinished(Duration limit) throws InterruptedException {
    return finished.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The only cycle; null if nothing was sent. */
  @Nullable TrafficSimCycle cycle() {
    return cycle;
  }

  /** The source port that each flow had last. */
  List<OptionalInt> sourcePorts() {
    return List.of(ports);
  }

  /** The figures of each flow, with the source port that it had last. */
  List<FlowFigures> flowFigures() {
    List<FlowFigures> each = new ArrayList<>();
    List<CycleFigures> figures = cycle == null ? List.of() : cycle.flows();
    for (int flow = 0; flow < figures.size(); flow++) {
      each.add(new FlowFigures(flow, ports[flow], figures.get(flow)));
    }
    return each;
  }

  /** Every packet's final fate, by flow and sequence. */
  List<PingPacket> packets() {
    List<PingPacket> packets = new ArrayList<>();
    traces.forEach(
        (flow, trace) -> {
          for (int row = 0; row < decided.getOrDefault(flow, 0); row++) {
            packets.add(packet(flow, trace, row));
          }
        });
    return packets;
  }

  private PingPacket packet(int flow, CycleTrace trace, int row) {
    long sequence = trace.firstSequence() + row;
    OptionalLong none = OptionalLong.empty();
    if (trace.outcome(row) == Outcome.LOST) {
      return new PingPacket(
          sequence, flow, lostWhere(trace, row), none, none, none, Optional.empty());
    }
    Stamps stamps = trace.best(row);
    return new PingPacket(
        sequence,
        flow,
        trace.outcome(row) == Outcome.LATE ? PingPacket.Fate.LATE : PingPacket.Fate.ANSWERED,
        OptionalLong.of(trace.roundTripDelayNanos(row, stamps)),
        sharedClock
            ? OptionalLong.of(trace.reflectorReceivedNanos(row) - trace.sentNanos(row, stamps))
            : none,
        sharedClock
            ? OptionalLong.of(
                trace.receivedNanos(row, stamps) - trace.reflectorSentNanos(row, stamps))
            : none,
        Optional.of(stamps));
  }

  private static PingPacket.Fate lostWhere(CycleTrace trace, int row) {
    return switch (trace.forward(row)) {
      case NOT_RECEIVED -> PingPacket.Fate.LOST_FORWARD;
      case REPLIED -> PingPacket.Fate.LOST_REVERSE;
      case RECEIVED, UNKNOWN -> PingPacket.Fate.LOST;
    };
  }
}
