package io.netsonde.measurement;

/** What a diagnosis can find: the values of the attribute {@code netsonde.finding}. */
public enum FindingKind {
  /** Looking names up takes most of a web service's time. */
  DNS_BOUND("dns_bound"),
  /** Connecting takes markedly longer than before. */
  HANDSHAKE_BOUND("handshake_bound"),
  /** The wait for the first byte has grown, while connecting is as before. */
  SERVER_BOUND("server_bound"),
  /** The transfer has become markedly slower. */
  THROUGHPUT_BOUND("throughput_bound"),
  /** Packets are lost from a certain hop on. */
  LOSS_AT_HOP("loss_at_hop"),
  /** Packets are lost in one direction only. */
  ONE_DIRECTION("one_direction"),
  /** Some of several flows lose packets, the others do not: one of several equal-cost paths. */
  ONE_FLOW("one_flow"),
  /** It begins at this host's own network interface. */
  LOCAL_INTERFACE("local_interface"),
  /** The agent itself is late or stalls: figures of the time are its own. */
  AGENT("agent");

  private final String label;

  FindingKind(String label) {
    this.label = label;
  }

  /** The value of the attribute {@code netsonde.finding}. */
  public String label() {
    return label;
  }
}
