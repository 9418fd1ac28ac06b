package io.netsonde.measurement;

import java.util.Objects;

/**
 * A path as configured: which probe measures towards which peer.
 *
 * @param probe the probe's name, not empty
 * @param peerAgentId the peer's agent id (unsigned 32-bit), or 0 where none is expected in
 *     particular
 * @param address the target's host name or address as the user wrote it
 * @param port the target's UDP port, 1 to 65535
 */
public record Path(String probe, long peerAgentId, String address, int port) {
  public Path {
    Objects.requireNonNull(address);
    if (probe.isEmpty()) {
      throw new IllegalArgumentException("a path needs the name of its probe");
    }
    if (peerAgentId < 0 || peerAgentId > 0xffff_ffffL) {
      throw new IllegalArgumentException("agent id " + peerAgentId + " is not an unsigned 32-bit");
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " is not within 1 to 65535");
    }
  }
}
