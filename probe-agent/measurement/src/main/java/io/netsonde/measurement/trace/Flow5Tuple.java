package io.netsonde.measurement.trace;

import java.net.InetAddress;

/**
 * The flow that a trace's probes belong to: they all have it in common, so that equal-cost routers
 * treat them alike.
 *
 * @param protocol what the probes are
 * @param source from which address
 * @param sourcePort from which port, or the identifier of ICMP echoes
 * @param target to which address
 * @param targetPort to which port, 0 for ICMP
 */
public record Flow5Tuple(
    TraceProtocol protocol,
    InetAddress source,
    int sourcePort,
    InetAddress target,
    int targetPort) {}
