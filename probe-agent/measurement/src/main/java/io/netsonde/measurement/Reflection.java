package io.netsonde.measurement;

/**
 * The reflector's own view of one cycle of one client, made when the client first asks for that
 * cycle's report.
 *
 * @param agentId the client's agent id (unsigned 32-bit)
 * @param address the client's address, as last proven
 * @param port the client's UDP port
 * @param session the session's id, unsigned
 * @param firstSequence the cycle's first sequence number (unsigned 32-bit, as on the wire)
 * @param packets how many packets the client says it planned for the cycle, less those sent before
 *     this session or fallen out of its window, of which nothing is known; at least 1
 * @param received unique packets of the cycle that arrived
 * @param replied how many of them were answered
 * @param duplicates extra copies that arrived (RFC 5560)
 * @param reordered packets that arrived reordered (RFC 4737, type P-Reordered)
 * @param firstSeenEpochNanos when the session's first packet arrived
 * @param lastSeenEpochNanos when the session's latest packet arrived
 * @param jitterNanos interarrival jitter (RFC 3550) as it stood at the time of the report, 0 until
 *     two packets have arrived
 */
public record Reflection(
    long agentId,
    String address,
    int port,
    long session,
    long firstSequence,
    int packets,
    int received,
    int replied,
    int duplicates,
    int reordered,
    long firstSeenEpochNanos,
    long lastSeenEpochNanos,
    long jitterNanos)
    implements Measurement {

  /** Share of the cycle's packets that never arrived here, 0 to 1. */
  public double loss() {
    return (double) (packets - received) / packets;
  }
}
