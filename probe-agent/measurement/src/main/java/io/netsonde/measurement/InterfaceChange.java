package io.netsonde.measurement;

import java.util.Optional;

/**
 * A probe's packets leave by another network interface than before, or by the first.
 *
 * @param path the probe's path
 * @param from the interface used before; empty when the probe begins
 * @param to the interface used from now on
 * @param localAddress the address on it that packets are sent from
 * @param reason why, in words
 * @param epochNanos when, in nanoseconds since the Unix epoch
 */
public record InterfaceChange(
    Path path,
    Optional<String> from,
    String to,
    String localAddress,
    String reason,
    long epochNanos)
    implements Measurement {}
