package io.netsonde.measurement;

/**
 * A scheduled trace could not be made: the target's name does not resolve, there is no route to it,
 * or this process may not send such probes. What earlier ones found is not known any more.
 *
 * @param probe the probe's name
 * @param address the target's host name or address as the user wrote it
 * @param port the target's port, 0 for ICMP
 */
public record TraceFailure(String probe, String address, int port) implements Measurement {}
