package io.netsonde.measurement.trace;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Someone who answered probes of one hop.
 *
 * @param address from which
 * @param name what its address resolves to, where that was asked for and known in time
 * @param answers how many, at least 1
 */
public record Responder(InetAddress address, Optional<String> name, long answers) {}
