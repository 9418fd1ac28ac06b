package io.netsonde.measurement.trace;

/**
 * One entry of the label stack with which a probe came to a router (RFC 4950, RFC 3032).
 *
 * @param label 0 to 1,048,575
 * @param trafficClass 0 to 7 (RFC 5462; formerly EXP)
 * @param isBottom whether it is the last of the stack
 * @param ttl 0 to 255
 */
public record MplsLabel(int label, int trafficClass, boolean isBottom, int ttl) {}
