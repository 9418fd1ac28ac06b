package io.netsonde.measurement;

/** What ICMP said of an echo request that did not reach its target (RFC 792, RFC 4443). */
public enum EchoError {
  /** A router has no route to the target's network. */
  NETWORK_UNREACHABLE("network_unreachable", "network unreachable"),
  /** The last router, or this host, finds nobody with the target's address. */
  HOST_UNREACHABLE("host_unreachable", "host unreachable"),
  /** The target or a router knows no such protocol or port. */
  PROTOCOL_UNREACHABLE("protocol_unreachable", "protocol or port unreachable"),
  /** A filter on the way refuses it. */
  PROHIBITED("prohibited", "prohibited by a filter"),
  /** It is too long for a link, and may not be divided. */
  TOO_BIG("too_big", "too big for a link"),
  /** Its hop limit was used up on the way: mostly a loop of routes. */
  HOPS_EXCEEDED("hops_exceeded", "too many hops"),
  /** Something else. */
  OTHER("other", "refused");

  private final String label;
  private final String words;

  EchoError(String label, String words) {
    this.label = label;
    this.words = words;
  }

  /** The value of the attribute {@code error.type}. */
  public String label() {
    return label;
  }

  /** For people. */
  public String words() {
    return words;
  }
}
