package io.netsonde.agent.config;

import io.netsonde.measurement.trace.TraceProtocol;

/** What a trace's probes are, as people write it. */
public final class TraceProtocolText {
  private TraceProtocolText() {}

  /**
   * Reads {@code udp}, {@code icmp} or {@code tcp}.
   *
   * @throws IllegalArgumentException that says what was expected
   */
  public static TraceProtocol parse(String text) {
    return switch (text) {
      case "udp" -> TraceProtocol.UDP;
      case "icmp" -> TraceProtocol.ICMP;
      case "tcp" -> TraceProtocol.TCP;
      default -> throw new IllegalArgumentException("choose udp, icmp or tcp");
    };
  }
}
