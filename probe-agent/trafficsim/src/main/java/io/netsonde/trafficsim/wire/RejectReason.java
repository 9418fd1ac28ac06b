package io.netsonde.trafficsim.wire;

/** Why a datagram was dropped: each is counted, as the attribute {@code netsonde.reject.reason}. */
public enum RejectReason {
  /** Not a Packet message, or fields missing. */
  MALFORMED("malformed"),
  /** A protocol version this agent does not speak. */
  VERSION("version"),
  /** A type that is not for this side, or unknown. */
  TYPE("type"),
  /** The source agent is not among the allowed. */
  UNKNOWN_AGENT("unknown_agent"),
  /** Meant for another agent. */
  WRONG_TARGET("wrong_target"),
  /** A key is configured, and the mac is missing or wrong. */
  BAD_MAC("bad_mac"),
  /** The cookie is not one given to this address, agent and session, or has expired. */
  BAD_COOKIE("bad_cookie"),
  /** The request is shorter than its answer would be. */
  TOO_SHORT("too_short"),
  /** A copy of a sequence inside the window. */
  DUPLICATE("duplicate"),
  /** A sequence older than the window. */
  REPLAY("replay"),
  /** The source's prefix asks for sessions faster than is served. */
  RATE("rate"),
  /** The session table is full. */
  SESSIONS("sessions"),
  /** An answer to nothing that was asked. */
  UNEXPECTED("unexpected");

  private final String label;

  RejectReason(String label) {
    this.label = label;
  }

  /** The attribute's value. */
  public String label() {
    return label;
  }
}
