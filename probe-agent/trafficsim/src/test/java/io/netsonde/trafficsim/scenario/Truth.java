package io.netsonde.trafficsim.scenario;

import io.netsonde.measurement.CycleTrace;
import io.netsonde.measurement.Stamps;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** What the path really did to each measured packet, from kernel to kernel. */
final class Truth {
  private static final int SESSION_AT = 17;
  private static final int SEQUENCE_AT = 35;

  private record Packet(long session, int sequence) {}

  /**
   * One packet's way.
   *
   * @param forwardNanos to the reflector
   * @param forwardEpochNanos the same as the two hosts' epoch clocks have it
   * @param roundTripNanos there and back; 0 until it is back
   */
  record Delays(long forwardNanos, long forwardEpochNanos, long roundTripNanos) {}

  private final Map<Packet, Delays> delays = new HashMap<>();

  /** Every cycle's trace of all flows, and which session it is of. */
  final IdentityHashMap<CycleTrace, Long> traces = new IdentityHashMap<>();

  static long session(ByteBuffer packet) {
    return packet.duplicate().order(ByteOrder.LITTLE_ENDIAN).getLong(SESSION_AT);
  }

  private static Packet of(ByteBuffer packet) {
    return new Packet(
        session(packet), packet.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(SEQUENCE_AT));
  }

  void arrived(ByteBuffer data, long nanos, long epochNanos) {
    delays.putIfAbsent(of(data), new Delays(nanos, epochNanos, 0));
  }

  /** The answer came back; its first copy counts. */
  void returned(ByteBuffer answer, long reverseNanos) {
    delays.computeIfPresent(
        of(answer),
        (packet, way) ->
            way.roundTripNanos > 0
                ? way
                : new Delays(
                    way.forwardNanos, way.forwardEpochNanos, way.forwardNanos + reverseNanos));
  }

  /** Answered packets whose best set of stamps is this. */
  long best(Stamps stamps) {
    return traces.keySet().stream()
        .mapToLong(
            trace ->
                IntStream.range(0, trace.size())
                    .filter(row -> trace.has(row, Stamps.PROCESS) && trace.best(row) == stamps)
                    .count())
        .sum();
  }

  /** What became of the packet in that row. */
  Delays of(CycleTrace trace, int row) {
    Delays way = delays.get(new Packet(traces.get(trace), (int) (trace.firstSequence() + row)));
    if (way == null) {
      throw new AssertionError("row " + row + " never arrived");
    }
    return way;
  }
}
