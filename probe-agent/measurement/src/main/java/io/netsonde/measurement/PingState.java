package io.netsonde.measurement;

/**
 * A target of ICMP echoes began or ceased to answer. Published once per change, and once as down
 * when a probe starts.
 *
 * @param probe the probe's name
 * @param address the target as the user wrote it
 * @param up whether it answers
 * @param epochNanos when
 */
public record PingState(String probe, String address, boolean up, long epochNanos)
    implements Measurement {}
