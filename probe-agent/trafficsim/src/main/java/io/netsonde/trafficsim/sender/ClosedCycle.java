package io.netsonde.trafficsim.sender;

import io.netsonde.measurement.CycleTrace;
import java.util.OptionalLong;

/**
 * One flow's finished cycle.
 *
 * @param index the cycle's number, from 0
 * @param trace every packet's outcome, final
 * @param partial whether it was cut short by a stop
 * @param sharedClock whether sender and reflector read the same clock
 * @param clockErrorNanos how far the two clocks were apart at most throughout the cycle, as both
 *     ends' kernels say: the sum of their largest errors; empty unless both are known
 * @param startEpochNanos when its first packet was sent, or was to be
 * @param endEpochNanos when its last packet was decided
 * @param bytesSent UDP payload of DATA that left
 * @param bytesReceived UDP payload of answers to DATA
 */
public record ClosedCycle(
    long index,
    CycleTrace trace,
    boolean partial,
    boolean sharedClock,
    OptionalLong clockErrorNanos,
    long startEpochNanos,
    long endEpochNanos,
    long bytesSent,
    long bytesReceived) {}
