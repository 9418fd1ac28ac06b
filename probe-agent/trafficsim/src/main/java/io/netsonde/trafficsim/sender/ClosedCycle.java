package io.netsonde.trafficsim.sender;

import io.netsonde.measurement.CycleTrace;

/**
 * One flow's finished cycle.
 *
 * @param index the cycle's number, from 0
 * @param trace every packet's outcome, final
 * @param partial whether it was cut short by a stop
 * @param sharedClock whether sender and reflector read the same clock
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
    long startEpochNanos,
    long endEpochNanos,
    long bytesSent,
    long bytesReceived) {}
